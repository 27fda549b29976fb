import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  DescribeInstancesResult,
  DescribeNetworkInterfacesResult,
  Reservation,
} from '@aws-sdk/client-ec2';
import type { CreateInstanceProfileResponse } from '@aws-sdk/client-iam';
import { hostImageId } from '../../model/host-image.ts';
import { finishTermination, markRunning, terminatedVisibleMs } from '../../model/instance-lifecycle.ts';
import { CreateInstanceProfile } from '../iam/CreateInstanceProfile.ts';
import { quotas } from '../network/quotas.ts';
import { testBench } from '../testing/invoke.ts';
import { networkOf } from '../testing/network.ts';
import { DescribeInstances } from './DescribeInstances.ts';
import { DescribeNetworkInterfaces } from './DescribeNetworkInterfaces.ts';
import { RunInstances } from './RunInstances.ts';
import { TerminateInstances } from './TerminateInstances.ts';

const script = (text = '#!/bin/sh\necho hello\n') => Buffer.from(text).toString('base64');

function setUp() {
  const bench = testBench();
  const network = networkOf(bench);
  const VpcId = network.vpc();
  const SubnetId = network.subnet(VpcId);
  const base = { ImageId: hostImageId, MinCount: 1, MaxCount: 1, SubnetId };
  const run = (more: object = {}) => bench.invoke<Reservation>(RunInstances, { ...base, ...more });
  const refuse = (more: object) => bench.refusal(RunInstances, { ...base, ...more });
  const show = (InstanceIds: string[]) =>
    bench.invoke<DescribeInstancesResult>(DescribeInstances, { InstanceIds }).Reservations?.[0]
      ?.Instances?.[0];
  return { bench, network, VpcId, SubnetId, run, refuse, show };
}

test('an instance is answered as AWS answers it, and again by DescribeInstances', () => {
  const { bench, network, VpcId, SubnetId, run } = setUp();
  const group = network.group(VpcId);
  const reservation = run({
    InstanceType: 't3.nano',
    PrivateIpAddress: '10.0.1.10',
    SecurityGroupIds: [group],
    UserData: script(),
    TagSpecifications: [
      { ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'web' }] },
      { ResourceType: 'network-interface', Tags: [{ Key: 'Name', Value: 'nic' }] },
    ],
  });
  const [instance] = reservation.Instances ?? [];
  const [eni] = instance?.NetworkInterfaces ?? [];
  const [, digits] = eni?.NetworkInterfaceId?.split('-') ?? [];
  const Groups = [{ GroupId: group, GroupName: 'web' }];
  assert.match(reservation.ReservationId ?? '', /^r-[0-9a-f]{17}$/);
  assert.deepEqual(instance, {
    InstanceId: instance?.InstanceId,
    ImageId: hostImageId,
    InstanceType: 't3.nano',
    State: { Code: 0, Name: 'pending' },
    StateTransitionReason: '',
    AmiLaunchIndex: 0,
    LaunchTime: new Date(bench.now),
    Monitoring: { State: 'disabled' },
    EbsOptimized: false,
    MetadataOptions: {
      State: 'applied',
      HttpTokens: 'optional',
      HttpPutResponseHopLimit: 1,
      HttpEndpoint: 'enabled',
      HttpProtocolIpv6: 'disabled',
      InstanceMetadataTags: 'disabled',
    },
    ProductCodes: [],
    BlockDeviceMappings: [],
    PublicDnsName: '',
    Placement: {
      AvailabilityZone: 'us-east-1a',
      AvailabilityZoneId: 'use1-az1',
      GroupName: '',
      Tenancy: 'default',
    },
    VpcId,
    SubnetId,
    PrivateIpAddress: '10.0.1.10',
    PrivateDnsName: 'ip-10-0-1-10.ec2.internal',
    SourceDestCheck: true,
    SecurityGroups: Groups,
    NetworkInterfaces: [
      {
        NetworkInterfaceId: `eni-${digits}`,
        InterfaceType: 'interface',
        Description: '',
        OwnerId: '111111111111',
        Status: 'in-use',
        VpcId,
        SubnetId,
        MacAddress: eni?.MacAddress,
        PrivateDnsName: undefined,
        PrivateIpAddress: '10.0.1.10',
        PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.0.1.10' }],
        Ipv6Addresses: [],
        SourceDestCheck: true,
        Groups,
        Attachment: {
          AttachmentId: `eni-attach-${digits}`,
          AttachTime: new Date(bench.now),
          DeleteOnTermination: true,
          DeviceIndex: 0,
          NetworkCardIndex: 0,
          Status: 'attached',
        },
      },
    ],
    Tags: [{ Key: 'Name', Value: 'web' }],
  });
  assert.deepEqual(bench.invoke<DescribeInstancesResult>(DescribeInstances, {}).Reservations, [reservation]);
  const record = bench.resources.get('instance', instance?.InstanceId ?? '');
  assert.equal(record?.userData, script());
  const enis = bench.invoke<DescribeNetworkInterfacesResult>(DescribeNetworkInterfaces, {}).NetworkInterfaces;
  assert.equal(enis?.[0]?.Attachment?.InstanceId, instance?.InstanceId);
  assert.equal(enis?.[0]?.RequesterManaged, false);
  assert.deepEqual(enis?.[0]?.TagSet, [{ Key: 'Name', Value: 'nic' }]);
});

