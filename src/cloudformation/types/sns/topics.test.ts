import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type StackBench, stackBench } from '../../../operations/testing/stack.ts';

/** What the one behind each address does. */
function confirmAll({ bench }: StackBench): void {
  bench.resources.transact((resources) => {
    for (const each of [...resources.all('subscription')]) {
      resources.put('subscription', { ...each, state: 'confirmed' });
    }
  });
}

test('a topic has what its template says, before and after changes, and goes', () => {
  const stack = stackBench();
  const properties = {
    TopicName: 'events',
    DisplayName: 'Events',
    SignatureVersion: '2',
    Subscription: [{ Protocol: 'https', Endpoint: 'https://one.example.com/' }],
    Tags: [{ Key: 'a', Value: 'b' }],
  };
  const made = stack.create('AWS::SNS::Topic', properties, { of: 'stack' });
  assert.equal(made.id, 'arn:aws:sns:us-east-1:111111111111:events');
  assert.deepEqual(made.read(), properties);
  assert.deepEqual(made.attributes, { TopicArn: made.id, TopicName: 'events' });
  assert.throws(() => stack.create('AWS::SNS::Topic', { TopicName: 'events' }), { code: 'AlreadyExists' });
  const after = {
    TopicName: 'events',
    Subscription: [{ Protocol: 'https', Endpoint: 'https://two.example.com/' }],
  };
  confirmAll(stack);
  stack.calls.splice(0);
  made.update(after);
  assert.deepEqual(stack.calls, [
    'SetTopicAttributes',
    'SetTopicAttributes',
    'Unsubscribe',
    'Subscribe',
    'UntagResource',
  ]);
  confirmAll(stack);
  assert.deepEqual(made.read(), { ...after, DisplayName: '', SignatureVersion: '1' });
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
});

test('a subscription has what its template says, before and after changes, and goes', () => {
  const stack = stackBench();
  const topic = stack.create('AWS::SNS::Topic', {});
  const plain = { TopicArn: topic.id, Protocol: 'https', Endpoint: 'https://one.example.com/' };
  const properties = {
    ...plain,
    FilterPolicy: { Endpoint: [{ prefix: 'x' }] },
    FilterPolicyScope: 'MessageBody',
    RawMessageDelivery: 'true',
    DeliveryPolicy: { healthyRetryPolicy: { numRetries: 3 } },
  };
  const made = stack.create('AWS::SNS::Subscription', properties);
  assert.deepEqual(made.read(), properties);
  assert.deepEqual(made.attributes, { Arn: made.id });
  made.delete();
  const again = stack.create('AWS::SNS::Subscription', plain);
  assert.equal(again.id, made.id, 'what was never confirmed cannot be taken back, and is found again');
  assert.equal(again.read()?.FilterPolicy, undefined);
  made.update({ ...properties, RawMessageDelivery: false });
  confirmAll(stack);
  assert.throws(() => stack.create('AWS::SNS::Subscription', plain), { code: 'AlreadyExists' });
  made.update(plain);
  assert.deepEqual({ ...made.read(), ...plain }, made.read());
  assert.equal(made.read()?.RawMessageDelivery, false);
  assert.equal(made.read()?.FilterPolicy, undefined);
  assert.equal(made.read()?.DeliveryPolicy, undefined);
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
});

test('topics have the policy of the template, and their first one again when it goes', () => {
  const stack = stackBench();
  const [one, two] = [stack.create('AWS::SNS::Topic', {}).id, stack.create('AWS::SNS::Topic', {}).id];
  const policyOf = (TopicArn: string) => {
    const { Attributes } = stack.call('sns', 'GetTopicAttributes', { TopicArn });
    return (Attributes as { Policy: string }).Policy;
  };
  const first = policyOf(two);
  const document = (Resource: string) => ({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'vpce.amazonaws.com' }, Action: 'sns:Publish', Resource },
    ],
  });
  const properties = { Topics: [one, two], PolicyDocument: document('*') };
  const made = stack.create('AWS::SNS::TopicPolicy', properties);
  assert.deepEqual(made.read(), properties);
  const after = { Topics: [one], PolicyDocument: document(one) };
  made.update(after);
  assert.deepEqual(made.read(), after);
  assert.equal(policyOf(two), first);
  made.delete();
  assert.notDeepEqual(JSON.parse(policyOf(one)), document(one));
  stack.call('sns', 'DeleteTopic', { TopicArn: one });
  made.delete();
  assert.equal(made.read(), undefined);
});

test('whoever connects to a service is told where the template says', () => {
  const stack = stackBench();
  const topic = stack.create('AWS::SNS::Topic', { TopicName: 'connections' }).id;
  const Principal = { Service: 'vpce.amazonaws.com' };
  const Statement = [{ Effect: 'Allow', Principal, Action: 'sns:Publish', Resource: topic }];
  const PolicyDocument = { Version: '2012-10-17', Statement };
  stack.create('AWS::SNS::TopicPolicy', { Topics: [topic], PolicyDocument });
  const vpc = stack.create('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }).id;
  const subnet = stack.create('AWS::EC2::Subnet', { VpcId: vpc, CidrBlock: '10.0.0.0/24' }).id;
  const balancer = stack.create('AWS::ElasticLoadBalancingV2::LoadBalancer', {
    ...{ Type: 'network', Scheme: 'internal' },
    Subnets: [subnet],
  }).id;
  const service = stack.create('AWS::EC2::VPCEndpointService', { NetworkLoadBalancerArns: [balancer] });
  const properties = {
    ServiceId: service.id,
    ConnectionNotificationArn: topic,
    ConnectionEvents: ['Reject', 'Accept'],
  };
  const made = stack.create('AWS::EC2::VPCEndpointConnectionNotification', properties);
  assert.match(made.id, /^vpce-nfn-/);
  assert.deepEqual(made.read(), properties);
  const after = { ...properties, ConnectionEvents: ['Connect'] };
  made.update(after);
  assert.deepEqual(made.read(), after);
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
});
