import type {
  CreateVpcEndpointConnectionNotificationResult,
  DescribeVpcEndpointConnectionNotificationsResult,
} from '@aws-sdk/client-ec2';
import type { EC2VPCEndpointConnectionNotification } from '../../generated/properties.ts';
import { allSuccessful, answered, call, same, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpointconnectionnotification.html */
export const VPCEndpointConnectionNotification = resourceType<EC2VPCEndpointConnectionNotification>({
  name: 'AWS::EC2::VPCEndpointConnectionNotification',
  honours: ['ServiceId', 'VPCEndpointId', 'ConnectionNotificationArn', 'ConnectionEvents'],
  create({ ServiceId, VPCEndpointId, ConnectionNotificationArn, ConnectionEvents }, step) {
    const result = call<CreateVpcEndpointConnectionNotificationResult>(
      step,
      'ec2',
      'CreateVpcEndpointConnectionNotification',
      { ServiceId, VpcEndpointId: VPCEndpointId, ConnectionNotificationArn, ConnectionEvents },
    );
    return answered(result.ConnectionNotification?.ConnectionNotificationId);
  },
  update(id, before, { ConnectionNotificationArn, ConnectionEvents }, step) {
    const topic = before.ConnectionNotificationArn !== ConnectionNotificationArn;
    const events = !same(before.ConnectionEvents, ConnectionEvents);
    if (!topic && !events) return;
    call(step, 'ec2', 'ModifyVpcEndpointConnectionNotification', {
      ConnectionNotificationId: id,
      ...(topic && { ConnectionNotificationArn }),
      ...(events && { ConnectionEvents }),
    });
  },
  delete(id, _, step) {
    const input = { ConnectionNotificationIds: [id] };
    const remove = () => call(step, 'ec2', 'DeleteVpcEndpointConnectionNotifications', input);
    unlessGone(() => allSuccessful(remove()), 'InvalidConnectionNotification');
  },
  attributes: (id) => ({ VPCEndpointConnectionNotificationId: id }),
  read(id, _, step) {
    const find = () =>
      call<DescribeVpcEndpointConnectionNotificationsResult>(
        step,
        'ec2',
        'DescribeVpcEndpointConnectionNotifications',
        { ConnectionNotificationId: id },
      );
    const result = unlessGone(find, 'InvalidConnectionNotification');
    const found = result?.ConnectionNotificationSet?.[0];
    return (
      found && {
        ServiceId: found.ServiceId,
        VPCEndpointId: found.VpcEndpointId,
        ConnectionNotificationArn: found.ConnectionNotificationArn,
        ConnectionEvents: found.ConnectionEvents,
      }
    );
  },
});
