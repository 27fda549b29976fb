import { uuid } from '../../../cloudformation/engine/events.ts';
import { importNames } from '../../../cloudformation/engine/language.ts';
import type { Writer } from '../../../model/access.ts';
import { ServiceError } from '../../../model/errors.ts';
import type { Arn } from '../../../model/ids.ts';
import type { Stack, StackDefinition, StackStatus } from '../../../model/stack-resources.ts';
import type { OperationContext } from '../../operation.ts';
import { accountLimits } from './limits.ts';
import { checkName, ownStacks } from './stacks.ts';

/** A new ARN of a stack. @throws ServiceError ValidationError, LimitExceededException */
export function newStackId(context: OperationContext, name: string): Arn {
  checkName('stackName', name);
  const live = ownStacks(context).filter(({ status }) => status !== 'DELETE_COMPLETE');
  if (live.length >= accountLimits.StackLimit)
    throw new ServiceError(
      'LimitExceededException',
      `Limit for stack has been exceeded. There can be ${accountLimits.StackLimit}.`,
    );
  const { caller, region, ids } = context;
  return `arn:aws:cloudformation:${region}:${caller.accountId}:stack/${name}/${uuid(ids)}`;
}

export interface NewStack {
  readonly id: Arn;
  readonly name: string;
  readonly definition: StackDefinition;
  readonly status: StackStatus;
  readonly disableRollback: boolean;
  readonly isExpress?: boolean;
  readonly terminationProtection?: boolean | undefined;
  readonly timeoutMinutes?: number | undefined;
}

/** A stack without anything done to it; it is not written. */
export function newStack({ caller, region, now }: OperationContext, given: NewStack): Stack {
  const { timeoutMinutes, terminationProtection = false } = given;
  return {
    accountId: caller.accountId,
    region,
    tags: given.definition.tags,
    id: given.id,
    name: given.name,
    status: given.status,
    definition: given.definition,
    outputs: [],
    imports: [],
    disableRollback: given.disableRollback,
    ...(given.isExpress === true && { isExpress: true }),
    ...(timeoutMinutes !== undefined && { timeoutMinutes }),
    terminationProtection,
    createdAt: now,
    eventCount: 0,
    // Before any event.
    lastEventAt: '',
  };
}

/** Keeps the text, and says which exports the stack uses. @returns the stack as it is to be written */
export function withDefinition(
  resources: Writer,
  stack: Stack,
  definition: StackDefinition,
  text: string,
): Stack {
  resources.put('stackTemplate', { id: definition.template, stackId: stack.id, text });
  const next = { ...stack, definition, tags: definition.tags };
  const imports = new Set([...stack.imports, ...importNames(resources, next)]);
  return { ...next, imports: [...imports] };
}
