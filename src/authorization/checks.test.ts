import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CreateLaunchTemplateResult, CreateSubnetResult, CreateVpcResult } from '@aws-sdk/client-ec2';
import { rootCaller } from '../model/caller.ts';
import type { Arn } from '../model/ids.ts';
import { randomIds } from '../model/random-ids.ts';
import type { Kind } from '../model/resources.ts';
import { CreateLaunchTemplate } from '../operations/ec2/CreateLaunchTemplate.ts';
import { CreateSubnet } from '../operations/ec2/CreateSubnet.ts';
import { CreateVpc } from '../operations/ec2/CreateVpc.ts';
import { operations } from '../operations/generated/registry.ts';
import { testBench } from '../operations/testing/invoke.ts';
import { createMemoryWriter } from '../operations/testing/memory-writer.ts';
import { loadServices } from '../wire/service.ts';
import { loadActions } from './action-model.ts';
import { checksOf } from './checks.ts';
import { memberTable } from './member-table.ts';
import type { RequestFacts } from './request.ts';
import { actionOf, prefixOf } from './service-actions.ts';
import { openActions } from './sts-checks.ts';

const models = loadActions();
const services = loadServices();
const bench = testBench({ resources: createMemoryWriter(), ids: randomIds() });
const { resources } = bench;

function facts(service: string, operation: string, input: object): RequestFacts {
  return {
    service,
    operation,
    input: { ...input },
    caller: {
      ...rootCaller('111111111111'),
      arn: 'arn:aws:iam::111111111111:user/x/ann',
      principal: { kind: 'user', userId: 'AIDAANN', name: 'ann' },
    },
    region: 'us-east-1',
    now: '2026-01-02T03:04:05.000Z',
    sourceIp: '192.0.2.1',
    isSecure: false,
    resources,
  };
}

/** `action resource`, a line each. */
function questions(service: string, operation: string, input: object): string[] {
  return checksOf(facts(service, operation, input), models).map(
    ({ action, resource }) => `${action} ${resource}`,
  );
}

function keysOf(service: string, operation: string, input: object): Record<string, string[]> {
  const checks = checksOf(facts(service, operation, input), models);
  return Object.fromEntries(
    checks.map(({ action, resource, keys }) => [
      `${action} ${resource.replace(/^.*:/, '')}`,
      keys.map(([key, value]) => `${key}=${[value].flat().join(',')}`).sort(),
    ]),
  );
}

const ec2 = 'arn:aws:ec2:us-east-1:111111111111:';
const elb = 'arn:aws:elasticloadbalancing:us-east-1:111111111111:';
const iam = 'arn:aws:iam::111111111111:';
const tags = { Tags: [{ Key: 'k', Value: 'v' }] };

