import type { DescribeRouteTablesResult, Route as SdkRoute } from '@aws-sdk/client-ec2';
import type { EC2Route } from '../../generated/properties.ts';
import { call, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';

/**
 * Routes to internet and NAT gateways, which are `blackhole` here.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-route.html
 */
export const Route = resourceType<EC2Route>({
  name: 'AWS::EC2::Route',
  honours: [
    'RouteTableId',
    'DestinationCidrBlock',
    'DestinationIpv6CidrBlock',
    'DestinationPrefixListId',
    'GatewayId',
    'NatGatewayId',
  ],
  create(properties, step) {
    call(step, 'ec2', 'CreateRoute', { ...placeOf(properties), ...targetOf(properties) });
    return `${properties.RouteTableId}|${destinationOf(properties)}`;
  },
  update(_, before, after, step) {
    if (before.GatewayId === after.GatewayId && before.NatGatewayId === after.NatGatewayId) return;
    call(step, 'ec2', 'ReplaceRoute', { ...placeOf(after), ...targetOf(after) });
  },
  delete(_, properties, step) {
    unlessGone(() => call(step, 'ec2', 'DeleteRoute', placeOf(properties)));
  },
  attributes: (_, properties) => ({ CidrBlock: destinationOf(properties) }),
  read(id, _, step) {
    const [RouteTableId = '', destination = ''] = id.split('|');
    const input = { RouteTableIds: [RouteTableId] };
    const result = unlessGone(() =>
      call<DescribeRouteTablesResult>(step, 'ec2', 'DescribeRouteTables', input),
    );
    const route = result?.RouteTables?.[0]?.Routes?.find((each) => destinationOf(each) === destination);
    return route && { RouteTableId, ...placeAndTarget(route) };
  },
});

type Destination = Pick<
  SdkRoute,
  'DestinationCidrBlock' | 'DestinationIpv6CidrBlock' | 'DestinationPrefixListId'
>;

function placeOf(properties: EC2Route) {
  const { RouteTableId, DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId } =
    properties;
  return { RouteTableId, DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId };
}

function targetOf({ GatewayId, NatGatewayId }: EC2Route) {
  return { GatewayId, NatGatewayId };
}

function destinationOf(route: Destination): string {
  const { DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId } = route;
  return DestinationCidrBlock ?? DestinationIpv6CidrBlock ?? DestinationPrefixListId ?? '';
}

function placeAndTarget(route: SdkRoute) {
  const { DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId } = route;
  const { GatewayId, NatGatewayId } = route;
  return { DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId, GatewayId, NatGatewayId };
}
