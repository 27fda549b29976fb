/** What the Describe operations of networks have in common, and the filters of each. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Operation } from '../operation.ts';
import { testBench } from '../testing/invoke.ts';
import { networkOf } from '../testing/network.ts';
import { AuthorizeSecurityGroupEgress } from './AuthorizeSecurityGroupEgress.ts';
import { AuthorizeSecurityGroupIngress } from './AuthorizeSecurityGroupIngress.ts';
import { CreateTags } from './CreateTags.ts';
import { DescribeInstances } from './DescribeInstances.ts';
import { DescribeNetworkInterfaces } from './DescribeNetworkInterfaces.ts';
import { DescribeSecurityGroupRules } from './DescribeSecurityGroupRules.ts';
import { DescribeSecurityGroups } from './DescribeSecurityGroups.ts';
import { DescribeSubnets } from './DescribeSubnets.ts';
import { DescribeVpcs } from './DescribeVpcs.ts';
import { ModifyVpcAttribute } from './ModifyVpcAttribute.ts';

type Result = Record<string, readonly Record<string, unknown>[]> & { readonly NextToken?: string };

interface Described {
  readonly operation: Operation;
  /** Member of the result, of an entry and of the request. */
  readonly list: string;
  readonly id: string;
  readonly ids: string;
  readonly prefix: string;
  readonly notFound: string;
  readonly malformed: string;
}

const described: readonly Described[] = [
  {
    operation: DescribeVpcs,
    list: 'Vpcs',
    id: 'VpcId',
    ids: 'VpcIds',
    prefix: 'vpc',
    notFound: "InvalidVpcID.NotFound: The vpc ID '%' does not exist",
    malformed: 'InvalidVpcID.Malformed',
  },
  {
    operation: DescribeSubnets,
    list: 'Subnets',
    id: 'SubnetId',
    ids: 'SubnetIds',
    prefix: 'subnet',
    notFound: "InvalidSubnetID.NotFound: The subnet ID '%' does not exist",
    malformed: 'InvalidSubnetID.Malformed',
  },
  {
    operation: DescribeSecurityGroups,
    list: 'SecurityGroups',
    id: 'GroupId',
    ids: 'GroupIds',
    prefix: 'sg',
    notFound: "InvalidGroup.NotFound: The security group '%' does not exist",
    malformed: 'InvalidGroupId.Malformed',
  },
  {
    operation: DescribeSecurityGroupRules,
    list: 'SecurityGroupRules',
    id: 'SecurityGroupRuleId',
    ids: 'SecurityGroupRuleIds',
    prefix: 'sgr',
    notFound: "InvalidSecurityGroupRuleId.NotFound: The security group rule ID '%' does not exist",
    malformed: 'InvalidSecurityGroupRuleId.Malformed',
  },
  {
    operation: DescribeNetworkInterfaces,
    list: 'NetworkInterfaces',
    id: 'NetworkInterfaceId',
    ids: 'NetworkInterfaceIds',
    prefix: 'eni',
    notFound: "InvalidNetworkInterfaceID.NotFound: The networkInterface ID '%' does not exist",
    malformed: 'InvalidNetworkInterfaceId.Malformed',
  },
  {
    operation: DescribeInstances,
    list: 'Reservations',
    id: 'InstanceId',
    ids: 'InstanceIds',
    prefix: 'i',
    notFound: "InvalidInstanceID.NotFound: The instance ID '%' does not exist",
    malformed: 'InvalidInstanceID.Malformed',
  },
];

/** Seven VPCs, each with a subnet, a group and an instance. */
function setUp() {
  const bench = testBench();
  const network = networkOf(bench);
  const vpcs = Array.from({ length: 7 }, () => {
    const vpc = network.vpc();
    const subnet = network.subnet(vpc);
    const group = network.group(vpc);
    return { vpc, subnet, group, instance: network.instance(subnet, { SecurityGroupIds: [group] }) };
  });
  const ids = (of: Described, input: object = {}, overrides: object = {}) => {
    const result = bench.invoke<Result>(of.operation, input, overrides);
    const entries = result[of.list] ?? [];
    // Instances stand one level lower, in reservations, as entries of the same kind.
    const flat =
      of.list === 'Reservations' ? entries.flatMap((entry) => entry.Instances as typeof entries) : entries;
    return { ids: flat.map((entry) => String(entry[of.id])), token: result.NextToken };
  };
  return { bench, network, vpcs, ids };
}