test('each request asks for its action on every resource that it names or makes', () => {
  const table: [service: string, operation: string, input: object, expected: string[]][] = [
    ['ec2', 'DescribeVpcs', { VpcIds: ['vpc-1'] }, ['ec2:DescribeVpcs *']],
    ['ec2', 'DescribeVpcAttribute', { VpcId: 'vpc-1' }, [`ec2:DescribeVpcAttribute ${ec2}vpc/vpc-1`]],
    ['ec2', 'CreateVpc', {}, [`ec2:CreateVpc ${ec2}vpc/*`]],
    ['ec2', 'DeleteVpc', { VpcId: 'x:y/*' }, [`ec2:DeleteVpc ${ec2}vpc/x:y/*`]],
    [
      'ec2',
      'CreateVpcEndpoint',
      {
        VpcId: 'vpc-1',
        SubnetIds: ['subnet-1', 'subnet-2', 'subnet-1'],
        SubnetConfigurations: [{ SubnetId: 'subnet-2' }, { SubnetId: 'subnet-3' }],
        SecurityGroupIds: ['sg-1'],
        TagSpecifications: [{ ResourceType: 'vpc-endpoint', ...tags }],
      },
      [
        `ec2:CreateVpcEndpoint ${ec2}security-group/sg-1`,
        `ec2:CreateVpcEndpoint ${ec2}subnet/subnet-1`,
        `ec2:CreateVpcEndpoint ${ec2}subnet/subnet-2`,
        `ec2:CreateVpcEndpoint ${ec2}subnet/subnet-3`,
        `ec2:CreateVpcEndpoint ${ec2}vpc/vpc-1`,
        `ec2:CreateVpcEndpoint ${ec2}vpc-endpoint/*`,
        `ec2:CreateTags ${ec2}vpc-endpoint/*`,
      ],
    ],
    [
      'ec2',
      'ModifyVpcEndpoint',
      { VpcEndpointId: 'vpce-1', AddSubnetIds: ['subnet-1'], RemoveSecurityGroupIds: ['sg-1'] },
      [
        `ec2:ModifyVpcEndpoint ${ec2}security-group/sg-1`,
        `ec2:ModifyVpcEndpoint ${ec2}subnet/subnet-1`,
        `ec2:ModifyVpcEndpoint ${ec2}vpc-endpoint/vpce-1`,
      ],
    ],
    [
      'ec2',
      'DeleteVpcEndpoints',
      { VpcEndpointIds: ['vpce-1', 'vpce-2'] },
      ['vpce-1', 'vpce-2'].map((id) => `ec2:DeleteVpcEndpoints ${ec2}vpc-endpoint/${id}`),
    ],
    [
      'ec2',
      'AcceptVpcEndpointConnections',
      { ServiceId: 'vpce-svc-1', VpcEndpointIds: ['vpce-1'] },
      [`ec2:AcceptVpcEndpointConnections ${ec2}vpc-endpoint-service/vpce-svc-1`],
    ],
    [
      'ec2',
      'AuthorizeSecurityGroupIngress',
      { GroupId: 'sg-1', IpPermissions: [{ UserIdGroupPairs: [{ GroupId: 'sg-2' }] }] },
      [`ec2:AuthorizeSecurityGroupIngress ${ec2}security-group/sg-1`],
    ],
    [
      'ec2',
      'RunInstances',
      { ImageId: 'ami-1', NetworkInterfaces: [{ SubnetId: 'subnet-1', Groups: ['sg-1'] }] },
      [
        'ec2:RunInstances arn:aws:ec2:us-east-1::image/ami-1',
        `ec2:RunInstances ${ec2}instance/*`,
        `ec2:RunInstances ${ec2}network-interface/*`,
        `ec2:RunInstances ${ec2}security-group/sg-1`,
        `ec2:RunInstances ${ec2}subnet/subnet-1`,
      ],
    ],
    [
      'ec2',
      'CreateTags',
      { Resources: ['vpce-svc-1', 'sgr-1', 'rtb-1', 'odd', 'new-1'], ...tags },
      [
        'vpc-endpoint-service/vpce-svc-1',
        'security-group-rule/sgr-1',
        'route-table/rtb-1',
        'resource/odd',
        'new/new-1',
      ].map((resource) => `ec2:CreateTags ${ec2}${resource}`),
    ],
    [
      'elasticloadbalancing',
      'DescribeLoadBalancers',
      { LoadBalancerArns: ['x'] },
      ['elasticloadbalancing:DescribeLoadBalancers *'],
    ],
    [
      'elasticloadbalancing',
      'CreateLoadBalancer',
      { Name: 'a', Type: 'network', ...tags },
      [
        `elasticloadbalancing:CreateLoadBalancer ${elb}loadbalancer/net/a/*`,
        `elasticloadbalancing:AddTags ${elb}loadbalancer/net/a/*`,
      ],
    ],
    [
      'elasticloadbalancing',
      'RegisterTargets',
      { TargetGroupArn: `${elb}targetgroup/a/1`, Targets: [{ Id: 'i-1' }] },
      [`elasticloadbalancing:RegisterTargets ${elb}targetgroup/a/1`],
    ],
    [
      'elasticloadbalancing',
      'AddTags',
      { ResourceArns: ['a', 'b'], ...tags },
      ['elasticloadbalancing:AddTags a', 'elasticloadbalancing:AddTags b'],
    ],
    ['iam', 'CreateUser', { UserName: 'a', Path: '/p/' }, [`iam:CreateUser ${iam}user/p/a`]],
    [
      'iam',
      'CreateRole',
      { RoleName: 'a', ...tags },
      [`iam:CreateRole ${iam}role/a`, `iam:TagRole ${iam}role/a`],
    ],
    ['iam', 'CreatePolicy', { PolicyName: 'a', Path: '/p/' }, [`iam:CreatePolicy ${iam}policy/p/a`]],
    ['iam', 'GetPolicy', { PolicyArn: `${iam}policy/a` }, [`iam:GetPolicy ${iam}policy/a`]],
    ['iam', 'AttachUserPolicy', { UserName: 'a', PolicyArn: 'b' }, [`iam:AttachUserPolicy ${iam}user/a`]],
    ['iam', 'AddUserToGroup', { UserName: 'a', GroupName: 'g' }, [`iam:AddUserToGroup ${iam}group/g`]],
    ['iam', 'CreateAccessKey', {}, [`iam:CreateAccessKey ${iam}user/ann`]],
    ['iam', 'GetAccessKeyLastUsed', { AccessKeyId: 'x' }, [`iam:GetAccessKeyLastUsed ${iam}user/*`]],
    [
      'iam',
      'UpdateUser',
      { UserName: 'a', NewUserName: 'b', NewPath: '/p/' },
      [`iam:UpdateUser ${iam}user/a`, `iam:UpdateUser ${iam}user/p/b`],
    ],
    [
      'iam',
      'AddRoleToInstanceProfile',
      { InstanceProfileName: 'i', RoleName: 'r' },
      [`iam:AddRoleToInstanceProfile ${iam}instance-profile/i`, `iam:PassRole ${iam}role/r`],
    ],
    [
      'route53',
      'GetHostedZone',
      { Id: '/hostedzone/Z1' },
      ['route53:GetHostedZone arn:aws:route53:::hostedzone/Z1'],
    ],
    ['route53', 'GetHostedZone', { Id: 'Z1' }, ['route53:GetHostedZone arn:aws:route53:::hostedzone/Z1']],
    ['route53', 'GetChange', { Id: '/change/C1' }, ['route53:GetChange arn:aws:route53:::change/C1']],
    [
      'route53',
      'ChangeTagsForResource',
      { ResourceType: 'hostedzone', ResourceId: 'Z1', RemoveTagKeys: ['a'] },
      ['route53:ChangeTagsForResource arn:aws:route53:::hostedzone/Z1'],
    ],
    [
      'route53',
      'GetHealthCheck',
      { HealthCheckId: 'h' },
      ['route53:GetHealthCheck arn:aws:route53:::healthcheck/h'],
    ],
    [
      'acm',
      'ImportCertificate',
      { Certificate: 'x', ...tags },
      ['ImportCertificate', 'AddTagsToCertificate'].map(
        (action) => `acm:${action} arn:aws:acm:us-east-1:111111111111:certificate/*`,
      ),
    ],
    ['acm', 'DeleteCertificate', { CertificateArn: 'x' }, ['acm:DeleteCertificate x']],
    ['sns', 'CreateTopic', { Name: 't' }, ['sns:CreateTopic arn:aws:sns:us-east-1:111111111111:t']],
    [
      'sns',
      'PublishBatch',
      { TopicArn: 'arn:aws:sns:us-east-1:1:t' },
      ['sns:Publish arn:aws:sns:us-east-1:1:t'],
    ],
    [
      'sns',
      'Unsubscribe',
      { SubscriptionArn: 'arn:aws:sns:us-east-1:111111111111:t:0-1' },
      ['sns:Unsubscribe arn:aws:sns:us-east-1:111111111111:t'],
    ],
    ['s3', 'ListBuckets', {}, ['s3:ListAllMyBuckets *']],
    ['s3', 'HeadBucket', { Bucket: 'b' }, ['s3:ListBucket arn:aws:s3:::b']],
    ['s3', 'PutBucketEncryption', { Bucket: 'b' }, ['s3:PutEncryptionConfiguration arn:aws:s3:::b']],
    ['s3', 'UploadPart', { Bucket: 'b', Key: 'k/l' }, ['s3:PutObject arn:aws:s3:::b/k/l']],
    ['s3', 'GetObject', { Bucket: 'b', Key: 'k', VersionId: 'v' }, ['s3:GetObjectVersion arn:aws:s3:::b/k']],
    [
      's3',
      'DeleteObjects',
      { Bucket: 'b', Delete: { Objects: [{ Key: 'k' }, { Key: 'l', VersionId: 'v' }] } },
      ['s3:DeleteObject arn:aws:s3:::b/k', 's3:DeleteObjectVersion arn:aws:s3:::b/l'],
    ],
    [
      's3',
      'CopyObject',
      { Bucket: 'b', Key: 'k', CopySource: 'c/%C3%A4?versionId=v' },
      ['s3:PutObject arn:aws:s3:::b/k', 's3:GetObjectVersion arn:aws:s3:::c/ä'],
    ],
    [
      'ssm',
      'PutParameter',
      { Name: '/a/b', ...tags },
      ['PutParameter', 'AddTagsToResource'].map(
        (action) => `ssm:${action} arn:aws:ssm:us-east-1:111111111111:parameter/a/b`,
      ),
    ],
    [
      'ssm',
      'GetParameters',
      { Names: ['a:1', 'arn:aws:ssm:eu-west-1:222222222222:parameter/b:live'] },
      [
        'ssm:GetParameters arn:aws:ssm:us-east-1:111111111111:parameter/a',
        'ssm:GetParameters arn:aws:ssm:eu-west-1:222222222222:parameter/b',
      ],
    ],
    [
      'sts',
      'AssumeRole',
      { RoleArn: `${iam}role/r`, SourceIdentity: 's', ...tags },
      ['AssumeRole', 'TagSession', 'SetSourceIdentity'].map((action) => `sts:${action} ${iam}role/r`),
    ],
    [
      'sts',
      'GetFederationToken',
      { Name: 'g' },
      ['sts:GetFederationToken arn:aws:sts::111111111111:federated-user/g'],
    ],
    ['sts', 'DecodeAuthorizationMessage', { EncodedMessage: 'x' }, ['sts:DecodeAuthorizationMessage *']],
  ];
  for (const [service, operation, input, expected] of table)
    assert.deepEqual(questions(service, operation, input), expected, `${operation} ${JSON.stringify(input)}`);
});

