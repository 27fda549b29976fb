/** Resources that are there already are taken over by stacks. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as cfn from '@aws-sdk/client-cloudformation';
import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { refused, rested, type StacksBench, stacksBench, template } from './testing/stacks.ts';

const VpcId = { Ref: 'Vpc' };
const kept = { DeletionPolicy: 'Retain' };
const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }],
};
const reading = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'ec2:Describe*', Resource: '*' }],
};
const forwards = [{ Type: 'forward', TargetGroupArn: { Ref: 'Targets' } }];

/** One resource of each type that can be imported, by type. */
const resources: Readonly<Record<string, { Type: string; Properties?: object; DependsOn?: string }>> = {
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true } },
  Net: { Type: 'AWS::EC2::Subnet', Properties: { VpcId, CidrBlock: '10.0.1.0/24' } },
  Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { VpcId, GroupDescription: 'x' } },
  Rule: {
    Type: 'AWS::EC2::SecurityGroupIngress',
    Properties: {
      GroupId: { Ref: 'Group' },
      IpProtocol: 'tcp',
      FromPort: 80,
      ToPort: 80,
      CidrIp: '10.0.0.0/8',
    },
  },
  Way: { Type: 'AWS::EC2::InternetGateway' },
  Ip: { Type: 'AWS::EC2::EIP' },
  Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId } },
  Attached: {
    Type: 'AWS::EC2::VPCGatewayAttachment',
    Properties: { VpcId, InternetGatewayId: { Ref: 'Way' } },
  },
  Default: {
    Type: 'AWS::EC2::Route',
    Properties: {
      RouteTableId: { Ref: 'Table' },
      DestinationCidrBlock: '0.0.0.0/0',
      GatewayId: { Ref: 'Way' },
    },
    DependsOn: 'Attached',
  },
  Used: {
    Type: 'AWS::EC2::SubnetRouteTableAssociation',
    Properties: { RouteTableId: { Ref: 'Table' }, SubnetId: { Ref: 'Net' } },
  },
  Block: { Type: 'AWS::EC2::VPCCidrBlock', Properties: { VpcId, CidrBlock: '10.1.0.0/16' } },
  Given: {
    Type: 'AWS::EC2::VPCDHCPOptionsAssociation',
    Properties: { VpcId, DhcpOptionsId: { Ref: 'Options' } },
  },
  Options: { Type: 'AWS::EC2::DHCPOptions', Properties: { DomainName: 'a.example' } },
  Eni: { Type: 'AWS::EC2::NetworkInterface', Properties: { SubnetId: { Ref: 'Net' } } },
  List: {
    Type: 'AWS::EC2::PrefixList',
    Properties: { PrefixListName: 'l', AddressFamily: 'IPv4', MaxEntries: 2 },
  },
  Launch: {
    Type: 'AWS::EC2::LaunchTemplate',
    Properties: { LaunchTemplateData: { InstanceType: 't3.micro', Monitoring: { Enabled: true } } },
  },
  Nlb: {
    Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    Properties: { Type: 'network', Scheme: 'internal', Subnets: [{ Ref: 'Net' }] },
  },
  Targets: {
    Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    Properties: { VpcId, Port: 80, Protocol: 'TCP', TargetType: 'ip' },
  },
  Web: {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: { LoadBalancerArn: { Ref: 'Nlb' }, Port: 80, Protocol: 'TCP', DefaultActions: forwards },
  },
  Service: {
    Type: 'AWS::EC2::VPCEndpointService',
    Properties: { NetworkLoadBalancerArns: [{ Ref: 'Nlb' }], AcceptanceRequired: true },
  },
  Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } },
  Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'Role' }] } },
  User: { Type: 'AWS::IAM::User' },
  Crowd: { Type: 'AWS::IAM::Group' },
  Reading: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: reading } },
  Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'a.example' } },
  Host: {
    Type: 'AWS::Route53::RecordSet',
    Properties: {
      HostedZoneId: { Ref: 'Zone' },
      Name: 'www.a.example',
      Type: 'A',
      TTL: '60',
      ResourceRecords: ['192.0.2.1'],
    },
  },
  Weighted: {
    Type: 'AWS::Route53::RecordSet',
    Properties: {
      HostedZoneName: 'a.example.',
      Name: 'web.a.example',
      Type: 'A',
      SetIdentifier: 'one',
      Weight: 1,
      TTL: '60',
      ResourceRecords: ['192.0.2.1'],
    },
    DependsOn: 'Zone',
  },
  Bucket: { Type: 'AWS::S3::Bucket' },
  Log: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 7 } },
  Images: { Type: 'AWS::ECR::Repository' },
  Alarm: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      Namespace: 'AWS/NetworkELB',
      MetricName: 'ActiveFlowCount',
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
    },
  },
  Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'd' } },
  Text: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x' } },
};

