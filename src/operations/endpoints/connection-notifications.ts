/** What the operations of connection notifications share. */
import type { ConnectionNotification as SdkConnectionNotification } from '@aws-sdk/client-ec2';
import type { Reader } from '../../model/access.ts';
import {
  type ConnectionEvent,
  type ConnectionNotification,
  connectionEvents,
} from '../../model/connection-notification.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Arn } from '../../model/ids.ts';
import { mayPublish, publisher } from './connection-events.ts';

/**
 * The events of a request, each once.
 * @throws ServiceError `InvalidParameter` for one that there is not, `MissingParameter` for none
 */
export function checkEvents(given: readonly string[]): readonly ConnectionEvent[] {
  if (given.length === 0) {
    throw new ServiceError('MissingParameter', 'The request must contain the parameter ConnectionEvents');
  }
  return [...new Set(given)].map((name) => {
    const event = connectionEvents.find((known) => known === name);
    if (event !== undefined) return event;
    const message = `The connection event '${name}' is not valid. Give one or more of ${connectionEvents.join(', ')}.`;
    throw new ServiceError('InvalidParameter', message);
  });
}

/** @throws ServiceError `InvalidParameter` for what is no ARN of a topic */
export function checkTopicArn(text: string): Arn {
  // The pattern is that of an ARN.
  if (/^arn:aws:sns:[a-z0-9-]+:\d{12}:[\w.-]{1,256}$/.test(text)) return text as Arn;
  const message = `The connection notification ARN '${text}' is not valid. Give the ARN of an SNS topic.`;
  throw new ServiceError('InvalidParameter', message);
}

/**
 * Checks what AWS tries with a message: that events can reach the topic. Says the same of a topic that does not exist
 * and of one that is closed.
 * @throws ServiceError `InvalidParameter`
 */
export function checkReachable(resources: Reader, notification: ConnectionNotification): void {
  if (mayPublish(resources, notification)) return;
  const message = `Events cannot be published to the topic ${notification.topicArn}. It must exist, and its policy must allow {"Service": "${publisher}"} the action SNS:Publish.`;
  throw new ServiceError('InvalidParameter', message);
}

/** The notification as AWS answers it; its state is whether events can reach the topic. */
export function toConnectionNotification(
  resources: Reader,
  notification: ConnectionNotification,
): SdkConnectionNotification {
  const { id, serviceId, endpointId, topicArn, events } = notification;
  return {
    ConnectionNotificationId: id,
    ...(serviceId !== undefined && { ServiceId: serviceId }),
    ...(endpointId !== undefined && { VpcEndpointId: endpointId }),
    ConnectionNotificationType: 'Topic',
    ConnectionNotificationArn: topicArn,
    ConnectionEvents: [...events],
    ConnectionNotificationState: stateOf(resources, notification),
    ServiceRegion: serviceRegion(resources, notification),
  };
}

/** Whether events can reach the topic now. */
export function stateOf(resources: Reader, notification: ConnectionNotification): 'Enabled' | 'Disabled' {
  return mayPublish(resources, notification) ? 'Enabled' : 'Disabled';
}

function serviceRegion(resources: Reader, { endpointId, region }: ConnectionNotification): string {
  const endpoint = endpointId === undefined ? undefined : resources.get('endpoint', endpointId);
  return endpoint?.serviceRegion ?? region;
}
