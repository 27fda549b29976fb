import type {
  ModifyVpcEndpointConnectionNotificationRequest,
  ModifyVpcEndpointConnectionNotificationResult,
} from '@aws-sdk/client-ec2';
import type { ConnectionNotification } from '../../model/connection-notification.ts';
import { checkEvents, checkReachable, checkTopicArn } from '../endpoints/connection-notifications.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/**
 * Gives a connection notification another topic or other events.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpointConnectionNotification.html
 */
export const ModifyVpcEndpointConnectionNotification = operation<
  ModifyVpcEndpointConnectionNotificationRequest,
  ModifyVpcEndpointConnectionNotificationResult
>({
  service: 'ec2',
  name: 'ModifyVpcEndpointConnectionNotification',
  access: 'write',
  honours: ['ConnectionNotificationId', 'ConnectionNotificationArn', 'ConnectionEvents'],
  handle(input, context) {
    const before = requireOwned(context, 'connectionNotification', input.ConnectionNotificationId ?? '');
    const { ConnectionNotificationArn: arn, ConnectionEvents: events } = input;
    const after: ConnectionNotification = {
      ...before,
      ...(arn !== undefined && { topicArn: checkTopicArn(arn) }),
      ...(events !== undefined && { events: checkEvents(events) }),
    };
    if (arn !== undefined) checkReachable(context.resources, after);
    context.resources.put('connectionNotification', after);
    return { ReturnValue: true };
  },
});
