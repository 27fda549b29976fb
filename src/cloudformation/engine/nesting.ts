/** How far stacks may be in stacks: a template that names itself would otherwise make all the stacks that an account can have. */
import type { Reader } from '../../model/access.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Stack } from '../../model/stack-resources.ts';

/** Stacks in each other, the outermost among them. */
export const nestingMax = 10;
/** Stacks in one outermost stack, however deep. */
export const nestedMax = 200;

/** @throws ServiceError ValidationError when no other stack may be made in this one */
export function checkNesting(resources: Reader, parent: Stack): void {
  if (depthOf(resources, parent) >= nestingMax)
    throw new ServiceError('ValidationError', `Stacks cannot be nested deeper than ${nestingMax}.`);
  const { rootId = parent.id, accountId, region } = parent;
  const nested = resources
    .find('stack', 'owner', `${accountId}/${region}`)
    .filter((stack) => stack.rootId === rootId && stack.status !== 'DELETE_COMPLETE');
  if (nested.length >= nestedMax)
    throw new ServiceError('ValidationError', `A stack cannot have more than ${nestedMax} nested stacks.`);
}

function depthOf(resources: Reader, stack: Stack): number {
  let depth = 1;
  for (let { parentId } = stack; parentId !== undefined && depth < nestingMax; depth++)
    parentId = resources.get('stack', parentId)?.parentId;
  return depth;
}
