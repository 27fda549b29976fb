/** What expressions stand for: JSON in which something may not be known before the stack has been changed. */
import type { Json } from '../template.ts';

/** How CloudFormation shows what is not known yet. */
export const knownAfterApply = '{{changeSet:KNOWN_AFTER_APPLY}}';

/** A value that only making or changing a resource tells, or a text with one in it. */
export class Unknown {
  /** As change sets show it, with `knownAfterApply` where something is not known. */
  readonly text: string;

  constructor(text: string = knownAfterApply) {
    this.text = text;
  }
}

export type Value = null | boolean | number | string | Unknown | readonly Value[] | ValueObject;
export type ValueObject = { readonly [name: string]: Value };

/** Whether it is an object, and neither a list nor null nor unknown. */
export function isValueObject(value: Value | undefined): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unknown);
}

export function isValueList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** Whether nothing in it is unknown. */
export function isKnown(value: Value): value is Json {
  if (value instanceof Unknown) return false;
  if (isValueList(value)) return value.every(isKnown);
  return !isValueObject(value) || Object.values(value).every(isKnown);
}

/** The value as it is shown: a text in place of each part that is not known. */
export function shown(value: Value): Json {
  if (value instanceof Unknown) return value.text;
  if (isValueList(value)) return value.map(shown);
  if (!isValueObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shown(item)]));
}

/** A text, or what is not known and may become one; numbers and booleans are written out. @returns undefined for others */
export function textValue(value: Value | undefined): string | Unknown | undefined {
  if (value instanceof Unknown || typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The texts one after another; not known if one of them is not. */
export function joinTexts(texts: readonly (string | Unknown)[], delimiter: string): string | Unknown {
  const joined = texts.map((text) => (text instanceof Unknown ? text.text : text)).join(delimiter);
  return texts.some((text) => text instanceof Unknown) ? new Unknown(joined) : joined;
}
