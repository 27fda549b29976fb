/** Tells the two sides of a connection what happens to it, through the topics that each has named. */
import type { Reader } from '../../model/access.ts';
import type { ConnectionEvent, ConnectionNotification } from '../../model/connection-notification.ts';
import { requestMessage } from '../../model/extension-tags.ts';
import type { Endpoint } from '../../model/resources.ts';
import type { OperationContext } from '../operation.ts';
import { ec2Arn } from '../shared/arn.ts';
import { publishToTopic } from '../sns/shared/publish.ts';
import { topicAllowsService } from '../sns/shared/topic-policy.ts';

/** Who publishes, for policies of topics. */
export const publisher = 'vpce.amazonaws.com';

/**
 * Queues the event for the provider and for the consumer, in the caller's transaction. A topic that is gone, or that does
 * not let us publish any more, hears nothing.
 * @param endpoint as it is after the event
 */
export function announce(context: OperationContext, endpoint: Endpoint, event: ConnectionEvent): void {
  const { resources, now } = context;
  for (const subject of [endpoint.serviceId, endpoint.id]) {
    for (const notification of resources.find('connectionNotification', 'subject', subject)) {
      if (!notification.events.includes(event) || !mayPublish(resources, notification)) continue;
      publishToTopic(context, notification.topicArn, {
        subject: `${event}: ${endpoint.id} to ${endpoint.serviceId}`,
        message: JSON.stringify(eventBody(endpoint, event, notification.id, now)),
        attributes: { eventType: { dataType: 'String', value: event } },
      });
    }
  }
}

/** Whether the topic is there and its policy lets us publish on behalf of the service or the endpoint. */
export function mayPublish(
  resources: Reader,
  notification: Pick<
    ConnectionNotification,
    'accountId' | 'region' | 'serviceId' | 'endpointId' | 'topicArn'
  >,
): boolean {
  const { serviceId, endpointId = '', topicArn, accountId } = notification;
  const sourceArn =
    serviceId === undefined
      ? ec2Arn(notification, 'vpc-endpoint', endpointId)
      : ec2Arn(notification, 'vpc-endpoint-service', serviceId);
  return topicAllowsService(resources, topicArn, publisher, sourceArn, accountId);
}

/** What `docs/connection-events.md` describes; members are added, and never changed, within a version. */
function eventBody(endpoint: Endpoint, eventType: ConnectionEvent, notificationId: string, time: string) {
  const message = requestMessage(endpoint);
  return {
    version: '1',
    eventType,
    time,
    connectionNotificationId: notificationId,
    serviceId: endpoint.serviceId,
    serviceName: endpoint.serviceName,
    serviceRegion: endpoint.serviceRegion ?? endpoint.region,
    vpcEndpointId: endpoint.id,
    vpcEndpointConnectionId: endpoint.connectionId,
    vpcEndpointOwner: endpoint.accountId,
    vpcEndpointRegion: endpoint.region,
    vpcEndpointState: endpoint.state,
    ipAddressType: 'ipv4',
    ...(message !== undefined && { requestMessage: message }),
  };
}
