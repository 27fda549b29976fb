import type {
  DeleteVpcEndpointConnectionNotificationsRequest,
  DeleteVpcEndpointConnectionNotificationsResult,
} from '@aws-sdk/client-ec2';
import { forEachId } from '../endpoints/bulk.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcEndpointConnectionNotifications.html */
export const DeleteVpcEndpointConnectionNotifications = operation<
  DeleteVpcEndpointConnectionNotificationsRequest,
  DeleteVpcEndpointConnectionNotificationsResult
>({
  service: 'ec2',
  name: 'DeleteVpcEndpointConnectionNotifications',
  access: 'write',
  honours: ['ConnectionNotificationIds'],
  handle(input, context) {
    const unsuccessful = forEachId(input.ConnectionNotificationIds, (given) => {
      const { id } = requireOwned(context, 'connectionNotification', given);
      context.resources.delete('connectionNotification', id);
    });
    return { Unsuccessful: [...unsuccessful] };
  },
});
