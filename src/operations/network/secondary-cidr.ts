import { type Cidr, cidrOverlaps, formatCidr, parseCidr } from '../../model/address.ts';
import { ServiceError } from '../../model/errors.ts';

/** The private ranges of RFC 1918, which do not mix in a VPC, and one that AWS keeps. */
const privateRanges = blocks('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16');
const kept = blocks('198.19.0.0/16');

/**
 * @param primary the VPC's first block
 * @param block the one to be added
 * @throws ServiceError `InvalidVpc.Range` when AWS would not have both in one VPC
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions
 */
export function checkMayJoin(primary: string, block: Cidr): void {
  const [first] = blocks(primary);
  const others = privateRanges.filter((range) => !first || !cidrOverlaps(range, first));
  if (![...others, ...kept].some((range) => cidrOverlaps(range, block))) return;
  const message = `The CIDR '${formatCidr(block)}' is restricted. Use a CIDR from the same private address range as the current VPC CIDR, or use a publicly-routable CIDR. For additional restrictions, see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html`;
  throw new ServiceError('InvalidVpc.Range', message);
}

function blocks(...texts: readonly string[]): readonly Cidr[] {
  return texts.flatMap((text) => parseCidr(text) ?? []);
}