test('a resource has the condition keys that AWS documents for it, and no others', () => {
  const input = {
    VpcId: 'vpc-1',
    ServiceName: 'com.amazonaws.us-east-1.s3',
    TagSpecifications: [{ ResourceType: 'vpc-endpoint', ...tags }],
  };
  assert.deepEqual(keysOf('ec2', 'CreateVpcEndpoint', input), {
    'ec2:CreateVpcEndpoint vpc/vpc-1': ['ec2:Region=us-east-1', 'ec2:VpcID=vpc-1'],
    'ec2:CreateVpcEndpoint vpc-endpoint/*': [
      'aws:RequestTag/k=v',
      'aws:TagKeys=k',
      'ec2:Region=us-east-1',
      'ec2:VpceMultiRegion=false',
      'ec2:VpceServiceName=com.amazonaws.us-east-1.s3',
      'ec2:VpceServiceOwner=amazon',
      'ec2:VpceServiceRegion=us-east-1',
    ],
    'ec2:CreateTags vpc-endpoint/*': [
      'aws:RequestTag/k=v',
      'aws:TagKeys=k',
      'ec2:CreateAction=CreateVpcEndpoint',
      'ec2:Region=us-east-1',
    ],
  });
  const modify = { ServiceId: 'vpce-svc-1', PrivateDnsName: 'a.example' };
  assert.deepEqual(keysOf('ec2', 'ModifyVpcEndpointServiceConfiguration', modify), {
    'ec2:ModifyVpcEndpointServiceConfiguration vpc-endpoint-service/vpce-svc-1': [
      'ec2:Attribute=PrivateDnsName',
      'ec2:Region=us-east-1',
      'ec2:VpceMultiRegion=false',
      'ec2:VpceServicePrivateDnsName=a.example',
      'ec2:VpceSupportedRegion=',
    ],
  });
  const attach = { UserName: 'a', PolicyArn: 'arn:aws:iam::aws:policy/P' };
  assert.deepEqual(keysOf('iam', 'AttachUserPolicy', attach), {
    'iam:AttachUserPolicy user/a': ['iam:PolicyARN=arn:aws:iam::aws:policy/P'],
  });
  const profile = { InstanceProfileName: 'i', RoleName: 'r' };
  assert.deepEqual(keysOf('iam', 'AddRoleToInstanceProfile', profile)['iam:PassRole role/r'], [
    'iam:PassedToService=ec2.amazonaws.com',
  ]);
  const changes = [
    { Action: 'UPSERT', ResourceRecordSet: { Name: 'A.Example.', Type: 'A' } },
    { Action: 'UPSERT', ResourceRecordSet: { Name: '*.example', Type: 'CNAME' } },
  ];
  assert.deepEqual(
    keysOf('route53', 'ChangeResourceRecordSets', { HostedZoneId: 'Z1', ChangeBatch: { Changes: changes } }),
    {
      'route53:ChangeResourceRecordSets hostedzone/Z1': [
        'route53:ChangeResourceRecordSetsActions=UPSERT',
        'route53:ChangeResourceRecordSetsNormalizedRecordNames=a.example,\\052.example',
        'route53:ChangeResourceRecordSetsRecordTypes=A,CNAME',
      ],
    },
  );
});

