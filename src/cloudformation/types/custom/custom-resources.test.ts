import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stackBench } from '../../../operations/testing/stack.ts';
import { refusedFunctions } from '../../carriers.ts';
import type { Json, ResourceDeclaration } from '../../template.ts';

const text = (value: Json) => JSON.stringify(value);

test('the default group of a VPC loses its rules, and has them again afterwards', () => {
  const stack = stackBench();
  const vpc = stack.create('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' });
  const DefaultSecurityGroupId = String(vpc.attributes.DefaultSecurityGroup);
  const rules = () => {
    const Filters = [{ Name: 'group-id', Values: [DefaultSecurityGroupId] }];
    const { SecurityGroupRules } = stack.call('ec2', 'DescribeSecurityGroupRules', { Filters });
    return (SecurityGroupRules as unknown[]).length;
  };
  assert.equal(rules(), 2);
  const properties = { ServiceToken: 'arn', DefaultSecurityGroupId, Account: '111111111111' };
  const made = stack.create('Custom::VpcRestrictDefaultSG', properties);
  assert.equal(rules(), 0);
  made.update(properties);
  assert.equal(rules(), 0);
  assert.deepEqual(made.read(), { DefaultSecurityGroupId });
  stack.create('Custom::VpcRestrictDefaultSG', properties);
  made.delete();
  assert.equal(rules(), 2);
  made.delete();
  assert.equal(rules(), 2);
  vpc.delete();
  made.delete();
  assert.equal(made.read(), undefined);
  assert.throws(() => stack.create('Custom::VpcRestrictDefaultSG', properties), {
    code: 'InvalidGroup.NotFound',
  });
});

