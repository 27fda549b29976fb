import type { InstanceMonitoring } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { Instance } from '../../model/resources.ts';
import type { OperationContext } from '../operation.ts';
import { selectOwned } from '../shared/lookup.ts';

/**
 * Keeps whether detailed monitoring of the instances was asked for.
 * @throws ServiceError `MissingParameter` without instances, and of `selectOwned`
 */
export function monitor(
  context: OperationContext,
  ids: readonly string[] | undefined,
  isMonitored: boolean,
): InstanceMonitoring[] {
  if (!ids?.length) {
    throw new ServiceError('MissingParameter', 'The request must contain the parameter InstanceId');
  }
  return selectOwned(context, 'instance', ids).map((instance) => {
    const { monitored: _, ...rest } = instance;
    const changed: Instance = isMonitored ? { ...rest, monitored: true } : rest;
    context.resources.put('instance', changed);
    return { InstanceId: instance.id, Monitoring: { State: isMonitored ? 'enabled' : 'disabled' } };
  });
}
