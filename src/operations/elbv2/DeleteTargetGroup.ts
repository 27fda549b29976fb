import type {
  DeleteTargetGroupInput,
  DeleteTargetGroupOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { forgetDependents } from '../shared/dependents.ts';
import { findByArn } from './shared/lookup.ts';
import { releaseName } from './shared/names.ts';

/**
 * Deletes a target group that no listener forwards to. Deleting what is not there is no error.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteTargetGroup.html
 */
export const DeleteTargetGroup = operation<DeleteTargetGroupInput, DeleteTargetGroupOutput>({
  service: 'elasticloadbalancing',
  name: 'DeleteTargetGroup',
  access: 'write',
  honours: ['TargetGroupArn'],
  handle(input, context) {
    const { resources } = context;
    const group = findByArn(context, 'targetGroup', input.TargetGroupArn);
    if (!group) return {};
    if (resources.count('listener', 'targetGroup', group.id) > 0) {
      const message = `Target group '${group.id}' is currently in use by a listener or a rule`;
      throw new ServiceError('ResourceInUse', message);
    }
    resources.delete('targetGroup', group.id);
    releaseName(context, group);
    forgetDependents(resources, group.id);
    return {};
  },
});
