import type {
  Route as SdkRoute,
  RouteTable as SdkRouteTable,
  RouteTableAssociation as SdkRouteTableAssociation,
} from '@aws-sdk/client-ec2';
import type { Reader } from '../../model/access.ts';
import type { Route, RouteTable } from '../../model/network-resources.ts';
import type { FilterTable } from '../shared/filters.ts';
import { toSdkTags } from '../shared/tags.ts';
import { cidrAssociations } from './vpc-view.ts';

/** A route table as EC2 answers it. */
export function toSdkRouteTable(resources: Reader, table: RouteTable): SdkRouteTable {
  return {
    RouteTableId: table.id,
    VpcId: table.vpcId,
    OwnerId: table.accountId,
    Associations: table.associations.map(
      ({ id, subnetId }): SdkRouteTableAssociation => ({
        RouteTableAssociationId: id,
        RouteTableId: table.id,
        ...(subnetId !== undefined && { SubnetId: subnetId }),
        Main: subnetId === undefined,
        AssociationState: { State: 'associated' },
      }),
    ),
    PropagatingVgws: [],
    Routes: routesOf(resources, table),
    Tags: toSdkTags(table.tags),
  };
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html */
export function routeTableFilters(resources: Reader): FilterTable<RouteTable> {
  const route = (of: (route: SdkRoute) => string | undefined) => (table: RouteTable) =>
    routesOf(resources, table).map(of);
  const none = () => undefined;
  return {
    fields: {
      'association.gateway-id': none,
      'association.main': ({ associations }) =>
        associations.map(({ subnetId }) => String(subnetId === undefined)),
      'association.route-table-association-id': ({ associations }) => associations.map(({ id }) => id),
      'association.route-table-id': (table) => (table.associations.length > 0 ? table.id : undefined),
      'association.subnet-id': ({ associations }) => associations.map(({ subnetId }) => subnetId),
      'owner-id': (table) => table.accountId,
      'route-table-id': (table) => table.id,
      'route.carrier-gateway-id': none,
      'route.destination-cidr-block': route((one) => one.DestinationCidrBlock),
      'route.destination-ipv6-cidr-block': route((one) => one.DestinationIpv6CidrBlock),
      'route.destination-prefix-list-id': route((one) => one.DestinationPrefixListId),
      'route.egress-only-internet-gateway-id': none,
      'route.gateway-id': route((one) => one.GatewayId),
      'route.instance-id': none,
      'route.local-gateway-id': none,
      'route.nat-gateway-id': route((one) => one.NatGatewayId),
      'route.network-interface-id': none,
      'route.origin': route((one) => one.Origin),
      'route.state': route((one) => one.State),
      'route.transit-gateway-id': none,
      'route.vpc-peering-connection-id': none,
      'vpc-id': (table) => table.vpcId,
    },
    tags: (table) => table.tags,
  };
}

/** The local routes, one for each block of the VPC, then the others. */
function routesOf(resources: Reader, { vpcId, routes }: RouteTable): SdkRoute[] {
  const vpc = resources.get('vpc', vpcId);
  const blocks = vpc ? cidrAssociations(vpc).map(({ cidr }) => cidr) : [];
  return [
    ...blocks.map(
      (cidr): SdkRoute => ({
        DestinationCidrBlock: cidr,
        GatewayId: 'local',
        Origin: 'CreateRouteTable',
        State: 'active',
      }),
    ),
    ...routes.map(toSdkRoute),
  ];
}

/** `blackhole` is the truth: AWS's word for a route whose packets go nowhere, and none leaves a VPC here. */
function toSdkRoute({ destination, target }: Route): SdkRoute {
  return {
    ...destinationOf(destination),
    ...(target.kind === 'internetGateway' ? { GatewayId: target.id } : { NatGatewayId: target.id }),
    Origin: 'CreateRoute',
    State: 'blackhole',
  };
}

function destinationOf(destination: string): SdkRoute {
  if (destination.startsWith('pl-')) return { DestinationPrefixListId: destination };
  return destination.includes(':')
    ? { DestinationIpv6CidrBlock: destination }
    : { DestinationCidrBlock: destination };
}
