import type { UnmonitorInstancesRequest, UnmonitorInstancesResult } from '@aws-sdk/client-ec2';
import { monitor } from '../network/monitor.ts';
import { operation } from '../operation.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UnmonitorInstances.html */
export const UnmonitorInstances = operation<UnmonitorInstancesRequest, UnmonitorInstancesResult>({
  service: 'ec2',
  name: 'UnmonitorInstances',
  access: 'write',
  honours: ['InstanceIds'],
  handle: (input, context) => ({ InstanceMonitorings: monitor(context, input.InstanceIds, false) }),
});