test('without groups it gets the default one; elsewhere than in us-east-1 it has a longer name', () => {
  const { bench, network, VpcId, run } = setUp();
  assert.equal(run().Instances?.[0]?.SecurityGroups?.[0]?.GroupId, network.defaultGroup(VpcId));
  const abroad = { region: 'eu-west-1' };
  const there = networkOf(bench, abroad);
  const subnetId = there.subnet(there.vpc(), '10.0.1.0/24', 'eu-west-1a');
  const id = there.instance(subnetId);
  const shown = bench.invoke<DescribeInstancesResult>(DescribeInstances, { InstanceIds: [id] }, abroad);
  assert.equal(
    shown.Reservations?.[0]?.Instances?.[0]?.PrivateDnsName,
    'ip-10-0-1-4.eu-west-1.compute.internal',
  );
});

test('the interface can be stated as an interface', () => {
  const { network, VpcId, SubnetId, bench, run, refuse } = setUp();
  const groups = [network.group(VpcId)];
  const nic = {
    DeviceIndex: 0,
    SubnetId,
    PrivateIpAddress: '10.0.1.20',
    Groups: groups,
    DeleteOnTermination: true,
    Description: 'mine',
  };
  const as = (...NetworkInterfaces: object[]) => ({ SubnetId: undefined, NetworkInterfaces });
  const [instance] = run(as(nic)).Instances ?? [];
  assert.equal(instance?.PrivateIpAddress, '10.0.1.20');
  assert.deepEqual(instance?.SecurityGroups, [{ GroupId: groups[0], GroupName: 'web' }]);
  assert.equal(instance?.NetworkInterfaces?.[0]?.Description, 'mine');
  const cases: readonly [object, RegExp][] = [
    [
      { NetworkInterfaces: [nic] },
      /^InvalidParameterCombination: Network interfaces and an instance-level subnet ID may not be specified on the same request$/,
    ],
    [{ ...as(nic), PrivateIpAddress: '10.0.1.21' }, /^InvalidParameterCombination: .* private IP address/],
    [{ ...as(nic), SecurityGroupIds: groups }, /^InvalidParameterCombination: .* security groups/],
    [as(nic, { ...nic, DeviceIndex: 1 }), /^UnsupportedOperation/],
    [as({ ...nic, DeviceIndex: 1 }), /^UnsupportedOperation/],
    [as({ ...nic, DeleteOnTermination: false }), /^UnsupportedOperation: .*DeleteOnTermination must be true/],
    [
      as({ ...nic, AssociatePublicIpAddress: true }),
      /^UnsupportedOperation: .*AssociatePublicIpAddress must be false/,
    ],
    [as({ ...nic, SubnetId: undefined }), /^VPCIdNotSpecified/],
    [as(nic), /^InvalidIPAddress.InUse: Address 10.0.1.20 is in use.$/],
  ];
  for (const [input, refusal] of cases) assert.match(refuse(input), refusal);
  assert.equal([...bench.resources.all('instance')].length, 1);
});

