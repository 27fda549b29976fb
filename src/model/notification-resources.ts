/**
 * The records of SNS: topics, who is subscribed to them, and what is still to be delivered.
 * @see https://docs.aws.amazon.com/sns/latest/dg/welcome.html
 */
import type { AccountId, Arn } from './ids.ts';
import type { Owned } from './owned.ts';

export interface Topic extends Owned {
  /** The ARN. */
  readonly id: Arn;
  readonly name: string;
  /** Who besides the owner's identities may do what with the topic: JSON as it was given, or the default policy. */
  readonly policy: string;
  readonly displayName: string;
  /** JSON as it was given: how deliveries to HTTP endpoints are tried again. */
  readonly deliveryPolicy?: string;
  /** `1` signs with SHA-1, `2` with SHA-256. */
  readonly signatureVersion: '1' | '2';
  readonly createdAt: string;
}

/** `file` is Postern's own: a file in the directory that the operator names. */
export type SubscriptionProtocol = 'http' | 'https' | 'file';

export interface Subscription {
  /** `<topic ARN>:<UUID>` */
  readonly id: Arn;
  /** Of the subscriber, who need not be the topic's owner. */
  readonly accountId: AccountId;
  /** Of the topic. */
  readonly region: string;
  readonly topicArn: Arn;
  readonly protocol: SubscriptionProtocol;
  /** A URL, or the name of a file. */
  readonly endpoint: string;
  /** Who was unsubscribed without a signature is kept as `deleted` for as long as the token says, to be subscribed again. */
  readonly state: 'pending' | 'confirmed' | 'deleted';
  /** SHA-256 of the token that confirms, hexadecimal; the token itself is not kept. */
  readonly tokenHash?: string;
  readonly tokenExpiresAt?: string;
  /** Whether the confirmation was signed by the subscriber. */
  readonly confirmationWasAuthenticated: boolean;
  /** Whether only a signed request may unsubscribe. */
  readonly authenticateOnUnsubscribe: boolean;
  readonly rawMessageDelivery: boolean;
  readonly deliveryPolicy?: string;
  readonly filterPolicy?: string;
  readonly filterPolicyScope?: 'MessageAttributes' | 'MessageBody';
  /** Messages that were not queued because too many were waiting. */
  readonly droppedMessages?: number;
  readonly createdAt: string;
}

export interface MessageAttribute {
  /** `String`, `String.Array`, `Number` or `Binary`. */
  readonly dataType: string;
  /** Text; Base64 for `Binary`. */
  readonly value: string;
}

/** One message on its way to one subscription. It is deleted when it has arrived or has been given up. */
export interface Delivery {
  /** A UUID. */
  readonly id: string;
  readonly subscriptionArn: Arn;
  readonly topicArn: Arn;
  readonly type: 'Notification' | 'SubscriptionConfirmation' | 'UnsubscribeConfirmation';
  /** The same for all deliveries of one message. */
  readonly messageId: string;
  readonly subject?: string;
  readonly message: string;
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
  /** What confirms the subscription; not of notifications. */
  readonly token?: string;
  /** When the message was published. */
  readonly createdAt: string;
}
