/** Refuses what a request gives and the operation would ignore. */
import { ServiceError } from '../model/errors.ts';
import type { Operation } from '../operations/operation.ts';
import type { OperationShape, Shape } from '../wire/service.ts';

/** What the dispatcher itself honours. */
const dispatched: ReadonlySet<string> = new Set(['DryRun', 'ClientToken']);

/**
 * @param input decoded by the shape
 * @throws ServiceError UnsupportedOperation for the first member that is given and not honoured
 */
export function checkHonoured(operation: Operation, shape: OperationShape, input: object): void {
  const honoured = operation.honours.filter((path) => path !== '');
  for (const [path, top] of givenMembers(shape.input, input, honoured, '')) {
    if (top && dispatched.has(path)) continue;
    throw new ServiceError(
      'UnsupportedOperation',
      `The parameter ${path} of ${operation.name} is not supported by Postern. Leave it out.`,
    );
  }
}

/** The paths of members that are given and that no honoured path covers. */
function* givenMembers(
  shape: Shape,
  value: unknown,
  honoured: readonly string[],
  prefix: string,
): Generator<readonly [path: string, top: boolean]> {
  if (shape.type === 'list') {
    // The decoder makes an array for a list.
    for (const item of value as readonly unknown[])
      yield* givenMembers(shape.item.shape, item, honoured, prefix);
    return;
  }
  if (shape.type !== 'structure') return;
  // The decoder makes an object for a structure.
  const record = value as Readonly<Record<string, unknown>>;
  for (const member of shape.members) {
    if (record[member.name] === undefined) continue;
    const path = prefix === '' ? member.name : `${prefix}.${member.name}`;
    if (honoured.includes(path)) continue;
    if (honoured.some((other) => other.startsWith(`${path}.`))) {
      yield* givenMembers(member.shape, record[member.name], honoured, path);
    } else {
      yield [path, prefix === ''];
    }
  }
}