test('all of one’s own are described, in pages that add up, and nothing of another account or region', () => {
  const { ids } = setUp();
  for (const of of described) {
    const all = ids(of).ids;
    assert.ok(all.length >= 7);
    assert.equal(new Set(all).size, all.length);
    const paged: string[] = [];
    let token: string | undefined;
    do {
      const page = ids(of, { MaxResults: 5, ...(token !== undefined && { NextToken: token }) });
      assert.ok(page.ids.length <= 5);
      paged.push(...page.ids);
      token = page.token;
    } while (token !== undefined);
    assert.deepEqual(paged.sort(), all.toSorted());
    assert.deepEqual(ids(of, {}, { accountId: '222222222222' }).ids, []);
    assert.deepEqual(ids(of, {}, { region: 'eu-west-1' }).ids, []);
  }
});

test('ids select, each once; unknown, malformed and foreign ones are refused', () => {
  const { bench, ids } = setUp();
  for (const of of described) {
    const [first = '', second = ''] = ids(of).ids;
    const ask = (...given: string[]) => ({ [of.ids]: given });
    assert.deepEqual(ids(of, ask(second, first, second)).ids.sort(), [first, second].sort());
    const refuse = (input: object, more: object = {}) => bench.refusal(of.operation, input, more);
    const unknown = `${of.prefix}-00000000000000001`;
    assert.equal(refuse(ask(first, unknown)), of.notFound.replace('%', unknown));
    assert.equal(refuse(ask(first), { accountId: '222222222222' }), of.notFound.replace('%', first));
    for (const bad of [
      '',
      'x',
      `${of.prefix}-xyz`,
      `${of.prefix}-${'0'.repeat(18)}`,
      `${unknown} `,
      unknown.toUpperCase(),
    ]) {
      assert.equal(refuse(ask(bad)), `${of.malformed}: Invalid id: "${bad}" (expecting "${of.prefix}-...")`);
    }
    assert.match(
      refuse({ ...ask(first), MaxResults: 5 }),
      new RegExp(`^InvalidParameterCombination: The parameter ${of.ids} `),
    );
    assert.match(refuse({ MaxResults: 4 }), /^InvalidParameterValue/);
    assert.match(refuse({ NextToken: 'x' }), /^InvalidNextToken/);
    assert.equal(
      refuse({ Filters: [{ Name: 'nonsense', Values: ['x'] }] }),
      "InvalidParameterValue: The filter 'nonsense' is invalid",
    );
  }
});

test('several ids that are missing are told together', () => {
  const bench = testBench();
  const input = { VpcIds: ['vpc-00000000000000001', 'vpc-00000000000000002'] };
  const refusal =
    "InvalidVpcID.NotFound: The vpc IDs 'vpc-00000000000000001, vpc-00000000000000002' do not exist";
  assert.equal(bench.refusal(DescribeVpcs, input), refusal);
});

