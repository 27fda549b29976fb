import type { AssociateVpcCidrBlockRequest, AssociateVpcCidrBlockResult } from '@aws-sdk/client-ec2';
import { cidrOverlaps, formatCidr, parseCidr } from '../../model/address.ts';
import { ServiceError } from '../../model/errors.ts';
import { networkCidr } from '../network/cidr-input.ts';
import { quota } from '../network/quotas.ts';
import { checkMayJoin } from '../network/secondary-cidr.ts';
import { cidrAssociations } from '../network/vpc-view.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateVpcCidrBlock.html */
export const AssociateVpcCidrBlock = operation<AssociateVpcCidrBlockRequest, AssociateVpcCidrBlockResult>({
  service: 'ec2',
  name: 'AssociateVpcCidrBlock',
  access: 'write',
  honours: ['VpcId', 'CidrBlock', 'AmazonProvidedIpv6CidrBlock'],
  handle(input, context) {
    const vpc = requireOwned(context, 'vpc', input.VpcId ?? '');
    if (input.AmazonProvidedIpv6CidrBlock) {
      throw new ServiceError('UnsupportedOperation', 'VPCs with IPv6 are not supported yet.');
    }
    const block = networkCidr(input.CidrBlock, 'InvalidVpc.Range');
    const cidr = formatCidr(block);
    const blocks = cidrAssociations(vpc).flatMap((one) => parseCidr(one.cidr) ?? []);
    const other = blocks.find((one) => cidrOverlaps(one, block));
    if (other) {
      const message = `The CIDR '${cidr}' conflicts with another of the VPC's: ${formatCidr(other)}.`;
      throw new ServiceError('InvalidVpc.Conflict', message);
    }
    checkMayJoin(vpc.cidr, block);
    if (blocks.length >= quota(context, 'cidrsPerVpc')) {
      const message = `This network '${vpc.id}' has met its maximum number of allowed CIDRs: ${blocks.length}`;
      throw new ServiceError('CidrLimitExceeded', message);
    }
    const id = context.ids.next('vpc-cidr-assoc');
    const secondaryCidrs = [...(vpc.secondaryCidrs ?? []), { id, cidr }];
    context.resources.put('vpc', { ...vpc, secondaryCidrs });
    const CidrBlockAssociation = {
      AssociationId: id,
      CidrBlock: cidr,
      CidrBlockState: { State: 'associating' as const },
    };
    return { VpcId: vpc.id, CidrBlockAssociation };
  },
});
