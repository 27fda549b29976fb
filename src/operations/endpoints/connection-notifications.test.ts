import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type {
  ConnectionNotification,
  CreateVpcEndpointConnectionNotificationResult,
  DeleteVpcEndpointConnectionNotificationsResult,
  DescribeVpcEndpointConnectionNotificationsResult,
} from '@aws-sdk/client-ec2';
import type { CreateTopicResponse } from '@aws-sdk/client-sns';
import { finishDeletion } from '../../model/endpoint-lifecycle.ts';
import type { Subscription } from '../../model/notification-resources.ts';
import { AcceptVpcEndpointConnections } from '../ec2/AcceptVpcEndpointConnections.ts';
import { CreateVpcEndpointConnectionNotification } from '../ec2/CreateVpcEndpointConnectionNotification.ts';
import { DeleteVpcEndpointConnectionNotifications } from '../ec2/DeleteVpcEndpointConnectionNotifications.ts';
import { DeleteVpcEndpointServiceConfigurations } from '../ec2/DeleteVpcEndpointServiceConfigurations.ts';
import { DeleteVpcEndpoints } from '../ec2/DeleteVpcEndpoints.ts';
import { DescribeVpcEndpointConnectionNotifications } from '../ec2/DescribeVpcEndpointConnectionNotifications.ts';
import { ModifyVpcEndpointConnectionNotification } from '../ec2/ModifyVpcEndpointConnectionNotification.ts';
import { RejectVpcEndpointConnections } from '../ec2/RejectVpcEndpointConnections.ts';
import { CreateTopic } from '../sns/CreateTopic.ts';
import { DeleteTopic } from '../sns/DeleteTopic.ts';
import { SetTopicAttributes } from '../sns/SetTopicAttributes.ts';
import {
  createEndpoint,
  createLoadBalancer,
  createService,
  createWorld,
  endpointRecord,
  type Party,
  type World,
} from './testing/world.ts';

let world: World;
let provider: Party;
let consumer: Party;
let service: { readonly id: string; readonly name: string };

beforeEach(() => {
  world = createWorld();
  ({ provider, consumer } = world);
  service = createService(world);
});

const all = ['Connect', 'Accept', 'Reject', 'Delete'];

/** A topic of the party with a subscriber, that lets endpoint services publish. @returns its ARN */
function topic(party: Party, name: string, statement: object = {}): string {
  const Policy = JSON.stringify({
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'vpce.amazonaws.com' },
      Action: 'SNS:Publish',
      Resource: '*',
      ...statement,
    },
  });
  const input = { Name: name, Attributes: { Policy } };
  const arn = party.call<CreateTopicResponse>(CreateTopic, input).TopicArn ?? '';
  const subscription = { id: `${arn}:1`, topicArn: arn, protocol: 'file', state: 'confirmed' };
  // The rest of a subscription plays no part.
  world.bench.resources.put('subscription', subscription as unknown as Subscription);
  return arn;
}

function notify(party: Party, input: object): ConnectionNotification {
  const request = { ConnectionEvents: all, ...input };
  const made = party.call<CreateVpcEndpointConnectionNotificationResult>(
    CreateVpcEndpointConnectionNotification,
    request,
  );
  return made.ConnectionNotification ?? {};
}

function found(party: Party, input: object = {}) {
  const result = party.call<DescribeVpcEndpointConnectionNotificationsResult>(
    DescribeVpcEndpointConnectionNotifications,
    input,
  );
  return result.ConnectionNotificationSet ?? [];
}

/** What waits to be delivered through the topic, in order. */
function events(arn: string) {
  return [...world.bench.resources.all('delivery')]
    .filter(({ topicArn }) => topicArn === arn)
    .map(({ subject, message, attributes }) => ({ subject, attributes, body: JSON.parse(message) }));
}

