import type {
  CreateVpcResult,
  DescribeNetworkAclsResult,
  DescribeSecurityGroupsResult,
  DescribeVpcAttributeResult,
  DescribeVpcsResult,
} from '@aws-sdk/client-ec2';
import { ServiceError } from '../../../model/errors.ts';
import type { EC2VPC } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { answered, call, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { changeEc2Tags, ownTags, tagSpecifications } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html */
export const VPC = resourceType<EC2VPC>({
  name: 'AWS::EC2::VPC',
  honours: ['CidrBlock', 'InstanceTenancy', 'EnableDnsSupport', 'EnableDnsHostnames', 'Tags'],
  create(properties, step) {
    const { Vpc } = call<CreateVpcResult>(step, 'ec2', 'CreateVpc', {
      CidrBlock: properties.CidrBlock,
      InstanceTenancy: properties.InstanceTenancy,
      TagSpecifications: tagSpecifications('vpc', properties.Tags, step),
    });
    const id = answered(Vpc?.VpcId);
    setDns(id, defaults, properties, step);
    return id;
  },
  update(id, before, after, step) {
    checkTenancy(before, after);
    setDns(id, { ...defaults, ...before }, { ...defaults, ...after }, step);
    changeEc2Tags(id, before.Tags, after.Tags, step);
  },
  delete(id, _, step) {
    unlessGone(() => call(step, 'ec2', 'DeleteVpc', { VpcId: id }));
  },
  attributes(id, _, step) {
    const vpc = describe(id, step);
    const [acl] =
      call<DescribeNetworkAclsResult>(step, 'ec2', 'DescribeNetworkAcls', {
        Filters: [
          { Name: 'vpc-id', Values: [id] },
          { Name: 'default', Values: ['true'] },
        ],
      }).NetworkAcls ?? [];
    const [group] =
      call<DescribeSecurityGroupsResult>(step, 'ec2', 'DescribeSecurityGroups', {
        Filters: [
          { Name: 'vpc-id', Values: [id] },
          { Name: 'group-name', Values: ['default'] },
        ],
      }).SecurityGroups ?? [];
    return {
      VpcId: id,
      CidrBlock: vpc?.CidrBlock ?? '',
      CidrBlockAssociations: (vpc?.CidrBlockAssociationSet ?? []).map((each) => each.AssociationId ?? ''),
      DefaultNetworkAcl: acl?.NetworkAclId ?? '',
      DefaultSecurityGroup: group?.GroupId ?? '',
      Ipv6CidrBlocks: [],
    };
  },
  read(id, properties, step) {
    const vpc = describe(id, step);
    return (
      vpc && {
        CidrBlock: vpc.CidrBlock,
        InstanceTenancy: vpc.InstanceTenancy,
        EnableDnsSupport: attribute(id, 'enableDnsSupport', step).EnableDnsSupport?.Value,
        EnableDnsHostnames: attribute(id, 'enableDnsHostnames', step).EnableDnsHostnames?.Value,
        Tags: ownTags(vpc.Tags, properties.Tags, step),
      }
    );
  },
});

/** CreateVpc takes no other tenancy than the default, so there is none to come from or to go to. */
function checkTenancy(before: EC2VPC, after: EC2VPC): void {
  const { InstanceTenancy: tenancy = 'default' } = after;
  if (tenancy === (before.InstanceTenancy ?? 'default')) return;
  const message = `The tenancy '${tenancy}' is not supported: instances share this machine. Use 'default'.`;
  throw new ServiceError('UnsupportedOperation', message);
}

type Dns = Pick<EC2VPC, 'EnableDnsSupport' | 'EnableDnsHostnames'>;

/** What a new VPC has. */
const defaults = { EnableDnsSupport: true, EnableDnsHostnames: false };

/** Host names need DNS support, so that comes first when it is turned on and last when it is turned off. */
function setDns(VpcId: string, before: Dns, after: Dns, step: Step): void {
  const { EnableDnsSupport: support, EnableDnsHostnames: hostnames } = after;
  const changes = [
    ...(support !== undefined && support !== before.EnableDnsSupport
      ? [{ EnableDnsSupport: { Value: support } }]
      : []),
    ...(hostnames !== undefined && hostnames !== before.EnableDnsHostnames
      ? [{ EnableDnsHostnames: { Value: hostnames } }]
      : []),
  ];
  for (const change of support === false ? changes.toReversed() : changes) {
    call(step, 'ec2', 'ModifyVpcAttribute', { VpcId, ...change });
  }
}

function describe(id: string, step: Step) {
  const input = { VpcIds: [id] };
  return unlessGone(() => call<DescribeVpcsResult>(step, 'ec2', 'DescribeVpcs', input))?.Vpcs?.[0];
}

function attribute(VpcId: string, Attribute: string, step: Step): DescribeVpcAttributeResult {
  return call<DescribeVpcAttributeResult>(step, 'ec2', 'DescribeVpcAttribute', { VpcId, Attribute });
}
