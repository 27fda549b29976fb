/**
 * Values that stacks of an account hand to each other in a region.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
 */
import type { Reader, Writer } from '../../model/access.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Stack, StackExport, StackOutput } from '../../model/stack-resources.ts';

export function exportId({ accountId, region }: Pick<Stack, 'accountId' | 'region'>, name: string): string {
  return `${accountId}/${region}/${name}`;
}

/** The names of the stacks that use an export. */
export function importersOf(resources: Reader, id: string): string[] {
  return resources.find('stack', 'import', id).map(({ name }) => name);
}

/**
 * Makes the exports of a stack those of its outputs.
 * @throws ServiceError ValidationError when another stack has an export of the same name, or one that is used would change
 */
export function replaceExports(resources: Writer, stack: Stack, outputs: readonly StackOutput[]): void {
  const wanted = exportsOf(stack, outputs);
  const before = resources.find('stackExport', 'stack', stack.id);
  for (const { id, name, value } of before) {
    const next = wanted.find((each) => each.id === id);
    if (next?.value !== value)
      refuseWhenUsed(resources, stack, name, next === undefined ? 'deleted' : 'updated');
  }
  for (const { id, name } of wanted) {
    const holder = resources.get('stackExport', id);
    if (holder === undefined || holder.stackId === stack.id) continue;
    const other = resources.get('stack', holder.stackId)?.name ?? holder.stackId;
    throw new ServiceError(
      'ValidationError',
      `Export with name ${name} is already exported by stack ${other}`,
    );
  }
  for (const { id } of before)
    if (!wanted.some((each) => each.id === id)) resources.delete('stackExport', id);
  for (const each of wanted) resources.put('stackExport', each);
}

/** @throws ServiceError ValidationError when another stack uses it */
export function refuseWhenUsed(
  resources: Reader,
  stack: Stack,
  name: string,
  verb: 'deleted' | 'updated',
): void {
  const users = importersOf(resources, exportId(stack, name)).filter((user) => user !== stack.name);
  if (users.length === 0) return;
  const who = users.join(' and ');
  throw new ServiceError('ValidationError', `Export ${name} cannot be ${verb} as it is in use by ${who}`);
}

function exportsOf(
  { id: stackId, accountId, region }: Stack,
  outputs: readonly StackOutput[],
): StackExport[] {
  const found = outputs.flatMap(({ exportName: name, value }) =>
    name === undefined
      ? []
      : [{ id: exportId({ accountId, region }, name), accountId, region, name, value, stackId }],
  );
  const names = found.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new ServiceError(
      'ValidationError',
      `Duplicate Export names. More than one output has been given the name ${twice}.`,
    );
  }
  return found;
}