test('who starts an instance with a profile hands its role over', () => {
  const common = { accountId: '111111111111', path: '/', createdAt: '2026-01-01T00:00:00Z', tags: [] };
  resources.transact((writer) => {
    const role = { ...common, id: 'AROAWEB', name: 'web', trustPolicy: '{}', description: '' } as const;
    const grants = { inlinePolicies: [], attachedPolicyArns: [], maxSessionDurationSeconds: 3600 };
    writer.put('role', { ...role, ...grants });
    writer.put('instanceProfile', { ...common, id: 'AIPAWEB', name: 'Web', roleId: 'AROAWEB' });
  });
  const passed = `iam:PassRole ${iam}role/web`;
  const named = [{ Name: 'Web' }, { Arn: `${iam}instance-profile/Web` }];
  const givers = ['RunInstances', 'AssociateIamInstanceProfile', 'ReplaceIamInstanceProfileAssociation'];
  for (const IamInstanceProfile of named)
    for (const operation of givers)
      assert.ok(questions('ec2', operation, { IamInstanceProfile }).includes(passed));
  assert.ok(!questions('ec2', 'RunInstances', {}).includes(passed));
});

test('a launch from a template asks for what the template says, and tells what the request says beside it', () => {
  const template = launchTemplate({
    ImageId: 'ami-1',
    SecurityGroupIds: ['sg-1'],
    MetadataOptions: { HttpTokens: 'required' },
    TagSpecifications: [{ ResourceType: 'instance', ...tags }],
  });
  const ask = (more: object, by: object = { LaunchTemplateId: template }) =>
    keysOf('ec2', 'RunInstances', { LaunchTemplate: by, ...more });
  const arn = `ec2:LaunchTemplate=${ec2}launch-template/${template}`;
  const isOf = (keys: Record<string, string[]>, resource: string) => {
    const found = keys[`ec2:RunInstances ${resource}`] ?? [];
    assert.ok(found.includes(arn), `${resource}: ${found.join()}`);
    return found.find((key) => key.startsWith('ec2:IsLaunchTemplateResource='))?.split('=')[1];
  };
  const plain = ask({});
  assert.deepEqual(Object.keys(plain), [
    'ec2:RunInstances image/ami-1',
    'ec2:RunInstances instance/*',
    `ec2:RunInstances launch-template/${template}`,
    'ec2:RunInstances network-interface/*',
    'ec2:RunInstances security-group/sg-1',
    'ec2:RunInstances subnet/*',
    'ec2:CreateTags instance/*',
  ]);
  assert.ok(plain['ec2:RunInstances instance/*']?.includes('ec2:MetadataHttpTokens=required'));
  for (const key of Object.keys(plain).filter((each) => each.startsWith('ec2:Run')))
    assert.equal(isOf(plain, key.replace('ec2:RunInstances ', '')), 'true', key);
  const own = ask({
    ImageId: 'ami-2',
    SubnetId: 'subnet-1',
    SecurityGroupIds: ['sg-1', 'sg-2'],
    MetadataOptions: { HttpTokens: 'optional' },
  });
  assert.equal(isOf(own, 'image/ami-2'), 'false');
  assert.equal(isOf(own, 'subnet/subnet-1'), 'false');
  assert.equal(isOf(own, 'security-group/sg-1'), 'true');
  assert.equal(isOf(own, 'security-group/sg-2'), 'false');
  assert.equal(own['ec2:RunInstances image/ami-1'], undefined);
  assert.ok(own['ec2:RunInstances instance/*']?.includes('ec2:MetadataHttpTokens=optional'));
  assert.deepEqual(ask({}, { LaunchTemplateName: 'web' }), plain);
  const absent = ask({}, { LaunchTemplateId: 'lt-00000000000000009' });
  assert.deepEqual(absent['ec2:RunInstances image/*'], ['ec2:Region=us-east-1']);
  const elsewhere = launchTemplate({ ImageId: 'ami-3' }, { accountId: '222222222222' });
  assert.deepEqual(ask({}, { LaunchTemplateId: elsewhere })['ec2:RunInstances image/*'], [
    'ec2:Region=us-east-1',
  ]);
  assert.deepEqual(questions('ec2', 'CreateLaunchTemplate', { LaunchTemplateName: 'web' }), [
    `ec2:CreateLaunchTemplate ${ec2}launch-template/*`,
  ]);
  assert.deepEqual(questions('ec2', 'ModifyLaunchTemplate', { LaunchTemplateName: 'web' }), [
    `ec2:ModifyLaunchTemplate ${ec2}launch-template/${template}`,
  ]);
});

