import { type Cidr, cidrOverlaps, parseCidr } from '../../model/address.ts';
import { ServiceError } from '../../model/errors.ts';

/** Prefix lengths that a VPC or a subnet may have, both inclusive. */
const prefixLengths = { min: 16, max: 28 } as const;

/** Blocks that no host can have a unicast address in: this network, loopback, link-local, multicast and above. */
const unusable = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'].flatMap((text) => {
  const cidr = parseCidr(text);
  return cidr ? [cidr] : [];
});

/**
 * The block that a VPC or subnet is to have, with host bits cleared as AWS does.
 * @param rangeCode `InvalidVpc.Range` or `InvalidSubnet.Range`, for a size or place that is not allowed
 * @throws ServiceError `MissingParameter`, `InvalidParameterValue`, or with `rangeCode`
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
export function networkCidr(text: string | undefined, rangeCode: string): Cidr {
  if (text === undefined) {
    throw new ServiceError('MissingParameter', 'The request must contain the parameter cidrBlock');
  }
  const cidr = parseCidr(text);
  if (!cidr) {
    const message = `Value (${text}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`;
    throw new ServiceError('InvalidParameterValue', message);
  }
  const { min, max } = prefixLengths;
  if (cidr.prefixLength < min || cidr.prefixLength > max) {
    throw new ServiceError(
      rangeCode,
      `The CIDR '${text}' is invalid. Its size must be between /${min} and /${max}.`,
    );
  }
  if (unusable.some((block) => cidrOverlaps(block, cidr))) {
    throw new ServiceError(rangeCode, `The CIDR '${text}' is invalid. Hosts cannot have addresses in it.`);
  }
  return cidr;
}