test('each side is told of what happens to a connection, and of nothing else', () => {
  const theirs = topic(provider, 'provider');
  const ours = topic(consumer, 'consumer');
  notify(provider, { ServiceId: service.id, ConnectionNotificationArn: theirs });
  const { VpcEndpointId: id } = createEndpoint(consumer, service.name);
  const other = createEndpoint(provider, service.name);
  notify(consumer, { VpcEndpointId: id, ConnectionNotificationArn: ours });
  const input = { ServiceId: service.id, VpcEndpointIds: [id] };
  provider.call(AcceptVpcEndpointConnections, input);
  provider.call(AcceptVpcEndpointConnections, input);
  provider.call(RejectVpcEndpointConnections, input);
  consumer.call(DeleteVpcEndpoints, { VpcEndpointIds: [id] });
  consumer.call(DeleteVpcEndpoints, { VpcEndpointIds: [id] });
  const told = (arn: string) => events(arn).map(({ body }) => [body.eventType, body.vpcEndpointId]);
  assert.deepEqual(told(theirs), [
    ['Connect', id],
    ['Connect', other.VpcEndpointId],
    ['Accept', id],
    ['Reject', id],
    ['Delete', id],
  ]);
  assert.deepEqual(told(ours), [
    ['Accept', id],
    ['Reject', id],
    ['Delete', id],
  ]);
});

test('an event says who, what, where and when', () => {
  const arn = topic(provider, 'events');
  const { ConnectionNotificationId } = notify(provider, {
    ServiceId: service.id,
    ConnectionNotificationArn: arn,
  });
  const { VpcEndpointId: id } = createEndpoint(consumer, service.name, {
    TagSpecifications: [
      { ResourceType: 'vpc-endpoint', Tags: [{ Key: 'postern:request-message', Value: 'please' }] },
    ],
  });
  const [event] = events(arn);
  assert.equal(event?.subject, `Connect: ${id} to ${service.id}`);
  assert.deepEqual(event?.attributes, { eventType: { dataType: 'String', value: 'Connect' } });
  assert.deepEqual(event?.body, {
    version: '1',
    eventType: 'Connect',
    time: world.bench.now,
    connectionNotificationId: ConnectionNotificationId,
    serviceId: service.id,
    serviceName: service.name,
    serviceRegion: 'us-east-1',
    vpcEndpointId: id,
    vpcEndpointConnectionId: endpointRecord(world, id)?.connectionId,
    vpcEndpointOwner: consumer.accountId,
    vpcEndpointRegion: 'us-east-1',
    vpcEndpointState: 'pendingAcceptance',
    ipAddressType: 'ipv4',
    requestMessage: 'please',
  });
});

test('what needs no acceptance is accepted as it connects, and only the events asked for are told', () => {
  const arn = topic(provider, 'events');
  const loadBalancerArn = createLoadBalancer(provider, 'second', provider.subnetIds.slice(0, 2));
  const open = createService({ ...world, loadBalancerArn }, false);
  notify(provider, {
    ServiceId: open.id,
    ConnectionNotificationArn: arn,
    ConnectionEvents: ['Accept', 'Accept'],
  });
  createEndpoint(consumer, open.name);
  assert.deepEqual(
    events(arn).map(({ body }) => [body.eventType, body.vpcEndpointState]),
    [['Accept', 'pending']],
  );
});

test('a notification is made, described, changed and deleted', () => {
  const arn = topic(provider, 'one');
  const made = notify(provider, { ServiceId: service.id, ConnectionNotificationArn: arn });
  assert.match(made.ConnectionNotificationId ?? '', /^vpce-nfn-[0-9a-f]{17}$/);
  assert.deepEqual(made, {
    ConnectionNotificationId: made.ConnectionNotificationId,
    ServiceId: service.id,
    ConnectionNotificationType: 'Topic',
    ConnectionNotificationArn: arn,
    ConnectionEvents: all,
    ConnectionNotificationState: 'Enabled',
    ServiceRegion: 'us-east-1',
  });
  const ConnectionNotificationId = made.ConnectionNotificationId ?? '';
  assert.deepEqual(found(provider, { ConnectionNotificationId }), [made]);
  const other = topic(provider, 'two');
  const change = { ConnectionNotificationArn: other, ConnectionEvents: ['Reject'] };
  assert.deepEqual(
    provider.call(ModifyVpcEndpointConnectionNotification, { ConnectionNotificationId, ...change }),
    { ReturnValue: true },
  );
  assert.deepEqual(found(provider), [{ ...made, ...change }]);
  assert.deepEqual(remove(provider, ConnectionNotificationId), []);
  assert.deepEqual(found(provider), []);
  assert.deepEqual(remove(provider, ConnectionNotificationId), [
    {
      Error: {
        Code: 'InvalidConnectionNotification',
        Message: `The connection notification '${ConnectionNotificationId}' does not exist`,
      },
      ResourceId: ConnectionNotificationId,
    },
  ]);
});

