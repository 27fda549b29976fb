import type { MonitorInstancesRequest, MonitorInstancesResult } from '@aws-sdk/client-ec2';
import { monitor } from '../network/monitor.ts';
import { operation } from '../operation.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_MonitorInstances.html */
export const MonitorInstances = operation<MonitorInstancesRequest, MonitorInstancesResult>({
  service: 'ec2',
  name: 'MonitorInstances',
  access: 'write',
  honours: ['InstanceIds'],
  handle: (input, context) => ({ InstanceMonitorings: monitor(context, input.InstanceIds, true) }),
});
