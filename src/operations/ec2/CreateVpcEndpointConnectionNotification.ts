import type {
  CreateVpcEndpointConnectionNotificationRequest,
  CreateVpcEndpointConnectionNotificationResult,
} from '@aws-sdk/client-ec2';
import type { ConnectionNotification } from '../../model/connection-notification.ts';
import { ServiceError } from '../../model/errors.ts';
import {
  checkEvents,
  checkReachable,
  checkTopicArn,
  toConnectionNotification,
} from '../endpoints/connection-notifications.ts';
import { quota } from '../network/quotas.ts';
import { type OperationContext, operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { requireOwned } from '../shared/lookup.ts';

/**
 * Has the events of a service's connections, or of one endpoint's, published to a topic. The topic's policy must let
 * `vpce.amazonaws.com` publish.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpointConnectionNotification.html
 */
export const CreateVpcEndpointConnectionNotification = operation<
  CreateVpcEndpointConnectionNotificationRequest,
  CreateVpcEndpointConnectionNotificationResult
>({
  service: 'ec2',
  name: 'CreateVpcEndpointConnectionNotification',
  access: 'write',
  honours: ['ServiceId', 'VpcEndpointId', 'ConnectionNotificationArn', 'ConnectionEvents'],
  handle(input, context) {
    const { resources, caller, region, ids, now } = context;
    const subject = subjectOf(context, input);
    const notification: ConnectionNotification = {
      id: ids.next('vpce-nfn'),
      accountId: caller.accountId,
      region,
      tags: [],
      ...subject,
      topicArn: checkTopicArn(input.ConnectionNotificationArn ?? ''),
      events: checkEvents(input.ConnectionEvents ?? []),
      createdAt: now,
    };
    checkReachable(resources, notification);
    checkCount(context, notification);
    resources.put('connectionNotification', notification);
    // A service that is deleted at the same moment writes this too, and takes its notifications with it.
    if (notification.serviceId !== undefined) dependOn(resources, notification.serviceId, notification.id);
    return {
      ConnectionNotification: toConnectionNotification(resources, notification),
      ...(input.ClientToken !== undefined && { ClientToken: input.ClientToken }),
    };
  },
});

function checkCount(context: OperationContext, { serviceId, endpointId }: ConnectionNotification): void {
  const subject = serviceId ?? endpointId ?? '';
  const allowed = quota(context, 'connectionNotificationsPerResource');
  if (context.resources.count('connectionNotification', 'subject', subject) < allowed) return;
  const message = `The maximum number of connection notifications has been reached: ${allowed} of ${subject}.`;
  throw new ServiceError('ResourceLimitExceeded', message);
}

/** The caller's service or endpoint that the request names. */
function subjectOf(
  context: OperationContext,
  { ServiceId, VpcEndpointId }: CreateVpcEndpointConnectionNotificationRequest,
): Pick<ConnectionNotification, 'serviceId' | 'endpointId'> {
  if (ServiceId !== undefined && VpcEndpointId !== undefined) {
    const message = 'The parameter ServiceId cannot be used with the parameter VpcEndpointId';
    throw new ServiceError('InvalidParameterCombination', message);
  }
  if (ServiceId !== undefined) return { serviceId: requireOwned(context, 'endpointService', ServiceId).id };
  if (VpcEndpointId === undefined) {
    const message = 'The request must contain the parameter ServiceId or VpcEndpointId';
    throw new ServiceError('MissingParameter', message);
  }
  const endpoint = requireOwned(context, 'endpoint', VpcEndpointId);
  if (endpoint.state !== 'deleting') return { endpointId: endpoint.id };
  throw new ServiceError('InvalidState', `The Vpc Endpoint '${endpoint.id}' is being deleted`);
}
