/** What provider and consumer, who do business, and a stranger learn of each other: nothing that is not theirs to know. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Endpoint, EndpointService } from '../../model/resources.ts';
import { AcceptVpcEndpointConnections } from '../ec2/AcceptVpcEndpointConnections.ts';
import { CreateTags } from '../ec2/CreateTags.ts';
import { CreateVpcEndpointConnectionNotification } from '../ec2/CreateVpcEndpointConnectionNotification.ts';
import { DeleteTags } from '../ec2/DeleteTags.ts';
import { DeleteVpcEndpointServiceConfigurations } from '../ec2/DeleteVpcEndpointServiceConfigurations.ts';
import { DeleteVpcEndpoints } from '../ec2/DeleteVpcEndpoints.ts';
import { DescribeTags } from '../ec2/DescribeTags.ts';
import { DescribeVpcEndpointAssociations } from '../ec2/DescribeVpcEndpointAssociations.ts';
import { DescribeVpcEndpointConnectionNotifications } from '../ec2/DescribeVpcEndpointConnectionNotifications.ts';
import { DescribeVpcEndpointConnections } from '../ec2/DescribeVpcEndpointConnections.ts';
import { DescribeVpcEndpointServiceConfigurations } from '../ec2/DescribeVpcEndpointServiceConfigurations.ts';
import { DescribeVpcEndpointServicePermissions } from '../ec2/DescribeVpcEndpointServicePermissions.ts';
import { DescribeVpcEndpointServices } from '../ec2/DescribeVpcEndpointServices.ts';
import { DescribeVpcEndpoints } from '../ec2/DescribeVpcEndpoints.ts';
import { ModifyVpcEndpoint } from '../ec2/ModifyVpcEndpoint.ts';
import { ModifyVpcEndpointServiceConfiguration } from '../ec2/ModifyVpcEndpointServiceConfiguration.ts';
import { ModifyVpcEndpointServicePayerResponsibility } from '../ec2/ModifyVpcEndpointServicePayerResponsibility.ts';
import { ModifyVpcEndpointServicePermissions } from '../ec2/ModifyVpcEndpointServicePermissions.ts';
import { RejectVpcEndpointConnections } from '../ec2/RejectVpcEndpointConnections.ts';
import { StartVpcEndpointServicePrivateDnsVerification } from '../ec2/StartVpcEndpointServicePrivateDnsVerification.ts';
import type { Operation } from '../operation.ts';
import { CreateTopic } from '../sns/CreateTopic.ts';
import { createEndpoint, createService, createWorld, type Party, type World } from './testing/world.ts';

let world: World;
let provider: Party;
let consumer: Party;
let stranger: Party;
let service: EndpointService;
let endpoint: Endpoint;

beforeEach(() => {
  world = createWorld();
  ({ provider, consumer, stranger } = world);
  const { resources } = world.bench;
  const made = createService(world);
  provider.call(ModifyVpcEndpointServiceConfiguration, {
    ServiceId: made.id,
    PrivateDnsName: 'api.example.com',
  });
  provider.call(ModifyVpcEndpointServicePermissions, {
    ServiceId: made.id,
    AddAllowedPrincipals: ['444455556666'],
  });
  const policy = { Statement: { Effect: 'Allow', Principal: '*', Action: 'SNS:Publish', Resource: '*' } };
  provider.call(CreateTopic, { Name: 'topic-provider', Attributes: { Policy: JSON.stringify(policy) } });
  provider.call(CreateVpcEndpointConnectionNotification, {
    ServiceId: made.id,
    ConnectionNotificationArn: 'arn:aws:sns:us-east-1:111111111111:topic-provider',
    ConnectionEvents: ['Reject'],
  });
  const { VpcEndpointId } = createEndpoint(consumer, made.name, {
    SecurityGroupIds: [consumer.groupId],
    PolicyDocument:
      '{"Statement":{"Sid":"sid-consumer","Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}',
  });
  const tag = (party: Party, id: string, Key: string) =>
    party.call(CreateTags, { Resources: [id], Tags: [{ Key, Value: Key }] });
  tag(provider, made.id, 'tag-provider-service');
  tag(consumer, VpcEndpointId, 'tag-consumer-endpoint');
  const found = resources.get('endpoint', VpcEndpointId);
  assert.ok(found);
  tag(provider, found.connectionId, 'tag-provider-connection');
  const [service_, endpoint_] = [
    resources.get('endpointService', made.id),
    resources.get('endpoint', found.id),
  ];
  assert.ok(service_ && endpoint_);
  [service, endpoint] = [service_, endpoint_];
});

/** Everything that a party can be told, answers and refusals, when it asks for everything in every way. */
function everythingSaid(party: Party): string {
  const ServiceId = service.id;
  const VpcEndpointIds = [endpoint.id];
  const Resources = [service.id, endpoint.id, endpoint.connectionId, service.permissions[0]?.id ?? ''];
  const notifications = [...world.bench.resources.all('connectionNotification')];
  const questions: [Operation, object][] = [
    [DescribeVpcEndpoints, {}],
    [DescribeVpcEndpoints, { VpcEndpointIds }],
    [DescribeVpcEndpointConnections, {}],
    [DescribeVpcEndpointConnections, { Filters: [{ Name: 'vpc-endpoint-id', Values: ['*'] }] }],
    [DescribeVpcEndpointServiceConfigurations, {}],
    [DescribeVpcEndpointServiceConfigurations, { ServiceIds: [ServiceId] }],
    [DescribeVpcEndpointServicePermissions, { ServiceId }],
    [DescribeVpcEndpointServices, {}],
    [DescribeVpcEndpointServices, { ServiceNames: [service.name] }],
    [DescribeVpcEndpointServices, { Filters: [{ Name: 'tag-key', Values: ['*'] }] }],
    [DescribeVpcEndpointAssociations, { VpcEndpointIds }],
    [DescribeVpcEndpointConnectionNotifications, {}],
    ...notifications.map(({ id }): [Operation, object] => [
      DescribeVpcEndpointConnectionNotifications,
      { ConnectionNotificationId: id },
    ]),
    [DescribeTags, {}],
    ...Resources.map((id): [Operation, object] => [
      DescribeTags,
      { Filters: [{ Name: 'resource-id', Values: [id] }] },
    ]),
  ];
  return questions.map(([operation, input]) => said(party, operation, input)).join('\n');
}

