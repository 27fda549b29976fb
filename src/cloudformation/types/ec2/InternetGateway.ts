import type { CreateInternetGatewayResult, DescribeInternetGatewaysResult } from '@aws-sdk/client-ec2';
import type { EC2InternetGateway } from '../../generated/properties.ts';
import { answered, call, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { changeEc2Tags, ownTags, tagSpecifications } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-internetgateway.html */
export const InternetGateway = resourceType<EC2InternetGateway>({
  name: 'AWS::EC2::InternetGateway',
  honours: ['Tags'],
  create(properties, step) {
    const TagSpecifications = tagSpecifications('internet-gateway', properties.Tags, step);
    const input = { TagSpecifications };
    const result = call<CreateInternetGatewayResult>(step, 'ec2', 'CreateInternetGateway', input);
    return answered(result.InternetGateway?.InternetGatewayId);
  },
  update(id, before, after, step) {
    changeEc2Tags(id, before.Tags, after.Tags, step);
  },
  delete(InternetGatewayId, _, step) {
    unlessGone(() => call(step, 'ec2', 'DeleteInternetGateway', { InternetGatewayId }));
  },
  attributes: (id) => ({ InternetGatewayId: id }),
  read(id, properties, step) {
    const input = { InternetGatewayIds: [id] };
    const result = unlessGone(() =>
      call<DescribeInternetGatewaysResult>(step, 'ec2', 'DescribeInternetGateways', input),
    );
    const gateway = result?.InternetGateways?.[0];
    return gateway && { Tags: ownTags(gateway.Tags, properties.Tags, step) };
  },
});
