import type { DisassociateVpcCidrBlockRequest, DisassociateVpcCidrBlockResult } from '@aws-sdk/client-ec2';
import { cidrIncludes, parseCidr } from '../../model/address.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Vpc } from '../../model/resources.ts';
import { cidrAssociations } from '../network/vpc-view.ts';
import { type OperationContext, operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { allOwned, requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateVpcCidrBlock.html */
export const DisassociateVpcCidrBlock = operation<
  DisassociateVpcCidrBlockRequest,
  DisassociateVpcCidrBlockResult
>({
  service: 'ec2',
  name: 'DisassociateVpcCidrBlock',
  access: 'write',
  honours: ['AssociationId'],
  handle(input, context) {
    const id = input.AssociationId ?? '';
    const vpc = vpcOf(context, id);
    const association = (vpc.secondaryCidrs ?? []).find((one) => one.id === id);
    if (!association) {
      const message = `The vpc CIDR block with association ID ${id} may not be disassociated. It is the primary IPv4 CIDR block of the VPC`;
      throw new ServiceError('OperationNotPermitted', message);
    }
    checkUnused(context, vpc, association.cidr);
    const secondaryCidrs = (vpc.secondaryCidrs ?? []).filter((one) => one !== association);
    context.resources.put('vpc', { ...vpc, secondaryCidrs });
    // Whoever makes a subnet at the same moment writes this too.
    dependOn(context.resources, vpc.id, id);
    const CidrBlockAssociation = {
      AssociationId: id,
      CidrBlock: association.cidr,
      CidrBlockState: { State: 'disassociating' as const },
    };
    return { VpcId: vpc.id, CidrBlockAssociation };
  },
});

function vpcOf(context: OperationContext, id: string): Vpc {
  const found = allOwned(context, 'vpc').find((vpc) => cidrAssociations(vpc).some((one) => one.id === id));
  if (found) return requireOwned(context, 'vpc', found.id);
  const message = `The vpc CIDR block association ID '${id}' does not exist`;
  throw new ServiceError('InvalidVpcCidrBlockAssociationID.NotFound', message);
}

function checkUnused({ resources }: OperationContext, vpc: Vpc, text: string): void {
  const block = parseCidr(text);
  const user = resources.find('subnet', 'vpc', vpc.id).find((subnet) => {
    const cidr = parseCidr(subnet.cidr);
    return block && cidr && cidrIncludes(block, cidr);
  });
  if (!user) return;
  const message = `The vpc ${vpc.id} currently has a subnet within CIDR block ${text}: ${user.id}.`;
  throw new ServiceError('InvalidCidrBlock.InUse', message);
}