function launchTemplate(LaunchTemplateData: object, overrides = {}): string {
  const input = { LaunchTemplateName: 'web', LaunchTemplateData };
  const made = bench.invoke<CreateLaunchTemplateResult>(CreateLaunchTemplate, input, overrides);
  return made.LaunchTemplate?.LaunchTemplateId ?? '';
}

test('what connects regions is a question of its own, and policies see the regions', () => {
  const allow = (resource: string) => `vpce:AllowMultiRegion ${ec2}${resource}`;
  const create = { SupportedRegions: ['us-east-1', 'eu-west-1'] };
  const modify = { ServiceId: 'vpce-svc-1', AddSupportedRegions: ['eu-west-1'] };
  const table: [operation: string, input: object, expected: string | undefined][] = [
    ['CreateVpcEndpoint', { VpcId: 'vpc-1', ServiceRegion: 'eu-west-1' }, allow('vpc-endpoint/*')],
    ['CreateVpcEndpoint', { VpcId: 'vpc-1', ServiceRegion: 'us-east-1' }, undefined],
    ['CreateVpcEndpointServiceConfiguration', create, allow('vpc-endpoint-service/*')],
    ['CreateVpcEndpointServiceConfiguration', { SupportedRegions: ['us-east-1'] }, undefined],
    ['ModifyVpcEndpointServiceConfiguration', modify, allow('vpc-endpoint-service/vpce-svc-1')],
    ['ModifyVpcEndpointServiceConfiguration', { ServiceId: 'vpce-svc-1' }, undefined],
  ];
  for (const [operation, input, expected] of table) {
    const found = questions('ec2', operation, input).find((each) => each.startsWith('vpce:'));
    assert.equal(found, expected, operation);
  }
  const keys = keysOf('ec2', 'ModifyVpcEndpointServiceConfiguration', modify);
  assert.deepEqual(
    keys['ec2:ModifyVpcEndpointServiceConfiguration vpc-endpoint-service/vpce-svc-1']?.slice(2),
    ['ec2:VpceMultiRegion=true', 'ec2:VpceSupportedRegion=eu-west-1'],
  );
});

