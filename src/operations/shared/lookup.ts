import { ServiceError } from '../../model/errors.ts';
import { isId } from '../../model/ids.ts';
import type { Owned } from '../../model/owned.ts';
import type { Kinds } from '../../model/resources.ts';
import type { OperationContext } from '../operation.ts';

/** The kinds that EC2 requests name by id. */
export type LookupKind =
  | 'vpc'
  | 'subnet'
  | 'routeTable'
  | 'networkAcl'
  | 'internetGateway'
  | 'natGateway'
  | 'elasticAddress'
  | 'dhcpOptions'
  | 'prefixList'
  | 'securityGroup'
  | 'networkInterface'
  | 'instance'
  | 'launchTemplate'
  | 'endpoint'
  | 'endpointService'
  | 'connectionNotification';

interface Naming {
  readonly prefix: string;
  /** The error codes as AWS spells them: `Id` or `ID` follows no rule. */
  readonly notFound: string;
  readonly malformed: string;
  readonly one: (id: string) => string;
  readonly many: (ids: string) => string;
}

const namings: { readonly [K in LookupKind]: Naming } = {
  vpc: naming('vpc', 'InvalidVpcID.NotFound', 'InvalidVpcID.Malformed', 'vpc ID'),
  subnet: naming('subnet', 'InvalidSubnetID.NotFound', 'InvalidSubnetID.Malformed', 'subnet ID'),
  routeTable: naming('rtb', 'InvalidRouteTableID.NotFound', 'InvalidRouteTableId.Malformed', 'routeTable ID'),
  networkAcl: naming('acl', 'InvalidNetworkAclID.NotFound', 'InvalidNetworkAclId.Malformed', 'networkAcl ID'),
  internetGateway: naming(
    'igw',
    'InvalidInternetGatewayID.NotFound',
    'InvalidInternetGatewayId.Malformed',
    'internetGateway ID',
  ),
  natGateway: {
    ...naming('nat', 'NatGatewayNotFound', 'NatGatewayMalformed', 'Nat Gateway'),
    one: (id) => `The Nat Gateway ${id} was not found`,
    many: (ids) => `The Nat Gateways ${ids} were not found`,
  },
  elasticAddress: naming(
    'eipalloc',
    'InvalidAllocationID.NotFound',
    'InvalidAllocationID.Malformed',
    'allocation ID',
  ),
  dhcpOptions: naming(
    'dopt',
    'InvalidDhcpOptionID.NotFound',
    'InvalidDhcpOptionsId.Malformed',
    'dhcpOption ID',
  ),
  prefixList: naming('pl', 'InvalidPrefixListID.NotFound', 'InvalidPrefixListId.Malformed', 'prefix list ID'),
  securityGroup: naming('sg', 'InvalidGroup.NotFound', 'InvalidGroupId.Malformed', 'security group'),
  networkInterface: naming(
    'eni',
    'InvalidNetworkInterfaceID.NotFound',
    'InvalidNetworkInterfaceId.Malformed',
    'networkInterface ID',
  ),
  instance: naming('i', 'InvalidInstanceID.NotFound', 'InvalidInstanceID.Malformed', 'instance ID'),
  launchTemplate: {
    ...naming(
      'lt',
      'InvalidLaunchTemplateId.NotFound',
      'InvalidLaunchTemplateId.Malformed',
      'launch template ID',
    ),
    one: (id) => `The specified launch template, with template ID ${id}, does not exist.`,
    many: () => 'At least one of the launch templates specified in the request does not exist.',
  },
  endpoint: naming(
    'vpce',
    'InvalidVpcEndpointId.NotFound',
    'InvalidVpcEndpointId.Malformed',
    'Vpc Endpoint Id',
  ),
  endpointService: naming(
    'vpce-svc',
    'InvalidVpcEndpointServiceId.NotFound',
    'InvalidVpcEndpointServiceIdId.Malformed',
    'VpcEndpointService Id',
  ),
  connectionNotification: naming(
    'vpce-nfn',
    'InvalidConnectionNotification',
    'InvalidConnectionNotification',
    'connection notification',
  ),
};

/**
 * The caller's record with this id. What belongs to another account or region does not exist for the caller.
 * @throws ServiceError `….Malformed` when it is no id of this kind, `….NotFound` when there is none
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export function requireOwned<K extends LookupKind>(context: OperationContext, kind: K, id: string): Kinds[K] {
  checkId(kind, id);
  const record = findOwned(context, kind, id);
  if (!record) throw notFound(kind, [id]);
  return record;
}

/** The caller's record with this id, or `undefined`. */
export function findOwned<K extends LookupKind>(
  context: OperationContext,
  kind: K,
  id: string,
): Kinds[K] | undefined {
  const record = context.resources.get(kind, id);
  return record && isOwned(context, record) ? record : undefined;
}

/** Whether the record belongs to the caller's account and to the request's region. */
export function isOwned(context: OperationContext, record: Owned): boolean {
  return record.accountId === context.caller.accountId && record.region === context.region;
}

/**
 * What a Describe starts from: the records with these ids, each once, or all of the caller's when none are given.
 * @throws ServiceError as `requireOwned`, naming every id that is missing
 */
export function selectOwned<K extends LookupKind>(
  context: OperationContext,
  kind: K,
  ids: readonly string[] | undefined,
): readonly Kinds[K][] {
  if (!ids || ids.length === 0) return allOwned(context, kind);
  const wanted = [...new Set(ids)];
  for (const id of wanted) checkId(kind, id);
  const missing = wanted.filter((id) => !findOwned(context, kind, id));
  if (missing.length > 0) throw notFound(kind, missing);
  return wanted.map((id) => requireOwned(context, kind, id));
}

/** All of the caller's records of a kind in the request's region, ordered by id. */
export function allOwned<K extends LookupKind>(context: OperationContext, kind: K): readonly Kinds[K][] {
  const { resources, caller, region } = context;
  // Every kind named here has the index `owner`; the union of their index names hides that from the compiler.
  const find = resources.find as (kind: K, index: 'owner', value: string) => readonly Kinds[K][];
  return find.call(resources, kind, 'owner', `${caller.accountId}/${region}`);
}

/** @throws ServiceError `….Malformed` when `id` cannot be an id of this kind */
export function checkId(kind: LookupKind, id: string): void {
  const { prefix, malformed } = namings[kind];
  if (isId(prefix, id)) return;
  throw new ServiceError(malformed, `Invalid id: "${id}" (expecting "${prefix}-...")`);
}

/** The refusal for ids of this kind that do not exist for the caller. */
export function notFound(kind: LookupKind, ids: readonly string[]): ServiceError {
  const { notFound: code, one, many } = namings[kind];
  return new ServiceError(code, ids.length === 1 ? one(String(ids[0])) : many(ids.join(', ')));
}

function naming(prefix: string, notFound: string, malformed: string, noun: string): Naming {
  return {
    prefix,
    notFound,
    malformed,
    one: (id) => `The ${noun} '${id}' does not exist`,
    many: (ids) => `The ${noun}s '${ids}' do not exist`,
  };
}