test('what cannot be is refused, and nothing is left behind', () => {
  const { bench, network, VpcId, refuse } = setUp();
  const abroad = network.group(network.vpc('10.9.0.0/16'), 'abroad');
  const many = Array.from({ length: 6 }, (_, at) => network.group(VpcId, `n${at}`));
  const before = bench.resources.snapshot();
  const cases: readonly [object, RegExp][] = [
    [{ ImageId: undefined }, /^MissingParameter: .*ami-00000000000000001/],
    [
      { ImageId: 'ami-0123456789abcdef0' },
      /^InvalidAMIID.NotFound: The image id '\[ami-0123456789abcdef0\]' does not exist.*ami-00000000000000001/,
    ],
    [{ ImageId: 'debian' }, /^InvalidAMIID.Malformed/],
    [{ SubnetId: undefined }, /^VPCIdNotSpecified: No default VPC for this user/],
    [{ SubnetId: 'subnet-00000000000000001' }, /^InvalidSubnetID.NotFound/],
    [{ SecurityGroups: ['web'] }, /^InvalidParameterCombination/],
    [{ SubnetId: undefined, SecurityGroups: ['web'] }, /^VPCIdNotSpecified/],
    [
      { SecurityGroupIds: [abroad] },
      /^InvalidParameter: You have specified two resources that belong to different networks/,
    ],
    [{ SecurityGroupIds: many }, /^SecurityGroupsPerInterfaceLimitExceeded/],
    [
      { PrivateIpAddress: '10.0.2.4' },
      /^InvalidParameterValue: Address 10.0.2.4 does not fall within the subnet's address range$/,
    ],
    [
      { PrivateIpAddress: '10.0.1.1' },
      /^InvalidParameterValue: Address 10.0.1.1 is in subnet's reserved address range$/,
    ],
    [{ PrivateIpAddress: '10.0.1.9', MaxCount: 2 }, /^InvalidParameterCombination/],
    [{ MinCount: 2, MaxCount: 1 }, /^InvalidParameterValue/],
    [{ MinCount: 0, MaxCount: 0 }, /^InvalidParameterValue/],
    [{ MinCount: 252, MaxCount: 252 }, /^InstanceLimitExceeded/],
    [{ UserData: '#!/bin/sh' }, /^InvalidUserData.Malformed: Invalid BASE64 encoding of user data.$/],
    [{ UserData: 'abc' }, /^InvalidUserData.Malformed: Invalid BASE64/],
    [{ UserData: script('echo') }, /^InvalidUserData.Malformed: .*'#!'/],
    [{ UserData: script('') || 'AA==' }, /^InvalidUserData.Malformed: .*'#!'/],
    [
      { UserData: script(`#!${'x'.repeat(16_383)}`) },
      /^InvalidParameterValue: User data is limited to 16384 bytes$/,
    ],
    [
      { TagSpecifications: [{ ResourceType: 'subnet', Tags: [{ Key: 'a' }] }] },
      /^InvalidParameterValue: 'subnet' is not a valid taggable/,
    ],
    [{ Placement: { AvailabilityZone: 'us-east-1b' } }, /^InvalidParameterValue: .* is in us-east-1a.$/],
    [{ HibernationOptions: { Configured: true } }, /^UnsupportedOperation: .*Configured/],
    [{ CreditSpecification: { CpuCredits: 'standard' } }, /^UnsupportedOperation: .*unlimited/],
    [{ Placement: { Tenancy: 'dedicated' } }, /^UnsupportedOperation: There is one tenancy/],
    [{ MetadataOptions: { HttpPutResponseHopLimit: 65 } }, /^InvalidParameterValue: .* It is 1 to 64.$/],
    [{ MetadataOptions: { HttpPutResponseHopLimit: 0 } }, /^InvalidParameterValue: .* It is 1 to 64.$/],
    [{ LaunchTemplate: {} }, /^MissingParameter/],
    [{ KeyName: 'key' }, /^UnsupportedOperation: .*KeyName/],
  ];
  for (const [input, refusal] of cases) {
    assert.match(refuse(input), refusal);
    assert.deepEqual(bench.resources.snapshot(), before);
  }
  bench.invoke(RunInstances, {
    ImageId: hostImageId,
    MinCount: 1,
    MaxCount: 1,
    SubnetId: network.subnet(VpcId, '10.0.9.0/24'),
    UserData: script(`#!${'x'.repeat(16_382)}`),
  });
});