test('policies see the tags of connections, permissions and topics', () => {
  const owned = { accountId: '111111111111', region: 'us-east-1', tags: [] };
  const locked = [{ key: 'locked', value: 'yes' }];
  const permission = { id: 'vpce-svc-perm-1', principal: '*', principalType: 'All', tags: locked };
  const put = (kind: Kind, record: object) => bench.resources.put(kind, record as never);
  put('endpointService', {
    ...owned,
    id: 'vpce-svc-1',
    name: 'n',
    permissions: [permission],
    loadBalancerArns: [],
  });
  put('endpoint', {
    ...{ ...owned, accountId: '222222222222', id: 'vpce-1', vpcId: 'vpc-1', serviceId: 'vpce-svc-1' },
    ...{ connectionId: 'vpce-con-1', connectionTags: locked, networkInterfaceIds: [], state: 'available' },
  });
  const topic = 'arn:aws:sns:us-east-1:111111111111:t';
  put('topic', { ...owned, id: topic, tags: locked });
  const input = { Resources: ['vpce-con-1', 'vpce-svc-perm-1'], Tags: [{ Key: 'locked' }] };
  const asked = Object.values(keysOf('ec2', 'DeleteTags', input));
  asked.push(...Object.values(keysOf('sns', 'DeleteTopic', { TopicArn: topic })));
  assert.equal(asked.length, 3);
  for (const keys of asked) assert.ok(keys.includes('aws:ResourceTag/locked=yes'), keys.join());
});

