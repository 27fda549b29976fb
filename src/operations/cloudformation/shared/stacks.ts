import { ServiceError } from '../../../model/errors.ts';
import type { Stack, StackChangeSet } from '../../../model/stack-resources.ts';
import type { OperationContext } from '../../operation.ts';
import { validationError } from './errors.ts';

const namePattern = /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/;

/** @throws ServiceError ValidationError when a stack or change set cannot have this name */
export function checkName(member: string, name: string): string {
  if (namePattern.test(name)) return name;
  throw validationError(
    `1 validation error detected: Value '${name.slice(0, 256)}' at '${member}' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
  );
}

/** The stack of the caller's with this name, or with this ARN, which may be deleted; undefined when there is none. */
export function findStack(
  { resources, caller, region }: Pick<OperationContext, 'resources' | 'caller' | 'region'>,
  nameOrId: string,
): Stack | undefined {
  const { accountId } = caller;
  if (!nameOrId.startsWith('arn:'))
    return resources.find('stack', 'name', `${accountId}/${region}/${nameOrId}`)[0];
  const found = resources.get('stack', nameOrId);
  return found?.accountId === accountId && found.region === region ? found : undefined;
}

/** How an operation says that there is no such stack. */
export type NotThere = (name: string) => string;

export const withId: NotThere = (name) => `Stack with id ${name} does not exist`;
export const inBrackets: NotThere = (name) => `Stack [${name}] does not exist`;
export const inQuotes: NotThere = (name) => `Stack '${name}' does not exist`;

/** @throws ServiceError ValidationError when there is none */
export function requireStack(
  context: OperationContext,
  nameOrId: string | undefined,
  says: NotThere = withId,
): Stack {
  const found = nameOrId ? findStack(context, nameOrId) : undefined;
  if (found === undefined) throw validationError(says(nameOrId ?? ''));
  return found;
}

/** A stack that is not deleted. @throws ServiceError ValidationError when there is none */
export function requireLiveStack(
  context: OperationContext,
  nameOrId: string | undefined,
  says: NotThere,
): Stack {
  const stack = requireStack(context, nameOrId, says);
  if (stack.status === 'DELETE_COMPLETE') throw validationError(says(nameOrId ?? ''));
  return stack;
}

/** All stacks of the caller's in the region. */
export function ownStacks({ resources, caller, region }: OperationContext): readonly Stack[] {
  return resources.find('stack', 'owner', `${caller.accountId}/${region}`);
}

/**
 * By ARN, or by name and stack.
 * @throws ServiceError ChangeSetNotFound, and ValidationError when there is no such stack
 */
export function requireChangeSet(
  context: OperationContext,
  changeSetName: string | undefined,
  stackName: string | undefined,
): { readonly changeSet: StackChangeSet; readonly stack: Stack } {
  const { resources } = context;
  const name = changeSetName ?? '';
  const isArn = name.startsWith('arn:');
  if (!isArn && stackName === undefined)
    throw validationError('StackName must be specified if ChangeSetName is not specified as an ARN.');
  const named = stackName === undefined ? undefined : requireStack(context, stackName, inBrackets);
  const changeSet = isArn
    ? resources.get('stackChangeSet', name)
    : resources.find('stackChangeSet', 'stack', named?.id ?? '').find((each) => each.name === name);
  const stack = changeSet && findStack(context, changeSet.stackId);
  if (changeSet === undefined || stack === undefined || (named && named.id !== stack.id))
    throw new ServiceError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`);
  return { changeSet, stack };
}
