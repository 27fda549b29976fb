import type { Arn, ConnectionNotificationId, EndpointServiceId, VpcEndpointId } from './ids.ts';
import type { Owned } from './owned.ts';

/** What happens to the connection of an endpoint to its service. */
export const connectionEvents = ['Accept', 'Connect', 'Delete', 'Reject'] as const;

export type ConnectionEvent = (typeof connectionEvents)[number];

/**
 * A wish of the owner of a service or of an endpoint to be told of connection events through a topic.
 * It goes with the service or the endpoint.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-notification-endpoint-service.html
 */
export interface ConnectionNotification extends Owned {
  readonly id: ConnectionNotificationId;
  /** Either this or `endpointId`. */
  readonly serviceId?: EndpointServiceId;
  readonly endpointId?: VpcEndpointId;
  readonly topicArn: Arn;
  /** At least one, each once. */
  readonly events: readonly ConnectionEvent[];
  readonly createdAt: string;
}
