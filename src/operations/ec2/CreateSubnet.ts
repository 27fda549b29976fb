import type { CreateSubnetRequest, CreateSubnetResult } from '@aws-sdk/client-ec2';
import { type Cidr, cidrIncludes, cidrOverlaps, formatCidr, parseCidr } from '../../model/address.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Subnet, Vpc } from '../../model/resources.ts';
import { type Zone, zonesOf } from '../../model/zones.ts';
import { networkCidr } from '../network/cidr-input.ts';
import { quota } from '../network/quotas.ts';
import { toSdkSubnet } from '../network/subnet-view.ts';
import { cidrAssociations } from '../network/vpc-view.ts';
import { requireZone } from '../network/zone-input.ts';
import { type OperationContext, operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { requireOwned } from '../shared/lookup.ts';
import { tagsFromSpecifications } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html */
export const CreateSubnet = operation<CreateSubnetRequest, CreateSubnetResult>({
  service: 'ec2',
  name: 'CreateSubnet',
  access: 'write',
  honours: ['VpcId', 'CidrBlock', 'AvailabilityZone', 'AvailabilityZoneId', 'TagSpecifications'],
  handle(input, context) {
    const { resources } = context;
    const vpc = requireOwned(context, 'vpc', input.VpcId ?? '');
    const cidr = networkCidr(input.CidrBlock, 'InvalidSubnet.Range');
    const siblings = resources.find('subnet', 'vpc', vpc.id);
    checkPlace(context, vpc, cidr, siblings);
    const zone = requireZone(input, context.region) ?? emptiest(zonesOf(context.region), siblings);
    const subnet: Subnet = {
      id: context.ids.next('subnet'),
      accountId: vpc.accountId,
      region: vpc.region,
      tags: tagsFromSpecifications(input.TagSpecifications, 'subnet'),
      vpcId: vpc.id,
      cidr: formatCidr(cidr),
      zone: zone.name,
      zoneId: zone.id,
      mapPublicIpOnLaunch: false,
      createdAt: context.now,
    };
    resources.put('subnet', subnet);
    dependOn(resources, vpc.id, subnet.id);
    return { Subnet: toSdkSubnet(resources, subnet) };
  },
});

function checkPlace(context: OperationContext, vpc: Vpc, cidr: Cidr, siblings: readonly Subnet[]): void {
  const text = formatCidr(cidr);
  const blocks = cidrAssociations(vpc).map((one) => one.cidr);
  if (!blocks.some((block) => cidrIncludes(parsed(block), cidr))) {
    const message = `The CIDR '${text}' is invalid. It must lie within the VPC's, ${blocks.join(' or ')}.`;
    throw new ServiceError('InvalidSubnet.Range', message);
  }
  const other = siblings.find((subnet) => cidrOverlaps(parsed(subnet.cidr), cidr));
  if (other) {
    const message = `The CIDR '${text}' conflicts with another subnet: ${other.id} has ${other.cidr}.`;
    throw new ServiceError('InvalidSubnet.Conflict', message);
  }
  if (siblings.length >= quota(context, 'subnetsPerVpc')) {
    const message = `The maximum number of subnets has been reached: ${quota(context, 'subnetsPerVpc')} in ${vpc.id}.`;
    throw new ServiceError('SubnetLimitExceeded', message);
  }
}

/** The zone with the fewest subnets of this VPC. */
function emptiest(zones: readonly Zone[], siblings: readonly Subnet[]): Zone {
  const count = (zone: Zone) => siblings.filter((subnet) => subnet.zoneId === zone.id).length;
  const zone = zones.toSorted((a, b) => count(a) - count(b))[0];
  if (!zone) throw new Error('a region without zones');
  return zone;
}

function parsed(text: string): Cidr {
  const cidr = parseCidr(text);
  if (!cidr) throw new Error(`a stored CIDR block is none: ${text}`);
  return cidr;
}