function templateOf(ids: readonly string[], policy: object = kept): string {
  return template(Object.fromEntries(ids.map((id) => [id, { ...resources[id], ...policy }])));
}

const Capabilities: cfn.Capability[] = ['CAPABILITY_NAMED_IAM'];

/** Makes a change set of the stack and executes it. @returns what it said before */
async function change(
  b: StacksBench,
  input: Partial<cfn.CreateChangeSetInput>,
): Promise<cfn.DescribeChangeSetOutput> {
  const ChangeSetName = `c${b.server.state.revision}`;
  const name = { StackName: 's', ChangeSetName };
  await b.client.send(new cfn.CreateChangeSetCommand({ ...name, Capabilities, ...input }));
  const described = await b.client.send(new cfn.DescribeChangeSetCommand(name));
  await b.client.send(new cfn.ExecuteChangeSetCommand(name));
  return described;
}

async function physicalIds({ client }: StacksBench, StackName: string): Promise<Record<string, string>> {
  const { StackResources = [] } = await client.send(new cfn.DescribeStackResourcesCommand({ StackName }));
  return Object.fromEntries(
    StackResources.map(({ LogicalResourceId: id = '', PhysicalResourceId = '' }) => [id, PhysicalResourceId]),
  );
}

async function drifted({ client }: StacksBench): Promise<string[]> {
  const { StackDriftDetectionId } = await client.send(new cfn.DetectStackDriftCommand({ StackName: 's' }));
  const status = new cfn.DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId });
  assert.equal((await client.send(status)).DetectionStatus, 'DETECTION_COMPLETE');
  const drifts = new cfn.DescribeStackResourceDriftsCommand({ StackName: 's' });
  const { StackResourceDrifts = [] } = await client.send(drifts);
  return StackResourceDrifts.filter(({ StackResourceDriftStatus: each }) => each !== 'IN_SYNC').map(
    ({ LogicalResourceId, PropertyDifferences }) =>
      `${LogicalResourceId} ${JSON.stringify(PropertyDifferences)}`,
  );
}