test('every filter finds the one that it describes, and not the others', () => {
  const { bench, network, vpcs, ids } = setUp();
  const one = vpcs[3];
  assert.ok(one);
  const vpc = network.vpc('172.16.0.0/20');
  bench.invoke(ModifyVpcAttribute, { VpcId: vpc, EnableDnsHostnames: { Value: true } });
  const subnet = network.subnet(vpc, '172.16.1.0/28', 'us-east-1c');
  const group = network.group(vpc, 'special');
  const instance = network.instance(subnet, { SecurityGroupIds: [group], InstanceType: 't3.nano' });
  const record = bench.resources.get('instance', instance);
  const eni = bench.resources.get('networkInterface', record?.networkInterfaceId ?? '');
  bench.invoke(CreateTags, {
    Resources: [vpc, subnet, group, instance, eni?.id],
    Tags: [{ Key: 'Name', Value: 'special' }],
  });
  const permission = { IpProtocol: 'udp', FromPort: 53, ToPort: 54 };
  const inbound = {
    ...permission,
    IpRanges: [{ CidrIp: '192.0.2.0/24' }],
    Ipv6Ranges: [{ CidrIpv6: '2001:db8::/32' }],
    UserIdGroupPairs: [{ GroupId: group }],
  };
  bench.invoke(AuthorizeSecurityGroupIngress, { GroupId: group, IpPermissions: [inbound] });
  bench.invoke(AuthorizeSecurityGroupEgress, {
    GroupId: group,
    IpPermissions: [{ ...permission, IpRanges: [{ CidrIp: '198.51.100.0/24' }] }],
  });

  const [vpcRow, subnetRow, groupRow, ruleRow, eniRow, instanceRow] = described;
  const cases: readonly [Described | undefined, string, Record<string, string | undefined>][] = [
    [
      vpcRow,
      vpc,
      {
        'vpc-id': vpc,
        cidr: '172.16.0.0/20',
        'cidr-block-association.association-id': vpc.replace('vpc', 'vpc-cidr-assoc'),
        'tag:Name': 'special',
        'tag-key': 'Na?e',
      },
    ],
    [
      subnetRow,
      subnet,
      {
        'subnet-id': subnet,
        'vpc-id': vpc,
        'cidr-block': '172.16.1.0/28',
        'availability-zone': 'us-east-1c',
        'availability-zone-id': 'use1-az3',
        'available-ip-address-count': '10',
        'subnet-arn': `*${subnet}`,
        'tag:Name': '*',
      },
    ],
    [
      groupRow,
      group,
      {
        'group-id': group,
        'group-name': 'special',
        'ip-permission.cidr': '192.0.2.0/24',
        'ip-permission.ipv6-cidr': '2001:db8::/32',
        'ip-permission.from-port': '53',
        'ip-permission.to-port': '54',
        'ip-permission.protocol': 'udp',
        'ip-permission.group-id': group,
        'ip-permission.group-name': 'special',
        'egress.ip-permission.cidr': '198.51.100.0/24',
        'egress.ip-permission.from-port': '53',
        'egress.ip-permission.protocol': 'udp',
        'tag:Name': 'special',
      },
    ],
    [
      eniRow,
      eni?.id ?? '',
      {
        'network-interface-id': eni?.id,
        'subnet-id': subnet,
        'vpc-id': vpc,
        'group-id': group,
        'group-name': 'special',
        'private-ip-address': '172.16.1.4',
        'addresses.private-ip-address': '172.16.1.*',
        'mac-address': eni?.mac,
        'attachment.instance-id': instance,
        'attachment.attachment-id': eni?.id.replace('eni', 'eni-attach'),
        'private-dns-name': 'ip-172-16-1-4.ec2.internal',
        'availability-zone': 'us-east-1c',
        'tag:Name': 'special',
      },
    ],
    [
      instanceRow,
      instance,
      {
        'instance-id': instance,
        'reservation-id': record?.reservationId,
        'instance-type': 't3.nano',
        'subnet-id': subnet,
        'vpc-id': vpc,
        'instance.group-id': group,
        'instance.group-name': 'special',
        'private-ip-address': '172.16.1.4',
        'private-dns-name': 'ip-172-16-1-4*',
        'availability-zone': 'us-east-1c',
        'network-interface.mac-address': eni?.mac,
        'network-interface.subnet-id': subnet,
        'network-interface.group-id': group,
        'tag:Name': 'special',
      },
    ],
  ];
  for (const [of, expected, filters] of cases) {
    assert.ok(of);
    for (const [Name, value] of Object.entries(filters)) {
      const found: string[] = ids(of, { Filters: [{ Name, Values: ['no such value', value] }] }).ids;
      assert.deepEqual(found, [expected], `${of.operation.name} by ${Name}=${value}`);
    }
  }
  assert.ok(ruleRow);
  assert.equal(ids(ruleRow, { Filters: [{ Name: 'group-id', Values: [group] }] }).ids.length, 5);
  assert.ok(eniRow && instanceRow);
  assert.equal(ids(eniRow, { Filters: [{ Name: 'association.public-ip', Values: ['*'] }] }).ids.length, 0);
  assert.equal(ids(instanceRow, { Filters: [{ Name: 'key-name', Values: ['*'] }] }).ids.length, 0);
  assert.equal(ids(instanceRow, { Filters: [{ Name: 'instance-state-code', Values: ['0'] }] }).ids.length, 8);
});

test('instances of one request stand in one reservation', () => {
  const bench = testBench();
  const network = networkOf(bench);
  const subnet = network.subnet(network.vpc());
  network.instance(subnet, { MaxCount: 3 });
  network.instance(subnet);
  const { Reservations } = bench.invoke<Result>(DescribeInstances, {});
  const counts = Reservations?.map((reservation) => (reservation.Instances as unknown[]).length);
  assert.deepEqual(counts?.toSorted(), [1, 3]);
});
