import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stackBench } from '../operations/testing/stack.ts';
import { reasons } from './reasons.ts';
import { resourceModels } from './resource-model.ts';
import { reasonsFor, refusals, resourceTypes, unsupported } from './resource-types.ts';
import { schemaOf } from './schema-of.ts';
import { asWritten } from './types/shared/as-written.ts';
import { coerced } from './types/shared/coerce.ts';

test('every type honours properties that its schema has, and all that it requires', () => {
  for (const { name, honours: some, only = {} } of resourceTypes.values()) {
    const honours = [...some, ...Object.keys(only)];
    const model = resourceModels.get(name);
    assert.equal(model === undefined, /^(?:Custom|AWS::CDK)::/.test(name), name);
    const tops = new Set(honours.map((path) => path.split('.')[0] ?? ''));
    for (const top of tops) assert.ok(schemaOf(name)?.properties.has(top), `${name}.${top}`);
    for (const [property, { required }] of schemaOf(name)?.properties ?? []) {
      assert.ok(!required || tops.has(property), `${name}.${property} is required`);
    }
  }
});

test('what is not supported is listed, each once', () => {
  const types = ['AWS::EC2::VPC', 'AWS::KMS::Key', 'AWS::KMS::Key', 'Custom::Other'];
  assert.deepEqual(unsupported(types), ['AWS::KMS::Key', 'Custom::Other']);
  const rules = { SecurityGroupIngress: [{ IpProtocol: 'tcp', Nonsense: 1 }, { Nonsense: 2 }], Other: 'x' };
  const sentences = refusals('AWS::EC2::SecurityGroup', rules);
  assert.equal(sentences.length, 2);
  assert.match(
    sentences[0] ?? '',
    /^The property SecurityGroupIngress\.Nonsense of AWS::EC2::SecurityGroup is not/,
  );
  assert.equal(sentences[1], 'AWS::EC2::SecurityGroup has no property Other.');
});

test('what cannot be had otherwise may be stated as it is, and reasons are told', () => {
  const properties = { Tenancy: 'default', SourceDestCheck: 'true', EbsOptimized: { Ref: 'P' } };
  assert.deepEqual(refusals('AWS::EC2::Instance', properties), []);
  assert.deepEqual(
    refusals('AWS::EC2::Instance', { Tenancy: 'host', BlockDeviceMappings: [{ DeviceName: 'a' }] }),
    [
      'The property Tenancy of AWS::EC2::Instance can only be default here.',
      "The property BlockDeviceMappings of AWS::EC2::Instance is not supported: instances have this machine's own file system and no disks. Leave it out.",
    ],
  );
  const addressed = { NetworkInterfaces: [{ AssociatePublicIpAddress: true, DeviceIndex: '0' }] };
  assert.match(
    refusals('AWS::EC2::Instance', addressed)[0] ?? '',
    /AssociatePublicIpAddress .* only be false/,
  );
  const [reason, none] = reasonsFor(['AWS::EC2::FlowLog', 'AWS::EC2::FlowLog', 'AWS::KMS::Key']);
  assert.match(reason ?? '', /^AWS::EC2::FlowLog: packets are counted/);
  assert.equal(none, undefined);
  for (const name of Object.keys(reasons)) {
    const [type = '', property] = name.split('.');
    assert.equal(resourceTypes.has(type), property !== undefined, name);
  }
});

test('what a function gives is taken as one value, and a choice is looked at when it is made', () => {
  assert.deepEqual(refusals('AWS::EC2::Subnet', { Tags: { 'Fn::Sub': 'x' }, VpcId: { Ref: 'V' } }), []);
  const choice = { 'Fn::If': ['C', 'pool', { Ref: 'AWS::NoValue' }] };
  assert.deepEqual(refusals('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16', Ipv4IpamPoolId: choice }), []);
  const chosen = { CidrBlock: '10.0.0.0/16', Ipv4IpamPoolId: 'pool' };
  assert.equal(refusals('AWS::EC2::VPC', chosen).length, 1);
  const type = resourceTypes.get('AWS::EC2::VPC');
  const stack = stackBench();
  const vpc = stack.create('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' });
  assert.throws(() => type?.update?.(vpc.id, {}, chosen, {} as never), { code: 'ValidationError' });
});

test('values become what the schema wants, or all that do not fit are told', () => {
  const group = { Port: '80', HealthCheckEnabled: 'TRUE', Name: 7, Matcher: { HttpCode: 200 } };
  assert.deepEqual(coerced('AWS::ElasticLoadBalancingV2::TargetGroup', group, 'G'), {
    Port: 80,
    HealthCheckEnabled: true,
    Name: '7',
    Matcher: { HttpCode: '200' },
  });
  const wrong = {
    Port: 'http',
    HealthCheckEnabled: 1,
    Targets: 'x',
    Tags: [{ Key: 'a' }],
    Matcher: { Code: 1 },
  };
  assert.throws(() => coerced('AWS::ElasticLoadBalancingV2::TargetGroup', wrong, 'G'), {
    code: 'ValidationError',
    message:
      'Properties validation failed for resource G with message:\n[#/Port: expected type: Integer, found: String, #/HealthCheckEnabled: expected type: Boolean, found: Integer, #/Targets: expected type: JSONArray, found: String, #/Tags/0: required key [Value] not found, #/Matcher: extraneous key [Code] is not permitted]',
  });
});

test('what is read is in the words of the template where it means the same', () => {
  assert.deepEqual(asWritten({ a: '80', b: ['x', 'y'], c: true }, { a: 80, b: ['y', 'x'], c: 'true' }), {
    a: '80',
    b: ['x', 'y'],
    c: true,
  });
  assert.deepEqual(asWritten(['x', 'x', 'y'], ['y', 'x']), ['x', 'y']);
  assert.deepEqual(asWritten([{ k: '1', v: 2 }], [{ v: 3, k: 1 }]), [{ k: '1', v: 3 }]);
  assert.deepEqual(asWritten(undefined, [1]), [1]);
  assert.equal(asWritten('a', 'b'), 'b');
});