test('what a stack left behind is taken over by another, all types of it, and is the same', async () => {
  await using b = await stacksBench();
  const { client } = b;
  const ids = Object.keys(resources);
  const { StackId = '' } = await client.send(
    new cfn.CreateStackCommand({ StackName: 'first', TemplateBody: templateOf(ids), Capabilities }),
  );
  assert.equal((await rested(b, 'first')).StackStatus, 'CREATE_COMPLETE');
  const before = await physicalIds(b, StackId);
  const allocation = b.server.state.read((all) => [...all.all('elasticAddress')][0]?.id ?? '');
  await client.send(new cfn.DeleteStackCommand({ StackName: 'first' }));
  assert.equal((await rested(b, StackId)).StackStatus, 'DELETE_COMPLETE');

  const summary = new cfn.GetTemplateSummaryCommand({ TemplateBody: templateOf(ids) });
  const { ResourceIdentifierSummaries = [] } = await client.send(summary);
  const identifierOf = (id: string): Record<string, string> => {
    const found = ResourceIdentifierSummaries.find(({ LogicalResourceIds }) =>
      LogicalResourceIds?.includes(id),
    );
    assert.ok(found?.ResourceIdentifiers, id);
    const [name = '', ...others] = found.ResourceIdentifiers;
    if (others.length === 0) return { [name]: before[id] ?? '' };
    const known: Record<string, Record<string, string>> = {
      Ip: { PublicIp: before.Ip ?? '', AllocationId: allocation },
      Attached: { AttachmentType: 'IGW', VpcId: before.Vpc ?? '' },
      Default: { RouteTableId: before.Table ?? '', CidrBlock: '0.0.0.0/0' },
      Block: { Id: before.Block ?? '', VpcId: before.Vpc ?? '' },
      Host: { Name: 'www.a.example', HostedZoneId: before.Zone ?? '', Type: 'A' },
      Weighted: { Name: 'web.a.example', Type: 'A', SetIdentifier: 'one' },
      Given: { DhcpOptionsId: before.Options ?? '', VpcId: before.Vpc ?? '' },
    };
    return known[id] ?? {};
  };
  const ResourcesToImport = ids.map((id) => ({
    LogicalResourceId: id,
    ResourceType: resources[id]?.Type,
    ResourceIdentifier: identifierOf(id),
  }));
  const planned = await change(b, {
    ChangeSetType: 'IMPORT',
    ResourcesToImport,
    TemplateBody: templateOf(ids),
  });
  assert.deepEqual(
    planned.Changes?.map(({ ResourceChange: each }) => `${each?.Action} ${each?.LogicalResourceId}`),
    ids.toSorted().map((id) => `Import ${id}`),
  );
  const imported = await rested(b, 's');
  assert.equal(imported.StackStatus, 'IMPORT_COMPLETE', imported.StackStatusReason);
  assert.deepEqual(await physicalIds(b, 's'), before);
  assert.deepEqual(await drifted(b), []);

  const owned = templateOf(ids, {});
  await client.send(new cfn.UpdateStackCommand({ StackName: 's', TemplateBody: owned, Capabilities }));
  assert.equal((await rested(b, 's')).StackStatus, 'UPDATE_COMPLETE');
  assert.deepEqual(await physicalIds(b, 's'), before);
  await client.send(new cfn.DeleteStackCommand({ StackName: 's' }));
  const gone = await rested(b, imported.StackId ?? '');
  assert.equal(gone.StackStatus, 'DELETE_COMPLETE', gone.StackStatusReason);
  assert.deepEqual((await b.server.ec2().send(new DescribeVpcsCommand({}))).Vpcs, []);
});