test('the calls of a custom resource are made, and their answers are its attributes', () => {
  const stack = stackBench();
  const vpc = stack.create('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }).id;
  const made = stack.create('Custom::AWS', {
    ServiceToken: 'arn',
    Create: text({
      service: '@aws-sdk/client-ec2',
      action: 'CreateSubnetCommand',
      parameters: { VpcId: vpc, CidrBlock: '10.0.0.0/24' },
      physicalResourceId: { responsePath: 'Subnet.SubnetId' },
      outputPaths: ['Subnet.SubnetId', 'Subnet.Tags'],
    }),
    Delete: text({
      service: 'EC2',
      action: 'deleteSubnet',
      parameters: { SubnetId: 'PHYSICAL:RESOURCEID:' },
    }),
    InstallLatestAwsSdk: 'false',
  });
  assert.match(made.id, /^subnet-/);
  assert.deepEqual(made.attributes, { 'Subnet.SubnetId': made.id });
  made.delete();
  made.delete();
  const { Subnets } = stack.call('ec2', 'DescribeSubnets', {});
  assert.deepEqual(Subnets, []);
});

test('an update calls what it states, or nothing, and may answer another physical id', () => {
  const stack = stackBench();
  const vpc = stack.create('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }).id;
  const describe = (more: { readonly [name: string]: Json }) =>
    text({ service: 'ec2', action: 'describeVpcs', parameters: { VpcIds: [vpc] }, ...more });
  const made = stack.create('Custom::AWS', { Create: describe({ physicalResourceId: { id: 'one' } }) });
  assert.equal(made.id, 'one');
  assert.equal(made.attributes['Vpcs.0.CidrBlock'], '10.0.0.0/16');
  assert.equal(made.attributes['Vpcs.0.IsDefault'], 'false');
  made.update({ Create: describe({ physicalResourceId: { id: 'other' } }) });
  assert.equal(made.id, 'one');
  assert.deepEqual(made.attributes, {});
  made.update({ Update: describe({ physicalResourceId: { id: 'two' } }) });
  assert.equal(made.id, 'two');
  assert.equal(made.attributes['Vpcs.0.VpcId'], vpc);
  const unnamed = stack.create('Custom::AWS', { Delete: describe({}) });
  assert.equal(unnamed.id, 'Resource3');
});

test('errors of a call matter unless they are said not to', () => {
  const stack = stackBench();
  const create = (more: { readonly [name: string]: Json }) => () => {
    const parameters = { VpcIds: ['vpc-0123456789abcdef0'] };
    stack.create('Custom::AWS', {
      Create: text({ service: 'EC2', action: 'describeVpcs', parameters, ...more }),
    });
  };
  assert.throws(create({}), { code: 'InvalidVpcID.NotFound' });
  create({ ignoreErrorCodesMatching: 'VpcID' })();
  assert.throws(create({ ignoreErrorCodesMatching: '^SubnetID' }), { code: 'InvalidVpcID.NotFound' });
  assert.throws(create({ ignoreErrorCodesMatching: '(' }), {
    code: 'ValidationError',
    message: /ignoreErrorCodesMatching/,
  });
  const refusals: readonly { readonly [name: string]: Json }[] = [
    { region: 'eu-west-1' },
    { assumedRoleArn: 'arn:aws:iam::111111111111:role/other' },
    { service: 'dynamodb' },
    { action: '' },
    { parameters: 'none' },
  ];
  for (const refused of refusals) {
    assert.throws(create(refused), { code: 'ValidationError' }, JSON.stringify(refused));
  }
  const noJson = { Create: '{' };
  assert.throws(() => stack.create('Custom::AWS', noJson), { code: 'ValidationError' });
});

test('a private name is set and verified as VpcEndpointServiceDomainName of the CDK does it', () => {
  const stack = stackBench();
  const vpc = stack.create('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }).id;
  const subnet = stack.create('AWS::EC2::Subnet', { VpcId: vpc, CidrBlock: '10.0.0.0/24' }).id;
  const balancer = stack.create('AWS::ElasticLoadBalancingV2::LoadBalancer', {
    ...{ Type: 'network', Scheme: 'internal' },
    Subnets: [subnet],
  }).id;
  const service = stack.create('AWS::EC2::VPCEndpointService', { NetworkLoadBalancerArns: [balancer] });
  const request = (action: string, parameters: { readonly [name: string]: Json }) =>
    text({ service: 'EC2', action, parameters, physicalResourceId: { id: action } });
  const modify = 'modifyVpcEndpointServiceConfiguration';
  const named = stack.create('Custom::AWS', {
    Create: request(modify, { ServiceId: service.id, PrivateDnsName: 'api.example.com' }),
    Delete: request(modify, { ServiceId: service.id, RemovePrivateDnsName: true }),
  });
  const names = stack.create('Custom::AWS', {
    Create: request('describeVpcEndpointServiceConfigurations', { ServiceIds: [service.id] }),
  });
  const path = 'ServiceConfigurations.0.PrivateDnsNameConfiguration';
  assert.match(String(names.attributes[`${path}.Name`]), /^_/);
  assert.match(String(names.attributes[`${path}.Value`]), /^vpce:/);
  stack.create('Custom::AWS', {
    Create: request('startVpcEndpointServicePrivateDnsVerification', { ServiceId: service.id }),
  });
  named.delete();
  assert.equal(service.read()?.PrivateDnsName, undefined);
});

test('a function is a name, and for nothing but what is carried out without it', () => {
  const stack = stackBench();
  const properties = {
    Code: { S3Bucket: 'assets', S3Key: 'x.zip' },
    Handler: 'index.handler',
    Role: 'arn:aws:iam::111111111111:role/x',
    Runtime: 'nodejs24.x',
    Timeout: '900',
  };
  const made = stack.create('AWS::Lambda::Function', properties);
  assert.equal(made.attributes.Arn, `arn:aws:lambda:us-east-1:111111111111:function:${made.id}`);
  assert.deepEqual(made.read(), properties);

  const declare = (type: string, declared: ResourceDeclaration['properties'] = {}): ResourceDeclaration => ({
    type,
    properties: declared,
    dependsOn: [],
    deletionPolicy: 'Delete',
    updateReplacePolicy: 'Delete',
  });
  const template = (user?: ResourceDeclaration) => ({
    parameters: new Map(),
    mappings: new Map(),
    conditions: new Map(),
    rules: new Map(),
    outputs: new Map(),
    resources: new Map([['F', declare('AWS::Lambda::Function')], ...(user ? [['User', user] as const] : [])]),
  });
  const token = { ServiceToken: { 'Fn::GetAtt': ['F', 'Arn'] } };
  const refused = (user?: ResourceDeclaration) => refusedFunctions(template(user));
  assert.deepEqual(refused(declare('Custom::AWS', token)), []);
  assert.deepEqual(refused(declare('Custom::VpcRestrictDefaultSG', token)), []);
  assert.match(String(refused()), /^F: functions do not run here\..* nothing in the template uses it\.$/);
  assert.match(String(refused(declare('AWS::SNS::Topic', { DisplayName: { Ref: 'F' } }))), /; User uses it/);
});
