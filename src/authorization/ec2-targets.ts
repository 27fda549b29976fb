/** The resources of EC2 requests: those that are named, by id, and those that are made, as `<type>/*`. */
import type { Caller } from '../model/caller.ts';
import { indexes } from '../model/indexes.ts';
import { defaultMetadataOptions, type MetadataOptions } from '../model/launch-template-resources.ts';
import type { Owned, Tag } from '../model/owned.ts';
import { principalCovers } from '../model/principals.ts';
import type { EndpointService, Kind } from '../model/resources.ts';
import type { ContextValue } from '../policy/matching/context.ts';
import type { ActionModel } from './action-model.ts';
import { indirectIds } from './ec2-indirect-ids.ts';
import { textsAt } from './member-table.ts';
import { keysOfRegions, regionsOf } from './multi-region.ts';
import type { RequestFacts } from './request.ts';
import { namedResources, type Target } from './target.ts';

/** Resource types by the prefix of their ids: tags are put on whatever has an id. */
const typesByPrefix: Readonly<Record<string, string>> = {
  acl: 'network-acl',
  ami: 'image',
  dopt: 'dhcp-options',
  eipalloc: 'elastic-ip',
  eni: 'network-interface',
  i: 'instance',
  igw: 'internet-gateway',
  lt: 'launch-template',
  nat: 'natgateway',
  pl: 'prefix-list',
  rtb: 'route-table',
  sg: 'security-group',
  sgr: 'security-group-rule',
  subnet: 'subnet',
  vpc: 'vpc',
  vpce: 'vpc-endpoint',
  'vpce-con': 'vpc-endpoint-connection',
  'vpce-nfn': 'vpc-endpoint-connection-notification',
  'vpce-svc': 'vpc-endpoint-service',
  'vpce-svc-perm': 'vpc-endpoint-service-permission',
};

/** Kinds whose name is not the type's in camel case. */
const kindsByType: Readonly<Record<string, string>> = {
  'elastic-ip': 'elasticAddress',
  natgateway: 'natGateway',
  'vpc-endpoint': 'endpoint',
  'vpc-endpoint-service': 'endpointService',
  'vpc-endpoint-connection-notification': 'connectionNotification',
};

/** The key that holds the resource's own id. */
const idKeys: Readonly<Record<string, string>> = {
  image: 'ec2:ImageID',
  instance: 'ec2:InstanceID',
  'network-acl': 'ec2:NetworkAclID',
  'network-interface': 'ec2:NetworkInterfaceID',
  'route-table': 'ec2:RouteTableID',
  'security-group': 'ec2:SecurityGroupID',
  subnet: 'ec2:SubnetID',
  vpc: 'ec2:VpcID',
};

/** What records of several kinds have. */
type Found = Owned & {
  readonly vpcId?: string;
  readonly subnetId?: string;
  readonly zone?: string;
  readonly zoneId?: string;
  readonly instanceTenancy?: string;
  readonly instanceType?: string;
  readonly ebsOptimized?: boolean;
  readonly metadataOptions?: Partial<MetadataOptions>;
  readonly serviceName?: string;
  readonly serviceRegion?: string;
  readonly privateDns?: { readonly name: string };
  readonly supportedRegions?: NonNullable<EndpointService['supportedRegions']>;
};

export function ec2Targets(request: RequestFacts, action: ActionModel): readonly Target[] {
  const { operation, input } = request;
  if (operation === 'CreateTags' || operation === 'DeleteTags')
    return textsAt(input, 'Resources').map((id) => namedTarget(request, typeOfId(id), id));
  const types = Object.keys(action.resources);
  const named = namedResources('ec2', input, types).flatMap(([type, texts]) => {
    const ids = [...new Set([...texts, ...indirectIds(request, type)])];
    if (ids.length > 0) return ids.map((id) => namedTarget(request, type, id));
    return action.resources[type]?.required ? [createdTarget(request, type)] : [];
  });
  return named;
}

/** `arn:aws:ec2:<region>:<account>:<type>/<id>` */
export function ec2Arn({ region, caller }: RequestFacts, type: string, id: string): string {
  // Images are public, and belong to nobody whom a policy could name.
  return `arn:aws:ec2:${region}:${type === 'image' ? '' : caller.accountId}:${type}/${id}`;
}

/** A resource that the request makes. */
export function createdTarget(request: RequestFacts, type: string): Target {
  return { arn: ec2Arn(request, type, '*'), type };
}

function namedTarget(request: RequestFacts, type: string, id: string): Target {
  const arn = ec2Arn(request, type, id);
  const own = idKeys[type];
  const identity = own === undefined ? [] : [[own, id] as const];
  const inner = innerTags[type];
  if (inner) return { arn, type, tags: inner(request, id) };
  const found = ownRecord(request, type, id);
  if (!found) return { arn, type, keys: identity };
  const instance =
    type === 'instance'
      ? instanceKeys({
          ebsOptimized: found.ebsOptimized === true,
          metadataOptions: found.metadataOptions ?? defaultMetadataOptions,
        })
      : [];
  const regions = type === 'vpc-endpoint-service' ? keysOfRegions(regionsOf(found)) : [];
  return {
    arn,
    type,
    tags: found.tags,
    keys: [...identity, ...keysOf(request, found), ...instance, ...regions],
  };
}