test('an import does nothing besides, and what it cannot do leaves everything where it was', async () => {
  await using b = await stacksBench();
  const { client, server } = b;
  const { Vpc: made } = (await b.perform('ec2', 'CreateVpc', { CidrBlock: '10.0.0.0/16' })) as {
    Vpc: { VpcId: string };
  };
  const imports = (ResourceIdentifier: Record<string, string>, more: object = {}) => [
    { LogicalResourceId: 'Vpc', ResourceType: 'AWS::EC2::VPC', ResourceIdentifier, ...more },
  ];
  const ResourcesToImport = imports({ VpcId: made.VpcId });
  const importing = (input: Partial<cfn.CreateChangeSetInput>) =>
    refused(
      client.send(
        new cfn.CreateChangeSetCommand({
          ...{ StackName: 's', ChangeSetName: 'c', ChangeSetType: 'IMPORT', ResourcesToImport },
          TemplateBody: templateOf(['Vpc']),
          ...input,
        }),
      ),
    );
  const recordSet = { TemplateBody: templateOf(['Zone', 'Weighted']) };
  const record = (identifier: Record<string, string>) =>
    imports(
      { SetIdentifier: 'one', ...identifier },
      { LogicalResourceId: 'Weighted', ResourceType: 'AWS::Route53::RecordSet' },
    );
  const before = server.state.revision;
  const table: readonly (readonly [Partial<cfn.CreateChangeSetInput>, RegExp])[] = [
    [{ ResourcesToImport: [] }, /ResourcesToImport must be specified/],
    [{ ResourcesToImport: imports({ Id: 'x' }) }, /\[VpcId\] is missing/],
    [
      { ResourcesToImport: imports({ VpcId: 'x' }, { ResourceType: 'AWS::EC2::Subnet' }) },
      /not in the template/,
    ],
    [{ ResourcesToImport: record({ Name: 'web.a.example' }), ...recordSet }, /\[Type\] is missing/],
    [
      { ResourcesToImport: record({ Name: 'web.a.example', Type: 'AAAA' }), ...recordSet },
      /another Type than the template states/,
    ],
    [{ TemplateBody: templateOf(['Vpc'], {}) }, /must have a DeletionPolicy/],
    [{ TemplateBody: templateOf(['Vpc', 'Net']) }, /Resources \[Net\] is missing from ResourceToImport list/],
  ];
  for (const [input, expected] of table) assert.match(await importing(input), expected);
  assert.equal(server.state.revision, before);

  const TemplateBody = templateOf(['Vpc']);
  const absent = imports({ VpcId: 'vpc-0123456789abcdef0' });
  const { StackId } = await change(b, { ChangeSetType: 'IMPORT', ResourcesToImport: absent, TemplateBody });
  const failed = await rested(b, 's');
  assert.equal(failed.StackStatus, 'IMPORT_ROLLBACK_COMPLETE');
  assert.deepEqual(await physicalIds(b, 's'), {});

  await change(b, { ChangeSetType: 'IMPORT', ResourcesToImport, TemplateBody });
  assert.equal((await rested(b, 's')).StackStatus, 'IMPORT_COMPLETE');
  assert.deepEqual(await physicalIds(b, 's'), { Vpc: made.VpcId });
  assert.match(
    await importing({ ChangeSetName: 'd' }),
    /Resources \[Vpc\] are in the stack already or not to be made/,
  );
  // A second import fails in the midst: what the stack had, it keeps, and what it had not is not deleted.
  const two = templateOf(['Vpc', 'Net', 'Ip']);
  const { Subnet: net } = (await b.perform('ec2', 'CreateSubnet', {
    VpcId: made.VpcId,
    CidrBlock: '10.0.1.0/24',
  })) as { Subnet: { SubnetId: string } };
  const more = [
    { LogicalResourceId: 'Net', ResourceType: 'AWS::EC2::Subnet', ResourceIdentifier: net },
    {
      LogicalResourceId: 'Ip',
      ResourceType: 'AWS::EC2::EIP',
      ResourceIdentifier: { PublicIp: '198.18.9.9', AllocationId: 'eipalloc-0123456789abcdef0' },
    },
  ];
  const [{ SubnetId }] = [net];
  const second = more.map((each, at) => (at === 0 ? { ...each, ResourceIdentifier: { SubnetId } } : each));
  await change(b, { ChangeSetType: 'IMPORT', ResourcesToImport: second, TemplateBody: two });
  assert.equal((await rested(b, 's')).StackStatus, 'IMPORT_ROLLBACK_COMPLETE');
  assert.deepEqual(await physicalIds(b, 's'), { Vpc: made.VpcId });
  assert.equal(server.state.read((all) => all.get('subnet', SubnetId as `subnet-${string}`))?.id, SubnetId);
  await client.send(new cfn.UpdateStackCommand({ StackName: 's', TemplateBody: templateOf(['Vpc'], {}) }));
  assert.equal((await rested(b, 's')).StackStatus, 'UPDATE_COMPLETE');
  await b.perform('ec2', 'DeleteSubnet', { SubnetId });
  await client.send(new cfn.DeleteStackCommand({ StackName: 's' }));
  assert.equal((await rested(b, StackId ?? '')).StackStatus, 'DELETE_COMPLETE');
  assert.deepEqual((await server.ec2().send(new DescribeVpcsCommand({}))).Vpcs, []);
});
