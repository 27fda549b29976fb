import type { TerminateInstancesRequest, TerminateInstancesResult } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { toSdkState } from '../network/instance-view.ts';
import { operation } from '../operation.ts';
import { selectOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TerminateInstances.html */
export const TerminateInstances = operation<TerminateInstancesRequest, TerminateInstancesResult>({
  service: 'ec2',
  name: 'TerminateInstances',
  access: 'write',
  honours: ['InstanceIds'],
  handle(input, context) {
    if (!input.InstanceIds?.length) {
      throw new ServiceError('MissingParameter', 'The request must contain the parameter InstanceId');
    }
    const instances = selectOwned(context, 'instance', input.InstanceIds);
    const kept = instances.find((each) => each.terminationProtected === true && each.state !== 'terminated');
    if (kept) {
      const message = `The instance '${kept.id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`;
      throw new ServiceError('OperationNotPermitted', message);
    }
    return {
      TerminatingInstances: instances.map((instance) => {
        // Asking twice is not an error, and does not bring a terminated one back.
        const state = instance.state === 'terminated' ? 'terminated' : 'shutting-down';
        if (state !== instance.state) context.resources.put('instance', { ...instance, state });
        return {
          InstanceId: instance.id,
          PreviousState: toSdkState(instance.state),
          CurrentState: toSdkState(state),
        };
      }),
    };
  },
});