test('an instance has the profile that it was launched with, by name or by ARN', () => {
  const { bench, run, refuse, show } = setUp();
  const InstanceProfileName = 'Web';
  const made = bench.invoke<CreateInstanceProfileResponse>(CreateInstanceProfile, {
    InstanceProfileName,
    Path: '/a/',
  }).InstanceProfile;
  const IamInstanceProfile = { Arn: made?.Arn, Id: made?.InstanceProfileId };
  for (const named of [{ Name: 'Web' }, { Arn: made?.Arn }]) {
    const id = run({ IamInstanceProfile: named }).Instances?.[0]?.InstanceId ?? '';
    assert.deepEqual(show([id])?.IamInstanceProfile, IamInstanceProfile);
  }
  const found = bench.invoke<DescribeInstancesResult>(DescribeInstances, {
    Filters: [{ Name: 'iam-instance-profile.arn', Values: [String(made?.Arn)] }],
  });
  assert.equal(found.Reservations?.length, 2);
  const wrong = [{ Name: 'web' }, { Name: 'none' }, { Arn: made?.Arn?.replace('/a/', '/b/') }];
  for (const each of wrong) {
    assert.match(refuse({ IamInstanceProfile: each }), /^InvalidParameterValue: .* iamInstanceProfile\./);
  }
  const both = { Name: 'Web', Arn: made?.Arn };
  assert.match(refuse({ IamInstanceProfile: both }), /^InvalidParameterCombination/);
});

test('a daemon without --instances starts none, and says how to change that', () => {
  const { bench, SubnetId } = setUp();
  const input = { ImageId: hostImageId, MinCount: 1, MaxCount: 1, SubnetId };
  const refusal = bench.refusal(RunInstances, input, { settings: { instances: false } });
  assert.match(refusal, /^UnsupportedOperation: .*postern up --instances/);
});

test('as many as there is room for start, never fewer than MinCount', () => {
  const { bench, network, VpcId } = setUp();
  const SubnetId = network.subnet(VpcId, '10.0.5.0/28');
  const run = (MinCount: number, MaxCount: number) =>
    bench.invoke<Reservation>(RunInstances, { ImageId: hostImageId, MinCount, MaxCount, SubnetId })
      .Instances ?? [];
  const first = run(2, 8);
  assert.deepEqual(
    first.map((instance) => instance.AmiLaunchIndex),
    [0, 1, 2, 3, 4, 5, 6, 7],
  );
  assert.equal(run(1, 8).length, 3);
  const input = { ImageId: hostImageId, MinCount: 1, MaxCount: 1, SubnetId };
  assert.match(bench.refusal(RunInstances, input), /^InsufficientFreeAddressesInSubnet/);
});

test('the quota counts what is alive', () => {
  const { bench, run, refuse } = setUp();
  assert.equal(run({ MaxCount: quotas.instancesPerRegion + 7 }).Instances?.length, quotas.instancesPerRegion);
  assert.match(refuse({}), /^InstanceLimitExceeded/);
  const [one] = bench.resources.all('instance');
  assert.ok(one);
  finishTermination(bench.resources, one, bench.now);
  assert.equal(run({ MaxCount: 5 }).Instances?.length, 1);
});