test("the VPC of another account's subnet is no key, which the decoded refusal would show", () => {
  const other = { accountId: '222222222222' };
  const { Vpc } = bench.invoke<CreateVpcResult>(CreateVpc, { CidrBlock: '10.0.0.0/16' }, other);
  const { Subnet } = bench.invoke<CreateSubnetResult>(
    CreateSubnet,
    { VpcId: Vpc?.VpcId, CidrBlock: '10.0.1.0/24' },
    other,
  );
  const input = { ImageId: 'ami-1', SubnetId: Subnet?.SubnetId };
  const text = JSON.stringify(keysOf('ec2', 'RunInstances', input));
  assert.ok(!text.includes(String(Vpc?.VpcId)), text);
});

/**
 * Members whose name says that they name something, and that are no resource of their action in AWS's reference: what
 * they name is either a condition key or checked by the operation itself.
 */
const noResource: readonly RegExp[] = [
  /^ec2 (?:Accept|Reject)VpcEndpointConnections VpcEndpointIds$/,
  /^ec2 .* (?:AvailabilityZoneIds?|GroupName|LaunchTemplateName|ServiceName|(?:Remove)?PrivateDnsName|DestinationPrefixListId|GatewayId|NatGatewayId|OwnerIds?|\w+LoadBalancerArns|ConnectionNotification(?:Arn|Ids?)|AssociationId|SecurityGroups|SecurityGroupRuleIds|PrefixListName|Resources|HostedZoneId|MaxDrainDurationSeconds)$/,
  /^elasticloadbalancing .* (?:Name|Names|VpcId|Subnets|SecurityGroups)$/,
  /^iam .* (?:RoleName|UserName|PolicyArn|PolicyName|AccessKeyId|VersionId|ServiceName|New\w+Name)$/,
  /^iam \w+PrincipalPolicy (?:PolicySourceArn|ActionNames|ResourceArns|CallerArn)$/,
  /^route53 .* (?:Name|FullyQualifiedDomainName|DelegationSetId|StartRecordName|HostedZoneId|DNSName)$/,
  /^sns .* (?:AWSAccountId|ActionName|AttributeName|ReturnSubscriptionArn|Name)$/,
  /^ecr \w+ registryId$/,
  /^ssm PutParameter KeyId$/,
  /^sts .* (?:RoleSessionName|PolicyArns|ExternalId)$/,
  /^cloudformation .* (?:LogicalResourceId|RetainResources|ImportExistingResources|StackResourceDriftStatusFilters|LogicalResourceIds)$/,
  /^cloudtrail /,
  /^monitoring PutMetricAlarm MetricName$/,
  /^logs CreateLogGroup kmsKeyId$/,
  /^acm .* DomainName$/,
];

