/** Where two values differ. */

import { scalarText } from '../template/json.ts';
import { isValueList, isValueObject, type Value } from '../template/value.ts';

/** A place where the values differ; `before` or `after` is left out where there is nothing. */
export interface Difference {
  readonly path: readonly string[];
  readonly before?: Value;
  readonly after?: Value;
}

/** Whether they are the same to CloudFormation, to which `80` and `"80"` are. What is not known is the same as nothing. */
export function isSame(one: Value | undefined, other: Value | undefined): boolean {
  return differences(one, other).length === 0;
}

/** The places, as deep as both values go, in the order of the first value. */
export function differences(
  before: Value | undefined,
  after: Value | undefined,
  path: readonly string[] = [],
): readonly Difference[] {
  if (isValueObject(before) && isValueObject(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) => differences(own(before, name), own(after, name), [...path, name]));
  }
  if (isValueList(before) && isValueList(after))
    return Array.from({ length: Math.max(before.length, after.length) }, (_, index) =>
      differences(before[index], after[index], [...path, String(index)]),
    ).flat();
  if (before === after) return [];
  const text = scalarText(before);
  if (text !== undefined && text === scalarText(after)) return [];
  return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}

function own(object: { readonly [name: string]: Value }, name: string): Value | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** @see https://www.rfc-editor.org/rfc/rfc6901 */
export function jsonPointer(path: readonly string[]): string {
  return path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
