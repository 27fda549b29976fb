import type { CreateNatGatewayResult, DescribeNatGatewaysResult } from '@aws-sdk/client-ec2';
import type { EC2NatGateway } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { answered, call, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { changeEc2Tags, ownTags, tagSpecifications } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-natgateway.html */
export const NatGateway = resourceType<EC2NatGateway>({
  name: 'AWS::EC2::NatGateway',
  honours: ['SubnetId', 'AllocationId', 'ConnectivityType', 'PrivateIpAddress', 'Tags'],
  create({ Tags, ...properties }, step) {
    const { NatGateway: made } = call<CreateNatGatewayResult>(step, 'ec2', 'CreateNatGateway', {
      SubnetId: properties.SubnetId,
      AllocationId: properties.AllocationId,
      ConnectivityType: properties.ConnectivityType,
      PrivateIpAddress: properties.PrivateIpAddress,
      TagSpecifications: tagSpecifications('natgateway', Tags, step),
    });
    return answered(made?.NatGatewayId);
  },
  update(id, before, after, step) {
    changeEc2Tags(id, before.Tags, after.Tags, step);
  },
  delete(NatGatewayId, _, step) {
    unlessGone(() => call(step, 'ec2', 'DeleteNatGateway', { NatGatewayId }));
  },
  attributes(id, _, step) {
    const address = describe(id, step)?.NatGatewayAddresses?.[0];
    return { NatGatewayId: id, EniId: address?.NetworkInterfaceId ?? '' };
  },
  read(id, properties, step) {
    const nat = describe(id, step);
    const address = nat?.NatGatewayAddresses?.[0];
    return (
      nat && {
        SubnetId: nat.SubnetId,
        ConnectivityType: nat.ConnectivityType,
        AllocationId: address?.AllocationId,
        PrivateIpAddress: address?.PrivateIp,
        Tags: ownTags(nat.Tags, properties.Tags, step),
      }
    );
  },
});

function describe(id: string, step: Step) {
  const input = { NatGatewayIds: [id] };
  const result = unlessGone(() => call<DescribeNatGatewaysResult>(step, 'ec2', 'DescribeNatGateways', input));
  return result?.NatGateways?.[0];
}
