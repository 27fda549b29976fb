import type { DescribeInternetGatewaysResult } from '@aws-sdk/client-ec2';
import type { EC2VPCGatewayAttachment } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { call, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcgatewayattachment.html */
export const VPCGatewayAttachment = resourceType<EC2VPCGatewayAttachment>({
  name: 'AWS::EC2::VPCGatewayAttachment',
  honours: ['VpcId', 'InternetGatewayId'],
  create({ VpcId, InternetGatewayId }, step) {
    call(step, 'ec2', 'AttachInternetGateway', { VpcId, InternetGatewayId });
    return `IGW|${VpcId}`;
  },
  update(_, before, { VpcId, InternetGatewayId }, step) {
    if (before.InternetGatewayId === InternetGatewayId) return;
    detach(before, step);
    call(step, 'ec2', 'AttachInternetGateway', { VpcId, InternetGatewayId });
  },
  delete(_, properties, step) {
    detach(properties, step);
  },
  attributes: () => ({ AttachmentType: 'IGW' }),
  read(id, _, step) {
    const VpcId = id.replace('IGW|', '');
    const Filters = [{ Name: 'attachment.vpc-id', Values: [VpcId] }];
    const result = call<DescribeInternetGatewaysResult>(step, 'ec2', 'DescribeInternetGateways', { Filters });
    const gateway = result.InternetGateways?.[0];
    return gateway && { VpcId, InternetGatewayId: gateway.InternetGatewayId };
  },
});

function detach({ VpcId, InternetGatewayId }: EC2VPCGatewayAttachment, step: Step): void {
  const input = { VpcId, InternetGatewayId };
  unlessGone(() => call(step, 'ec2', 'DetachInternetGateway', input), 'Gateway.NotAttached');
}