test('an instance goes from pending to terminated, and its address is free again', () => {
  const { bench, run, show } = setUp();
  const id = run({ PrivateIpAddress: '10.0.1.10' }).Instances?.[0]?.InstanceId ?? '';
  const record = () => {
    const found = bench.resources.get('instance', id);
    assert.ok(found);
    return found;
  };
  markRunning(bench.resources, record());
  assert.deepEqual(show([id])?.State, { Code: 16, Name: 'running' });
  assert.deepEqual(bench.invoke(TerminateInstances, { InstanceIds: [id, id] }), {
    TerminatingInstances: [
      {
        InstanceId: id,
        PreviousState: { Code: 16, Name: 'running' },
        CurrentState: { Code: 32, Name: 'shutting-down' },
      },
    ],
  });
  markRunning(bench.resources, record());
  assert.equal(show([id])?.State?.Name, 'shutting-down');
  finishTermination(bench.resources, record(), '2026-01-02T04:00:00.000Z');
  const shown = show([id]);
  assert.deepEqual(shown?.State, { Code: 48, Name: 'terminated' });
  assert.deepEqual(shown?.StateReason, {
    Code: 'Client.UserInitiatedShutdown',
    Message: 'Client.UserInitiatedShutdown: User initiated shutdown',
  });
  assert.equal(shown?.StateTransitionReason, 'User initiated (2026-01-02 04:00:00 GMT)');
  assert.deepEqual(
    [shown?.VpcId, shown?.SubnetId, shown?.PrivateIpAddress],
    [undefined, undefined, undefined],
  );
  assert.deepEqual([shown?.NetworkInterfaces, shown?.PrivateDnsName], [[], '']);
  assert.equal([...bench.resources.all('networkInterface')].length, 0);
  const again = bench.invoke(TerminateInstances, { InstanceIds: [id] });
  assert.deepEqual(again, {
    TerminatingInstances: [
      {
        InstanceId: id,
        PreviousState: { Code: 48, Name: 'terminated' },
        CurrentState: { Code: 48, Name: 'terminated' },
      },
    ],
  });
  run({ PrivateIpAddress: '10.0.1.10' });
});

test('an instance that could not be started says why', () => {
  const { bench, run, show } = setUp();
  const id = run().Instances?.[0]?.InstanceId ?? '';
  const record = bench.resources.get('instance', id);
  assert.ok(record);
  finishTermination(bench.resources, record, bench.now, 'no sandbox on this machine');
  assert.deepEqual(show([id])?.StateReason, {
    Code: 'Server.InternalError',
    Message: 'Server.InternalError: no sandbox on this machine',
  });
  assert.equal(show([id])?.StateTransitionReason, '');
});

test('terminated instances are forgotten after their hour, when others are made', () => {
  const { bench, run, SubnetId } = setUp();
  const id = run().Instances?.[0]?.InstanceId ?? '';
  const record = bench.resources.get('instance', id);
  assert.ok(record);
  finishTermination(bench.resources, record, bench.now);
  const at = (offsetMs: number) => ({ now: new Date(Date.parse(bench.now) + offsetMs).toISOString() });
  const input = { ImageId: hostImageId, MinCount: 1, MaxCount: 1, SubnetId };
  bench.invoke(RunInstances, input, at(terminatedVisibleMs - 1));
  assert.ok(bench.resources.get('instance', id));
  bench.invoke(RunInstances, input, at(terminatedVisibleMs));
  assert.equal(bench.resources.get('instance', id), undefined);
});

test('termination is all or nothing, and only of own instances', () => {
  const { bench, run, refuse: _, show } = setUp();
  const id = run().Instances?.[0]?.InstanceId ?? '';
  const missing = 'i-00000000000000001';
  const refuse = (InstanceIds: string[], more: object = {}) =>
    bench.refusal(TerminateInstances, { InstanceIds }, more);
  assert.equal(
    refuse([id, missing]),
    `InvalidInstanceID.NotFound: The instance ID '${missing}' does not exist`,
  );
  assert.match(refuse([id], { accountId: '222222222222' }), /^InvalidInstanceID.NotFound/);
  assert.match(refuse([id, 'web']), /^InvalidInstanceID.Malformed/);
  assert.match(refuse([]), /^MissingParameter/);
  assert.equal(show([id])?.State?.Name, 'pending');
});
