import type { DescribeVpnGatewaysRequest, DescribeVpnGatewaysResult } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { type FilterTable, matchFilters } from '../shared/filters.ts';

const nothing = () => undefined;
const filters: FilterTable<never> = {
  fields: {
    'amazon-side-asn': nothing,
    'attachment.state': nothing,
    'attachment.vpc-id': nothing,
    'availability-zone': nothing,
    state: nothing,
    type: nothing,
    'vpn-gateway-id': nothing,
  },
  tags: () => [],
};

/**
 * There are none, since no VPN leads into a VPC here. CDK asks when it looks a VPC up.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpnGateways.html
 */
export const DescribeVpnGateways = operation<DescribeVpnGatewaysRequest, DescribeVpnGatewaysResult>({
  service: 'ec2',
  name: 'DescribeVpnGateways',
  access: 'read',
  honours: ['VpnGatewayIds', 'Filters'],
  handle(input) {
    const [id] = input.VpnGatewayIds ?? [];
    if (id !== undefined) {
      throw new ServiceError('InvalidVpnGatewayID.NotFound', `The vpnGateway ID '${id}' does not exist`);
    }
    return { VpnGateways: matchFilters([], input.Filters, filters) };
  },
});
