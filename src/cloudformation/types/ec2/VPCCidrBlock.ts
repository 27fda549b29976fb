import type { AssociateVpcCidrBlockResult, DescribeVpcsResult } from '@aws-sdk/client-ec2';
import type { EC2VPCCidrBlock } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { answered, call, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpccidrblock.html */
export const VPCCidrBlock = resourceType<EC2VPCCidrBlock>({
  name: 'AWS::EC2::VPCCidrBlock',
  honours: ['VpcId', 'CidrBlock'],
  importedId: (identifier) => identifier.split('|')[0] ?? '',
  create({ VpcId, CidrBlock }, step) {
    const input = { VpcId, CidrBlock };
    const result = call<AssociateVpcCidrBlockResult>(step, 'ec2', 'AssociateVpcCidrBlock', input);
    return answered(result.CidrBlockAssociation?.AssociationId);
  },
  delete(AssociationId, _, step) {
    unlessGone(() => call(step, 'ec2', 'DisassociateVpcCidrBlock', { AssociationId }));
  },
  attributes: (id, { VpcId }) => ({ Id: id, VpcId }),
  read(id, _, step) {
    const vpc = vpcOf(id, step);
    const block = vpc?.CidrBlockAssociationSet?.find((each) => each.AssociationId === id);
    return block && { VpcId: vpc?.VpcId, CidrBlock: block.CidrBlock };
  },
});

function vpcOf(id: string, step: Step) {
  const Filters = [{ Name: 'cidr-block-association.association-id', Values: [id] }];
  return call<DescribeVpcsResult>(step, 'ec2', 'DescribeVpcs', { Filters }).Vpcs?.[0];
}