function ownRecord({ resources, caller, region }: RequestFacts, type: string, id: string): Found | undefined {
  const kind = kindsByType[type] ?? type.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  if (!Object.hasOwn(indexes, kind)) return undefined;
  // Kinds that EC2's types are named after have owned records; which they are is not known to the compiler.
  const found = resources.get(kind as Kind, id) as Found | undefined;
  return found?.accountId === caller.accountId && found.region === region ? found : undefined;
}

function keysOf(request: RequestFacts, found: Found): (readonly [string, ContextValue])[] {
  const keys: Readonly<Record<string, string | undefined>> = {
    'ec2:Vpc': found.vpcId && ec2Arn(request, 'vpc', found.vpcId),
    'ec2:Subnet': found.subnetId && ec2Arn(request, 'subnet', found.subnetId),
    'ec2:AvailabilityZone': found.zone,
    'ec2:AvailabilityZoneId': found.zoneId,
    'ec2:Tenancy': found.instanceTenancy,
    'ec2:InstanceType': found.instanceType,
    'ec2:VpceServiceName': found.serviceName,
    'ec2:VpceServiceOwner': found.serviceName && serviceOwner(request, found.serviceName),
    'ec2:VpceServicePrivateDnsName': found.privateDns?.name,
    'ec2:VpceServiceRegion': found.serviceName && (found.serviceRegion ?? found.region),
  };
  return Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
}

/** Of an instance that is there, or of the input of a launch. */
export function instanceKeys(of: {
  readonly ebsOptimized?: boolean | undefined;
  readonly metadataOptions?: Partial<MetadataOptions> | undefined;
}): (readonly [string, ContextValue])[] {
  const options = of.metadataOptions ?? {};
  const keys: Readonly<Record<string, string | number | boolean | undefined>> = {
    'ec2:EbsOptimized': of.ebsOptimized,
    'ec2:InstanceMetadataTags': options.InstanceMetadataTags,
    'ec2:MetadataHttpEndpoint': options.HttpEndpoint,
    'ec2:MetadataHttpPutResponseHopLimit': options.HttpPutResponseHopLimit,
    'ec2:MetadataHttpTokens': options.HttpTokens,
  };
  return Object.entries(keys).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)] as const],
  );
}

/**
 * Who owns an endpoint service: `amazon`, or the account when the caller may know of the service. The name alone of a
 * service that the caller must not know of says nothing about it.
 */
export function serviceOwner({ resources, caller }: RequestFacts, name: string): string | undefined {
  if (/^(?:com\.amazonaws|aws)\.(?!vpce\.)/.test(name)) return 'amazon';
  const service = resources.find('endpointService', 'name', name)[0];
  return service && isVisible(service, caller) ? service.accountId : undefined;
}

function isVisible({ accountId, permissions }: EndpointService, caller: Caller): boolean {
  return (
    accountId === caller.accountId || permissions.some(({ principal }) => principalCovers(principal, caller))
  );
}

/** Tags of what is inside other records. Those of a connection are its provider's. */
const innerTags: Readonly<Record<string, (request: RequestFacts, id: string) => readonly Tag[]>> = {
  'security-group-rule': ruleTags,
  'vpc-endpoint-connection': connectionTags,
  'vpc-endpoint-service-permission': permissionTags,
};

function connectionTags(request: RequestFacts, id: string): readonly Tag[] {
  const found = request.resources.find('endpoint', 'connection', id);
  const own = found.find(({ serviceId }) => ownRecord(request, 'vpc-endpoint-service', serviceId));
  return own?.connectionTags ?? [];
}

function permissionTags({ resources, caller, region }: RequestFacts, id: string): readonly Tag[] {
  const services = resources
    .find('endpointService', 'permission', id)
    .filter((each) => each.accountId === caller.accountId && each.region === region);
  return services.flatMap(({ permissions }) => permissions).find((each) => each.id === id)?.tags ?? [];
}

function ruleTags({ resources, caller, region }: RequestFacts, id: string): readonly Tag[] {
  const groups = resources
    .find('securityGroup', 'rule', id)
    .filter((each) => each.accountId === caller.accountId && each.region === region);
  return groups.flatMap(({ rules }) => rules).find((rule) => rule.id === id)?.tags ?? [];
}

function typeOfId(id: string): string {
  const prefix = id.slice(0, Math.max(id.lastIndexOf('-'), 0));
  return typesByPrefix[prefix] ?? (prefix === '' ? 'resource' : prefix);
}