function said(party: Party, operation: Operation, input: object): string {
  try {
    return JSON.stringify(party.call(operation, input));
  } catch (error) {
    return String(error);
  }
}

const secrets = () => ({
  ofProvider: [
    'tag-provider-service',
    'tag-provider-connection',
    'topic-provider',
    '444455556666',
    service.privateDns?.recordValue ?? '',
    service.privateDns?.recordName ?? '',
    world.loadBalancerArn,
    ...service.permissions.map(({ id }) => id),
    provider.vpcId,
    ...provider.subnetIds,
  ],
  ofConsumer: [
    'tag-consumer-endpoint',
    'sid-consumer',
    consumer.vpcId,
    consumer.groupId,
    ...consumer.subnetIds,
    ...endpoint.networkInterfaceIds,
  ],
});

function assertSilent(text: string, words: readonly string[]): void {
  for (const word of words) assert.ok(word !== '' && !text.includes(word), `${word} is told`);
}

test('the consumer learns of the service what it needs, and nothing of its owner’s', () => {
  const text = everythingSaid(consumer);
  assert.ok(text.includes(service.name) && text.includes('sid-consumer'));
  assertSilent(text, secrets().ofProvider);
});

test('the provider learns of the endpoint what it needs, and nothing of its owner’s', () => {
  const text = everythingSaid(provider);
  assert.ok(text.includes(endpoint.id) && text.includes('tag-provider-connection'));
  assertSilent(text, secrets().ofConsumer);
});

test('a stranger learns nothing but that what it asked for does not exist', () => {
  const { ofProvider, ofConsumer } = secrets();
  const text = everythingSaid(stranger);
  const asked = new Set<string>(service.permissions.map(({ id }) => id));
  assertSilent(
    text,
    [...ofProvider, ...ofConsumer].filter((word) => !asked.has(word)),
  );
  assertSilent(text, [provider.accountId, consumer.accountId, 'api.example.com', endpoint.connectionId]);
});

test('nobody changes what is another’s', () => {
  const before = world.bench.resources.snapshot();
  const ServiceId = service.id;
  const ofService: [Operation, object][] = [
    [ModifyVpcEndpointServiceConfiguration, { ServiceId, AcceptanceRequired: false }],
    [ModifyVpcEndpointServicePermissions, { ServiceId, AddAllowedPrincipals: ['*'] }],
    [ModifyVpcEndpointServicePayerResponsibility, { ServiceId, PayerResponsibility: 'ServiceOwner' }],
    [StartVpcEndpointServicePrivateDnsVerification, { ServiceId }],
    [AcceptVpcEndpointConnections, { ServiceId, VpcEndpointIds: [endpoint.id] }],
    [RejectVpcEndpointConnections, { ServiceId, VpcEndpointIds: [endpoint.id] }],
    [DeleteVpcEndpointServiceConfigurations, { ServiceIds: [ServiceId] }],
    [CreateTags, { Resources: [ServiceId], Tags: [{ Key: 'a', Value: 'b' }] }],
    [DeleteTags, { Resources: [endpoint.connectionId] }],
    [DeleteTags, { Resources: [service.permissions[0]?.id] }],
  ];
  const ofEndpoint: [Operation, object][] = [
    [ModifyVpcEndpoint, { VpcEndpointId: endpoint.id, ResetPolicy: true }],
    [DeleteVpcEndpoints, { VpcEndpointIds: [endpoint.id] }],
    [CreateTags, { Resources: [endpoint.id], Tags: [{ Key: 'a', Value: 'b' }] }],
    [DeleteTags, { Resources: [endpoint.id] }],
  ];
  for (const [operation, input] of ofService) {
    for (const party of [consumer, stranger]) {
      assert.match(
        said(party, operation, input),
        /does not exist/,
        `${operation.name} by ${party.accountId}`,
      );
    }
  }
  for (const [operation, input] of ofEndpoint) {
    for (const party of [provider, stranger]) {
      assert.match(
        said(party, operation, input),
        /does not exist/,
        `${operation.name} by ${party.accountId}`,
      );
    }
  }
  assert.deepEqual(world.bench.resources.snapshot(), before);
});