function remove(party: Party, id: string) {
  const input = { ConnectionNotificationIds: [id] };
  return party.call<DeleteVpcEndpointConnectionNotificationsResult>(
    DeleteVpcEndpointConnectionNotifications,
    input,
  ).Unsuccessful;
}

test('every filter finds, and an unknown one is refused', () => {
  const arn = topic(consumer, 'events');
  const { VpcEndpointId } = createEndpoint(consumer, service.name);
  const made = notify(consumer, { VpcEndpointId, ConnectionNotificationArn: arn });
  const id = made.ConnectionNotificationId ?? '';
  const filters: Record<string, string> = {
    'connection-notification-arn': arn,
    'connection-notification-id': id,
    'connection-notification-state': 'Enabled',
    'connection-notification-type': 'Topic',
    'vpc-endpoint-id': VpcEndpointId,
  };
  for (const [Name, value] of Object.entries(filters)) {
    assert.deepEqual(found(consumer, { Filters: [{ Name, Values: [value] }] }), [made], Name);
    assert.deepEqual(found(consumer, { Filters: [{ Name, Values: ['no'] }] }), [], Name);
  }
  assert.deepEqual(found(consumer, { Filters: [{ Name: 'service-id', Values: ['*'] }] }), []);
  const unknown = { Filters: [{ Name: 'vpc-id', Values: ['x'] }] };
  assert.equal(
    consumer.refusal(DescribeVpcEndpointConnectionNotifications, unknown),
    "InvalidFilter: The filter 'vpc-id' is invalid",
  );
});

test('a topic that is closed or gone hears nothing, and the notification is Disabled', () => {
  const arn = topic(provider, 'events');
  notify(provider, { ServiceId: service.id, ConnectionNotificationArn: arn });
  provider.call(SetTopicAttributes, { TopicArn: arn, AttributeName: 'Policy', AttributeValue: '' });
  createEndpoint(consumer, service.name);
  assert.deepEqual(events(arn), []);
  assert.equal(found(provider)[0]?.ConnectionNotificationState, 'Disabled');
  provider.call(DeleteTopic, { TopicArn: arn });
  createEndpoint(consumer, service.name);
  assert.equal(found(provider)[0]?.ConnectionNotificationState, 'Disabled');
});

test('the topic’s policy is asked for the service or the endpoint on whose behalf events come', () => {
  const source = `arn:aws:ec2:us-east-1:${provider.accountId}:vpc-endpoint-service/${service.id}`;
  const condition = {
    ArnLike: { 'aws:SourceArn': source },
    StringEquals: { 'aws:SourceAccount': provider.accountId },
  };
  const arn = topic(provider, 'events', { Condition: condition });
  notify(provider, { ServiceId: service.id, ConnectionNotificationArn: arn });
  const { VpcEndpointId } = createEndpoint(provider, service.name);
  const input = { VpcEndpointId, ConnectionNotificationArn: arn, ConnectionEvents: all };
  assert.match(
    provider.refusal(CreateVpcEndpointConnectionNotification, input),
    /^InvalidParameter: Events cannot/,
  );
});

