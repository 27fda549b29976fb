import type { DescribeVpcsResult } from '@aws-sdk/client-ec2';
import type { EC2VPCDHCPOptionsAssociation } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { call, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcdhcpoptionsassociation.html */
export const VPCDHCPOptionsAssociation = resourceType<EC2VPCDHCPOptionsAssociation>({
  name: 'AWS::EC2::VPCDHCPOptionsAssociation',
  honours: ['DhcpOptionsId', 'VpcId'],
  create(properties, step) {
    associate(properties, step);
    return `${properties.DhcpOptionsId}|${properties.VpcId}`;
  },
  update(id, _, after, step) {
    associate(after, step);
    return id;
  },
  delete(_, { VpcId, DhcpOptionsId }, step) {
    // One that was given since stays.
    if (optionsOf(VpcId, step) !== DhcpOptionsId) return;
    associate({ VpcId, DhcpOptionsId: 'default' }, step);
  },
  attributes: () => ({}),
  read(id, _, step) {
    const VpcId = id.slice(id.indexOf('|') + 1);
    const DhcpOptionsId = optionsOf(VpcId, step);
    return DhcpOptionsId === undefined || DhcpOptionsId === 'default' ? undefined : { DhcpOptionsId, VpcId };
  },
});

function associate({ DhcpOptionsId, VpcId }: EC2VPCDHCPOptionsAssociation, step: Step): void {
  call(step, 'ec2', 'AssociateDhcpOptions', { DhcpOptionsId, VpcId });
}

/** @returns undefined when the VPC is gone */
function optionsOf(VpcId: string, step: Step): string | undefined {
  const input = { VpcIds: [VpcId] };
  return unlessGone(() => call<DescribeVpcsResult>(step, 'ec2', 'DescribeVpcs', input))?.Vpcs?.[0]
    ?.DhcpOptionsId;
}
