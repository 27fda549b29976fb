/** Ids of EC2 resources that a request names by something else: a name, or the id of something that belongs to them. */
import type { ConnectionNotification } from '../model/connection-notification.ts';
import { findLaunchTemplate } from '../model/launch-template.ts';
import type { RouteTable } from '../model/network-resources.ts';
import type { Owned } from '../model/owned.ts';
import { textsAt } from './member-table.ts';
import type { RequestFacts } from './request.ts';

/** The ids of the type's resources, of the caller's own only. */
export function indirectIds(request: RequestFacts, type: string): readonly string[] {
  return findersByType[type]?.(request) ?? [];
}

const findersByType: Readonly<Record<string, (request: RequestFacts) => readonly string[]>> = {
  'elastic-ip': addressIds,
  instance: profiledIds,
  'launch-template': templateIds,
  'route-table': (request) => tablesOf(request).map(({ id }) => id),
  'security-group': groupIds,
  subnet: (request) => [
    ...tablesOf(request).flatMap((table) => subnetsOf(request, table)),
    ...aclSubnets(request),
  ],
  vpc: vpcIds,
  'vpc-endpoint': (request) => notificationsOf(request).flatMap(({ endpointId }) => endpointId ?? []),
  'vpc-endpoint-service': (request) => notificationsOf(request).flatMap(({ serviceId }) => serviceId ?? []),
};

function groupIds({ input, operation, resources, caller, region }: RequestFacts): string[] {
  if (operation === 'CreateSecurityGroup') return [];
  const names = [...textsAt(input, 'GroupName'), ...textsAt(input, 'SecurityGroups')];
  const ruleIds = textsAt(input, 'SecurityGroupRuleIds');
  if (names.length === 0 && ruleIds.length === 0) return [];
  // In whichever VPC: a name is resolved in the default one, and to ask about the others too does no harm.
  return resources
    .find('securityGroup', 'owner', `${caller.accountId}/${region}`)
    .filter(({ name, rules }) => names.includes(name) || rules.some(({ id }) => ruleIds.includes(id)))
    .map(({ id }) => id);
}

/** Of a template that is named by its name. */
function templateIds({ input, operation, resources, caller, region }: RequestFacts): string[] {
  if (operation === 'CreateLaunchTemplate') return [];
  const names = [
    ...textsAt(input, 'LaunchTemplateName'),
    ...textsAt(input, 'LaunchTemplate.LaunchTemplateName'),
  ];
  const scope = { resources, accountId: caller.accountId, region };
  return names.flatMap((LaunchTemplateName) => findLaunchTemplate(scope, { LaunchTemplateName })?.id ?? []);
}

/** The association of an instance profile has the digits of its instance. */
function profiledIds({ input }: RequestFacts): string[] {
  return textsAt(input, 'AssociationId')
    .filter((id) => id.startsWith('iip-assoc-'))
    .map((id) => id.replace('iip-assoc-', 'i-'));
}

/** The tables that the association is part of: at most one. */
function tablesOf(request: RequestFacts): readonly RouteTable[] {
  const found = textsAt(request.input, 'AssociationId').flatMap((id) =>
    request.resources.find('routeTable', 'association', id),
  );
  return found.filter((table) => isOwn(request, table));
}

function subnetsOf({ input }: RequestFacts, { associations }: RouteTable): string[] {
  const ids = textsAt(input, 'AssociationId');
  return associations.flatMap(({ id, subnetId }) => (ids.includes(id) ? (subnetId ?? []) : []));
}

/** The association of a network ACL has the digits of its subnet. */
function aclSubnets({ input }: RequestFacts): string[] {
  return textsAt(input, 'AssociationId')
    .filter((id) => id.startsWith('aclassoc-'))
    .map((id) => id.replace('aclassoc-', 'subnet-'));
}

/** The association of a VPC's first block has the digits of the VPC; those of further blocks are in its record. */
function vpcIds({ input, resources, caller, region }: RequestFacts): string[] {
  const ids = textsAt(input, 'AssociationId').filter((id) => id.startsWith('vpc-cidr-assoc-'));
  if (ids.length === 0) return [];
  const own = resources.find('vpc', 'owner', `${caller.accountId}/${region}`);
  const further = own.filter(({ secondaryCidrs = [] }) => secondaryCidrs.some(({ id }) => ids.includes(id)));
  const first = own.filter(({ id }) => ids.includes(id.replace('vpc-', 'vpc-cidr-assoc-')));
  return [...first, ...further].map(({ id }) => id);
}

/** By the address itself, or by its association, which has the digits of the NAT gateway that it is given to. */
function addressIds({ input, resources, caller, region }: RequestFacts): string[] {
  const addresses = textsAt(input, 'PublicIp');
  const gateways = textsAt(input, 'AssociationId').map((id) => id.replace('eipassoc-', 'nat-'));
  if (addresses.length === 0 && gateways.length === 0) return [];
  return resources
    .find('elasticAddress', 'owner', `${caller.accountId}/${region}`)
    .filter(
      ({ publicIp, natGatewayId = '' }) => addresses.includes(publicIp) || gateways.includes(natGatewayId),
    )
    .map(({ id }) => id);
}

function notificationsOf(request: RequestFacts): readonly ConnectionNotification[] {
  const { input, resources } = request;
  const ids = [...textsAt(input, 'ConnectionNotificationId'), ...textsAt(input, 'ConnectionNotificationIds')];
  const found = ids.flatMap((id) => resources.get('connectionNotification', id) ?? []);
  return found.filter((notification) => isOwn(request, notification));
}

function isOwn({ caller, region }: RequestFacts, record: Owned): boolean {
  return record.accountId === caller.accountId && record.region === region;
}
