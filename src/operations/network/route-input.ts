import { cidrIncludes, formatCidr, parseCidr } from '../../model/address.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Route, RouteTable } from '../../model/network-resources.ts';
import type { OperationContext } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';
import { parseCidr6 } from './cidr6.ts';
import { cidrAssociations } from './vpc-view.ts';

/** How requests name the destination of a route. */
export interface DestinationRequest {
  readonly DestinationCidrBlock?: string | undefined;
  readonly DestinationIpv6CidrBlock?: string | undefined;
  readonly DestinationPrefixListId?: string | undefined;
}

/** The members of `DestinationRequest`, for an operation's `honours`. */
export const destinationMembers = [
  'DestinationCidrBlock',
  'DestinationIpv6CidrBlock',
  'DestinationPrefixListId',
] as const;

/** How requests name the target of a route. */
export interface TargetRequest {
  readonly GatewayId?: string | undefined;
  readonly NatGatewayId?: string | undefined;
}

/** A destination with AWS's name of the parameter that it came in. */
export interface Destination {
  readonly parameter: string;
  readonly value: string;
}

/**
 * The one destination of a request, in canonical form.
 * @throws ServiceError `MissingParameter`, `InvalidParameterCombination`, `InvalidParameterValue`
 */
export function requireDestination(request: DestinationRequest): Destination {
  const given = [
    ['destination-cidr-block', request.DestinationCidrBlock, canonical4],
    ['destination-ipv6-cidr-block', request.DestinationIpv6CidrBlock, parseCidr6],
    ['destination-prefix-list-id', request.DestinationPrefixListId, (text: string) => text],
  ] as const;
  const [only, other] = given.filter(([, text]) => text !== undefined);
  if (!only) {
    throw new ServiceError('MissingParameter', 'The request must contain the parameter destinationCidrBlock');
  }
  if (other) {
    const message =
      'Only one of destinationCidrBlock, destinationIpv6CidrBlock and destinationPrefixListId may be given.';
    throw new ServiceError('InvalidParameterCombination', message);
  }
  const [parameter, text = '', parse] = only;
  const value = parse(text);
  if (value !== undefined) return { parameter, value };
  const message = `Value (${text}) for parameter ${parameter} is invalid. This is not a valid CIDR block.`;
  throw new ServiceError('InvalidParameterValue', message);
}

/**
 * The route that a request describes, in the table.
 * @throws ServiceError of `requireDestination`, `InvalidParameterValue` for what the local routes cover and for a gateway
 *   of another network, `InvalidGatewayID.NotFound`, `NatGatewayNotFound`, `InvalidPrefixListID.NotFound`, `MissingParameter`
 */
export function parseRoute(
  context: OperationContext,
  table: RouteTable,
  request: DestinationRequest & TargetRequest,
): Route {
  const { value } = requireDestination(request);
  if (request.DestinationPrefixListId !== undefined) requireOwned(context, 'prefixList', value);
  checkNotLocal(context, table, value);
  return { destination: value, target: targetOf(context, table, request) };
}

/** Whether the destination is that of one of the table's local routes. */
export function isLocal({ resources }: OperationContext, table: RouteTable, destination: string): boolean {
  const vpc = resources.get('vpc', table.vpcId);
  return vpc !== undefined && cidrAssociations(vpc).some(({ cidr }) => cidr === destination);
}

function checkNotLocal({ resources }: OperationContext, table: RouteTable, destination: string): void {
  const vpc = resources.get('vpc', table.vpcId);
  const block = parseCidr(destination);
  const local = vpc ? cidrAssociations(vpc).flatMap(({ cidr }) => parseCidr(cidr) ?? []) : [];
  if (!block || !local.some((own) => cidrIncludes(own, block))) return;
  const message = `The destination CIDR block ${destination} is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.`;
  throw new ServiceError('InvalidParameterValue', message);
}

function targetOf(
  context: OperationContext,
  table: RouteTable,
  { GatewayId, NatGatewayId }: TargetRequest,
): Route['target'] {
  if (GatewayId !== undefined && NatGatewayId !== undefined) {
    const message = 'Only one target may be given: gatewayId or natGatewayId.';
    throw new ServiceError('InvalidParameterCombination', message);
  }
  if (GatewayId !== undefined) return internetGateway(context, table, GatewayId);
  if (NatGatewayId === undefined) {
    const message = 'The request must contain exactly one of gatewayId and natGatewayId.';
    throw new ServiceError('MissingParameter', message);
  }
  const nat = requireOwned(context, 'natGateway', NatGatewayId);
  if (nat.vpcId !== table.vpcId) throw otherNetwork(table, `nat gateway ${nat.id}`);
  return { kind: 'natGateway', id: nat.id };
}

function internetGateway(context: OperationContext, table: RouteTable, id: string): Route['target'] {
  if (!id.startsWith('igw-')) {
    const message = `The gateway ID '${id}' does not exist. Routes lead to internet gateways and NAT gateways here.`;
    throw new ServiceError('InvalidGatewayID.NotFound', message);
  }
  const gateway = requireOwned(context, 'internetGateway', id);
  if (gateway.vpcId !== table.vpcId) throw otherNetwork(table, `network gateway ${gateway.id}`);
  return { kind: 'internetGateway', id: gateway.id };
}

function otherNetwork(table: RouteTable, gateway: string): ServiceError {
  const message = `route table ${table.id} and ${gateway} belong to different networks`;
  return new ServiceError('InvalidParameterValue', message);
}

function canonical4(text: string): string | undefined {
  const cidr = parseCidr(text);
  return cidr && formatCidr(cidr);
}
