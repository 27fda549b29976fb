import type { CreateDefaultSubnetRequest, CreateDefaultSubnetResult } from '@aws-sdk/client-ec2';
import { cidrOverlaps, parseCidr } from '../../model/address.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Subnet } from '../../model/resources.ts';
import { createDefaultSubnet, defaultSubnetBlocks, defaultVpcOf } from '../network/default-vpc.ts';
import { toSdkSubnet } from '../network/subnet-view.ts';
import { requireZone } from '../network/zone-input.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateDefaultSubnet.html */
export const CreateDefaultSubnet = operation<CreateDefaultSubnetRequest, CreateDefaultSubnetResult>({
  service: 'ec2',
  name: 'CreateDefaultSubnet',
  access: 'write',
  honours: ['AvailabilityZone', 'AvailabilityZoneId'],
  handle(input, context) {
    const { resources } = context;
    const zone = requireZone(input, context.region);
    if (!zone) {
      throw new ServiceError('MissingParameter', 'The request must contain the parameter availabilityZone');
    }
    const found = defaultVpcOf(context);
    if (!found) {
      const message = 'No default VPC exists for this account in this region.';
      throw new ServiceError('DefaultVpcDoesNotExist', message);
    }
    // By id, so that the transaction notices when the VPC is deleted at the same moment.
    const vpc = requireOwned(context, 'vpc', found.id);
    const siblings = resources.find('subnet', 'vpc', vpc.id);
    const there = siblings.find((subnet) => subnet.defaultForAz === true && subnet.zoneId === zone.id);
    if (there) {
      const message = `'${there.id}' is already the default subnet in ${zone.name}.`;
      throw new ServiceError('DefaultSubnetAlreadyExistsInAvailabilityZone', message);
    }
    const subnet = createDefaultSubnet(context, vpc, zone, freeBlock(siblings));
    return { Subnet: toSdkSubnet(resources, subnet) };
  },
});

function freeBlock(siblings: readonly Subnet[]): string {
  const taken = siblings.flatMap(({ cidr }) => parseCidr(cidr) ?? []);
  const block = defaultSubnetBlocks().find((text) => {
    const cidr = parseCidr(text);
    return cidr && !taken.some((other) => cidrOverlaps(other, cidr));
  });
  if (block !== undefined) return block;
  const message = 'The default VPC has no free block of the size of a default subnet.';
  throw new ServiceError('InsufficientFreeAddressesInSubnet', message);
}
