import type { InternetGateway as SdkInternetGateway } from '@aws-sdk/client-ec2';
import type { InternetGateway } from '../../model/network-resources.ts';
import type { FilterTable } from '../shared/filters.ts';
import { toSdkTags } from '../shared/tags.ts';

/** An internet gateway as EC2 answers it. AWS says `available` where the SDK knows `attached`. */
export function toSdkInternetGateway(gateway: InternetGateway): SdkInternetGateway {
  return {
    InternetGatewayId: gateway.id,
    OwnerId: gateway.accountId,
    Attachments:
      gateway.vpcId === undefined ? [] : [{ VpcId: gateway.vpcId, State: attachedState as 'attached' }],
    Tags: toSdkTags(gateway.tags),
  };
}

const attachedState: string = 'available';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInternetGateways.html */
export const internetGatewayFilters: FilterTable<InternetGateway> = {
  fields: {
    'attachment.state': ({ vpcId }) => (vpcId === undefined ? undefined : attachedState),
    'attachment.vpc-id': ({ vpcId }) => vpcId,
    'internet-gateway-id': ({ id }) => id,
    'owner-id': ({ accountId }) => accountId,
  },
  tags: ({ tags }) => tags,
};