test('what a notification cannot be made of is refused and leaves nothing behind', () => {
  const open = topic(provider, 'open');
  const closed = provider.call<CreateTopicResponse>(CreateTopic, { Name: 'closed' }).TopicArn ?? '';
  const missing = open.replace('open', 'missing');
  const { VpcEndpointId } = createEndpoint(consumer, service.name);
  const unreachable = (arn: string) =>
    `InvalidParameter: Events cannot be published to the topic ${arn}. It must exist, and its policy must allow {"Service": "vpce.amazonaws.com"} the action SNS:Publish.`;
  const table: [object, string][] = [
    [{ ConnectionNotificationArn: closed }, unreachable(closed)],
    [{ ConnectionNotificationArn: missing }, unreachable(missing)],
    [
      { ConnectionNotificationArn: 'arn:aws:sqs:us-east-1:111111111111:queue' },
      "InvalidParameter: The connection notification ARN 'arn:aws:sqs:us-east-1:111111111111:queue' is not valid. Give the ARN of an SNS topic.",
    ],
    [
      { ConnectionEvents: ['Connect', 'accept'] },
      "InvalidParameter: The connection event 'accept' is not valid. Give one or more of Accept, Connect, Delete, Reject.",
    ],
    [{ ConnectionEvents: [] }, 'MissingParameter: The request must contain the parameter ConnectionEvents'],
    [
      { ServiceId: undefined },
      'MissingParameter: The request must contain the parameter ServiceId or VpcEndpointId',
    ],
    [
      { VpcEndpointId },
      'InvalidParameterCombination: The parameter ServiceId cannot be used with the parameter VpcEndpointId',
    ],
    [
      { ServiceId: undefined, VpcEndpointId },
      `InvalidVpcEndpointId.NotFound: The Vpc Endpoint Id '${VpcEndpointId}' does not exist`,
    ],
    [
      { ServiceId: 'x' },
      'InvalidVpcEndpointServiceIdId.Malformed: Invalid id: "x" (expecting "vpce-svc-...")',
    ],
  ];
  const before = world.bench.resources.snapshot();
  for (const [input, message] of table) {
    const request = {
      ServiceId: service.id,
      ConnectionNotificationArn: open,
      ConnectionEvents: all,
      ...input,
    };
    assert.equal(provider.refusal(CreateVpcEndpointConnectionNotification, request), message);
  }
  assert.deepEqual(world.bench.resources.snapshot(), before);
});

test('a service has room for twenty notifications', () => {
  const arn = topic(provider, 'events');
  const input = { ServiceId: service.id, ConnectionNotificationArn: arn };
  for (let made = 0; made < 20; made += 1) notify(provider, input);
  assert.equal(
    provider.refusal(CreateVpcEndpointConnectionNotification, { ...input, ConnectionEvents: all }),
    `ResourceLimitExceeded: The maximum number of connection notifications has been reached: 20 of ${service.id}.`,
  );
});

test('a notification is seen and changed by its owner alone', () => {
  const arn = topic(provider, 'events');
  const made = notify(provider, { ServiceId: service.id, ConnectionNotificationArn: arn });
  const ConnectionNotificationId = made.ConnectionNotificationId ?? '';
  const expected = `InvalidConnectionNotification: The connection notification '${ConnectionNotificationId}' does not exist`;
  assert.deepEqual(found(consumer), []);
  assert.equal(
    consumer.refusal(DescribeVpcEndpointConnectionNotifications, { ConnectionNotificationId }),
    expected,
  );
  assert.equal(
    consumer.refusal(ModifyVpcEndpointConnectionNotification, { ConnectionNotificationId }),
    expected,
  );
  assert.equal(remove(consumer, ConnectionNotificationId)?.length, 1);
  assert.deepEqual(found(provider), [made]);
});

test('a notification goes with its service or its endpoint', () => {
  notify(provider, { ServiceId: service.id, ConnectionNotificationArn: topic(provider, 'events') });
  const { VpcEndpointId } = createEndpoint(consumer, service.name);
  notify(consumer, { VpcEndpointId, ConnectionNotificationArn: topic(consumer, 'events') });
  consumer.call(DeleteVpcEndpoints, { VpcEndpointIds: [VpcEndpointId] });
  const input = { VpcEndpointId, ConnectionNotificationArn: topic(consumer, 'late'), ConnectionEvents: all };
  assert.equal(
    consumer.refusal(CreateVpcEndpointConnectionNotification, input),
    `InvalidState: The Vpc Endpoint '${VpcEndpointId}' is being deleted`,
  );
  assert.equal(found(consumer).length, 1);
  const record = endpointRecord(world, VpcEndpointId);
  assert.ok(record);
  finishDeletion(world.bench.resources, record);
  assert.deepEqual(found(consumer), []);
  provider.call(DeleteVpcEndpointServiceConfigurations, { ServiceIds: [service.id] });
  assert.deepEqual(found(provider), []);
});