test('every operation has an entry, and whatever it can name is mapped to a resource or known not to be one', () => {
  const problems = operations.flatMap(({ service, name, honours }) => {
    // Its actions are named otherwise, and mapped by hand.
    if (service === 's3') return [];
    const prefix = prefixOf(service);
    const action = actionOf(service, name);
    const model = models[prefix]?.[action];
    if (!model) return [`${prefix}:${action} is no action of AWS's reference: see service-actions.ts`];
    if (openActions.has(`${prefix}:${action}`)) return [];
    const types = Object.keys(model.resources);
    if (types.length === 0) return [];
    const table = memberTable[prefix] ?? {};
    const mapped = (
      prefix === 'elasticloadbalancing' ? Object.values(table) : types.map((type) => table[type] ?? [])
    )
      .flat()
      .map((path) => path.split('.')[0]);
    const members = services.get(service)?.operations.get(name)?.input.members ?? [];
    return members
      .map((member) => member.name)
      .filter((member) => honours.some((path) => path.split('.')[0] === member))
      .filter(
        (member) =>
          /(?:Ids?|Arns?|Names?|Groups|Subnets|Resources)$/.test(member) && !mapped.includes(member),
      )
      .map((member) => `${service} ${name} ${member}`)
      .filter((line) => !noResource.some((pattern) => pattern.test(line)))
      .map((line) => `${line} names no resource: add it to member-table.ts`);
  });
  assert.deepEqual(problems, []);
});

test("every operation of S3 asks for an action of AWS's reference", () => {
  const known = new Set(Object.keys(models.s3 ?? {}));
  const asked = operations
    .filter(({ service }) => service === 's3')
    .flatMap(({ name }) =>
      questions('s3', name, { Bucket: 'b', Key: 'k', Delete: { Objects: [{ Key: 'k' }] } }),
    )
    .map((question) => question.replace(/^s3:(\w+) .*$/, '$1'));
  assert.ok(asked.length > 30);
  assert.deepEqual(
    asked.filter((action) => !known.has(action)),
    [],
  );
});

test('an action that has resources is never asked for without one when its request names what it must', () => {
  const problems = operations.flatMap(({ service, name }) => {
    const model = models[prefixOf(service)]?.[actionOf(service, name)];
    const shape = services.get(service)?.operations.get(name);
    if (!model || !shape || !Object.values(model.resources).some(({ required }) => required)) return [];
    const input = Object.fromEntries(
      shape.input.members
        .filter(({ required }) => required)
        .map((member) => [member.name, member.shape.type === 'list' ? ['given'] : 'given']),
    );
    return (
      questions(service, name, input)
        // What is published need not go to a topic.
        .filter((question) => question.endsWith(' *') && question !== 'sns:Publish *')
        .map((question) => `${name}: ${question}`)
    );
  });
  assert.deepEqual(problems, []);
});

test('a stack that is found by what is in it is the one that is answered with', () => {
  const stack = (name: string, region = 'us-east-1') => {
    const id: Arn = `arn:aws:cloudformation:${region}:111111111111:stack/${name}/1`;
    resources.put('stack', {
      ...{ id, name, region, accountId: '111111111111', tags: [], status: 'CREATE_COMPLETE' },
      definition: { template: '', parameters: [], tags: [], capabilities: [], notificationArns: [] },
      ...{ outputs: [], imports: [], disableRollback: false, terminationProtection: false },
      ...{ createdAt: '', eventCount: 0, lastEventAt: '' },
    });
    return id;
  };
  const holds = (stackId: Arn, logicalId: string, status: 'CREATE_COMPLETE' | 'DELETE_COMPLETE') =>
    resources.put('stackResource', {
      ...{ id: `${stackId}/${logicalId}`, stackId, logicalId, type: 'Custom::AWS', status, updatedAt: '' },
      current: {
        ...{ physicalId: 'vpc-1', type: 'Custom::AWS', properties: '{}', tags: {}, dependsOn: [] },
        ...{ deletionPolicy: 'Delete', updateReplacePolicy: 'Delete', attributes: '{}', kept: '{}' },
      },
    });
  const [gone, far, real] = [stack('a'), stack('b', 'eu-west-1'), stack('c')];
  holds(gone, 'A', 'DELETE_COMPLETE');
  holds(far, 'A', 'CREATE_COMPLETE');
  holds(real, 'A', 'CREATE_COMPLETE');
  assert.deepEqual(questions('cloudformation', 'DescribeStackResources', { PhysicalResourceId: 'vpc-1' }), [
    `cloudformation:DescribeStackResources ${real}`,
  ]);
});

test('of a list that is too long to be deleted no more is asked than could be', () => {
  const Objects = Array.from({ length: 5000 }, (_, at) => ({ Key: String(at) }));
  assert.equal(questions('s3', 'DeleteObjects', { Bucket: 'b', Delete: { Objects } }).length, 1000);
});
