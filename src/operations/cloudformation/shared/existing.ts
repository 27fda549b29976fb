import type { NamedResource } from '../../../cloudformation/changes/versions.ts';
import { isOver } from '../../../cloudformation/engine/removal.ts';
import { openStep, tagsFor } from '../../../cloudformation/engine/step.ts';
import type { CallApi } from '../../../cloudformation/resource-type.ts';
import { resourceTypes } from '../../../cloudformation/resource-types.ts';
import { ServiceError } from '../../../model/errors.ts';
import type { Stack } from '../../../model/stack-resources.ts';
import type { OperationContext } from '../../operation.ts';

/**
 * Whether what a resource of the stack names is there and belongs to no stack, as far as whoever deploys may see it.
 * @param stack with what it is to be made from
 * @throws ServiceError as the operation answers that looks for it, unless it says that there is nothing
 */
export function isThere(
  context: OperationContext,
  stack: Stack,
  { logicalId, type: name, physicalId, properties }: NamedResource,
): boolean {
  const { ask, ids } = context;
  const type = resourceTypes.get(name);
  if (ask === undefined || type === undefined || isOwned(context, stack, { type: name, physicalId }))
    return false;
  const { roleArn } = stack.definition;
  const call: CallApi = (service, operation, input) => ask(service, operation, input, roleArn);
  const step = openStep({ stack, logicalId, call, ids, tags: tagsFor(stack, logicalId) });
  try {
    return type.read(physicalId, properties, step) !== undefined;
  } catch (error) {
    // Properties that are wrong, or have another form until they are known, are looked at when their turn comes.
    if (error instanceof ServiceError && error.code === 'ValidationError') return false;
    throw error;
  }
}

/** Services whose names hold in all regions. */
const global = /^AWS::(?:IAM|Route53|S3)::/;

function isOwned(
  { resources }: OperationContext,
  { accountId, region }: Stack,
  { type, physicalId }: Pick<NamedResource, 'type' | 'physicalId'>,
): boolean {
  return resources.find('stackResource', 'physicalId', physicalId).some((record) => {
    const owner = resources.get('stack', record.stackId);
    const isNear = owner?.accountId === accountId && (owner.region === region || global.test(type));
    return isNear && !isOver(record) && record.current?.type === type;
  });
}
