/** Begins what a request asks of a stack, when the stack's state allows it. */

import { lastEvent } from '../../../cloudformation/engine/events.ts';
import { ServiceError } from '../../../model/errors.ts';
import type { Stack, StackStatus } from '../../../model/stack-resources.ts';
import type { OperationContext } from '../../operation.ts';
import { validationError } from './errors.ts';

/** Lets the answer wait for a moment until the stack is at rest, so that whoever looks next finds what came of it. */
export function answerAtRest({ answerAfter }: OperationContext, { id }: Pick<Stack, 'id'>): void {
  answerAfter?.((resources) => {
    const run = resources.get('stack', id)?.run;
    return run === undefined || run.phase === 'stopped';
  });
}

/** States in which a stack can be updated. */
const updatable: ReadonlySet<StackStatus> = new Set([
  'CREATE_COMPLETE',
  'CREATE_FAILED',
  'UPDATE_COMPLETE',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
]);

/** @throws ServiceError ValidationError */
export function checkUpdatable({ id, status }: Stack): void {
  if (!updatable.has(status))
    throw validationError(`Stack:${id} is in ${status} state and can not be updated.`);
}

/** Whether the request has come before and began what the stack did last: a client sends it again that lost the answer. */
export function isRepeated(
  { resources }: OperationContext,
  stack: Stack,
  token: string | undefined,
): boolean {
  return token !== undefined && lastEvent(resources, stack)?.clientRequestToken === token;
}

/** A token says that requests are one and the same. @throws ServiceError TokenAlreadyExistsException when it was used with this stack */
export function checkToken({ resources }: OperationContext, stack: Stack, token: string | undefined): void {
  if (token === undefined) return;
  if (!/^[a-zA-Z0-9][-a-zA-Z0-9]{0,127}$/.test(token))
    throw validationError(
      `1 validation error detected: Value '${token.slice(0, 128)}' at 'clientRequestToken' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9][-a-zA-Z0-9]*`,
    );
  const isUsed = resources
    .find('stackEvent', 'stack', stack.id)
    .some(({ clientRequestToken }) => clientRequestToken === token);
  if (isUsed)
    throw new ServiceError('TokenAlreadyExistsException', `A client request token ${token} already exists`);
}
