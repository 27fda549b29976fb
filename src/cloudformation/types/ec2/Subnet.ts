import type {
  CreateSubnetResult,
  DescribeNetworkAclsResult,
  DescribeSubnetsResult,
} from '@aws-sdk/client-ec2';
import type { EC2Subnet } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { answered, call, same, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { changeEc2Tags, ownTags, tagSpecifications } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnet.html */
export const Subnet = resourceType<EC2Subnet>({
  name: 'AWS::EC2::Subnet',
  honours: [
    'VpcId',
    'CidrBlock',
    'AvailabilityZone',
    'AvailabilityZoneId',
    'MapPublicIpOnLaunch',
    'AssignIpv6AddressOnCreation',
    'EnableDns64',
    'PrivateDnsNameOptionsOnLaunch',
    'Tags',
  ],
  create(properties, step) {
    const { Subnet: made } = call<CreateSubnetResult>(step, 'ec2', 'CreateSubnet', {
      VpcId: properties.VpcId,
      CidrBlock: properties.CidrBlock,
      AvailabilityZone: properties.AvailabilityZone,
      AvailabilityZoneId: properties.AvailabilityZoneId,
      TagSpecifications: tagSpecifications('subnet', properties.Tags, step),
    });
    const id = answered(made?.SubnetId);
    modify(id, {}, settings(properties), step);
    return id;
  },
  update(id, before, after, step) {
    modify(id, settings(before), { ...unset(settings(before)), ...settings(after) }, step);
    changeEc2Tags(id, before.Tags, after.Tags, step);
  },
  delete(id, _, step) {
    unlessGone(() => call(step, 'ec2', 'DeleteSubnet', { SubnetId: id }));
  },
  attributes(id, properties, step) {
    const subnet = describe(id, step);
    return {
      SubnetId: id,
      VpcId: properties.VpcId,
      CidrBlock: subnet?.CidrBlock ?? '',
      AvailabilityZone: subnet?.AvailabilityZone ?? '',
      AvailabilityZoneId: subnet?.AvailabilityZoneId ?? '',
      NetworkAclAssociationId: aclAssociation(id, step),
      Ipv6CidrBlocks: [],
    };
  },
  read(id, properties, step) {
    const subnet = describe(id, step);
    return (
      subnet && {
        VpcId: subnet.VpcId,
        CidrBlock: subnet.CidrBlock,
        AvailabilityZone: subnet.AvailabilityZone,
        AvailabilityZoneId: subnet.AvailabilityZoneId,
        MapPublicIpOnLaunch: subnet.MapPublicIpOnLaunch,
        AssignIpv6AddressOnCreation: subnet.AssignIpv6AddressOnCreation,
        EnableDns64: subnet.EnableDns64,
        PrivateDnsNameOptionsOnLaunch: subnet.PrivateDnsNameOptionsOnLaunch,
        Tags: ownTags(subnet.Tags, properties.Tags, step),
      }
    );
  },
});

type Setting = { readonly Value: boolean } | string;

/** What ModifySubnetAttribute is asked, one a request, by its own names. */
function settings(properties: EC2Subnet): Readonly<Record<string, Setting>> {
  const names = properties.PrivateDnsNameOptionsOnLaunch;
  const all = {
    MapPublicIpOnLaunch: properties.MapPublicIpOnLaunch,
    AssignIpv6AddressOnCreation: properties.AssignIpv6AddressOnCreation,
    EnableDns64: properties.EnableDns64,
    PrivateDnsHostnameTypeOnLaunch: names?.HostnameType,
    EnableResourceNameDnsARecordOnLaunch: names?.EnableResourceNameDnsARecord,
    EnableResourceNameDnsAAAARecordOnLaunch: names?.EnableResourceNameDnsAAAARecord,
  };
  const given = Object.entries(all).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return [[name, typeof value === 'boolean' ? { Value: value } : value] as const];
  });
  return Object.fromEntries(given);
}

/** What the settings are in a subnet that was not given any. */
function unset(given: Readonly<Record<string, Setting>>): Readonly<Record<string, Setting>> {
  const entries = Object.entries(given).map(
    ([name, value]) => [name, typeof value === 'string' ? 'ip-name' : { Value: false }] as const,
  );
  return Object.fromEntries(entries);
}

function modify(
  SubnetId: string,
  before: Readonly<Record<string, Setting>>,
  after: Readonly<Record<string, Setting>>,
  step: Step,
): void {
  for (const [name, value] of Object.entries(after)) {
    if (!same(before[name], value)) call(step, 'ec2', 'ModifySubnetAttribute', { SubnetId, [name]: value });
  }
}

function describe(id: string, step: Step) {
  const input = { SubnetIds: [id] };
  return unlessGone(() => call<DescribeSubnetsResult>(step, 'ec2', 'DescribeSubnets', input))?.Subnets?.[0];
}

function aclAssociation(id: string, step: Step): string {
  const Filters = [{ Name: 'association.subnet-id', Values: [id] }];
  const { NetworkAcls } = call<DescribeNetworkAclsResult>(step, 'ec2', 'DescribeNetworkAcls', { Filters });
  const associations = (NetworkAcls ?? []).flatMap((acl) => acl.Associations ?? []);
  return associations.find(({ SubnetId }) => SubnetId === id)?.NetworkAclAssociationId ?? '';
}
