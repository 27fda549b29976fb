import { type Cidr, cidrIncludes, parseCidr, parseIpv4 } from '../../model/address.ts';
import type { SecurityGroupId } from '../../model/ids.ts';
import type { NetworkInterface, SecurityGroup, SecurityGroupRule } from '../../model/resources.ts';
import { dataPlaneId } from '../data-plane-id.ts';
import type { DataPlaneId, Entry, Transport } from '../entry.ts';
import { entryOf } from '../entry-key.ts';
import { mergePrefixes } from '../prefixes.ts';
import type { Scope, SourcesOf, Unit } from '../unit.ts';

type Sources = Extract<Unit, { readonly kind: 'sources' }>;

/** The unit of what the groups let in or out. The order of groups, and one named twice, make no difference. */
export function sourcesUnit(
  securityGroupIds: readonly SecurityGroupId[],
  protocol: Transport,
  port: number,
  of: SourcesOf = 'clients',
): Sources {
  return { kind: 'sources', of, securityGroupIds: sorted(securityGroupIds), protocol, port };
}

/** Each once. */
function sorted(ids: readonly SecurityGroupId[]): readonly SecurityGroupId[] {
  return ids.length < 2 ? ids : [...new Set(ids)].sort();
}

/** The set's name does not depend on the rules, so that a change of rules touches no listener. */
export function sourcesId({ of, securityGroupIds, protocol, port }: Sources): DataPlaneId {
  if (of === 'clients') return dataPlaneId(...securityGroupIds, protocol, String(port));
  return portSet(groupsId(securityGroupIds, of), protocol, port);
}

/** Names a load balancer's groups together; the eBPF program finds the set of a port by it, as `portSet` does. */
export function groupsId(
  securityGroupIds: readonly SecurityGroupId[],
  of: Exclude<SourcesOf, 'clients'>,
): DataPlaneId {
  return dataPlaneId(...sorted(securityGroupIds), of);
}

/** The set of the groups for a port. @param groups as `groupsId` names them */
export function portSet(groups: DataPlaneId, protocol: Transport, port: number): DataPlaneId {
  const difference = BigInt(Number(protocolNumbers[protocol]) * 0x10000 + port);
  return (BigInt(`0x${groups}`) ^ difference).toString(16).padStart(16, '0');
}

/**
 * The prefixes that may open connections, or be connected to: groups only allow, so it is the union of all their rules
 * of that direction.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export function computeSources(unit: Sources, scope: Scope): void {
  const set = sourcesId(unit);
  const groups = unit.securityGroupIds.flatMap(
    (id) => scope.pick('securityGroup', id, ['rules', 'vpcId']) ?? [],
  );
  const rules = groups.flatMap((group) => group.rules.filter((rule) => lets(rule, unit)));
  const blocks = mergePrefixes(rules.flatMap((rule) => blocksOf(rule, scope)));
  for (const block of blocks) scope.emit('sources', { set, ...block });
  if (unit.of === 'consumers') return;
  for (const groupId of new Set(rules.flatMap(referenceOf))) {
    scope.each('networkInterface', 'securityGroup', groupId, memberPrefix(set, unit.of, blocks, groups));
  }
}

/** Whether the rule is about new connections to the port. */
function lets(rule: SecurityGroupRule, { of, protocol, port }: Sources): boolean {
  if (rule.direction !== (of === 'targets' ? 'egress' : 'ingress')) return false;
  if (rule.protocol === '-1') return true;
  if (rule.protocol !== protocol && rule.protocol !== protocolNumbers[protocol]) return false;
  return rule.fromPort === -1 || (rule.fromPort <= port && port <= rule.toPort);
}

/** Rules may name protocols by number. @see https://www.iana.org/assignments/protocol-numbers */
const protocolNumbers: Readonly<Record<Transport, string>> = { tcp: '6', udp: '17' };

/** The IPv4 blocks that a rule names, itself or through a prefix list. */
function blocksOf({ source }: SecurityGroupRule, scope: Scope): readonly Cidr[] {
  return cidrsOf(source, scope).flatMap((cidr) => parseCidr(cidr) ?? []);
}

/** Of a prefix list also those of IPv6, which are no blocks to the parser. */
function cidrsOf(source: SecurityGroupRule['source'], scope: Scope): readonly string[] {
  if (source.kind === 'cidr4') return [source.cidr];
  if (source.kind !== 'prefixList') return [];
  const list = scope.pick('prefixList', source.prefixListId, ['entries']);
  return list?.entries.map(({ cidr }) => cidr) ?? [];
}

function referenceOf({ source }: SecurityGroupRule): readonly SecurityGroupId[] {
  return source.kind === 'group' ? [source.groupId] : [];
}

/**
 * The address of a member of a group that is referred to. Endpoints' interfaces open no connections, so they are no
 * clients: a default group refers to itself and may have thousands of them. An address of another VPC is another's address.
 */
function memberPrefix(
  set: DataPlaneId,
  of: SourcesOf,
  blocks: readonly Cidr[],
  groups: readonly Pick<SecurityGroup, 'vpcId'>[],
): (member: NetworkInterface) => readonly Entry[] {
  return ({ attachment, vpcId, privateIp }) => {
    const base = parseIpv4(privateIp);
    if (base === undefined || (attachment.kind === 'endpoint' && of === 'clients')) return [];
    if (!groups.some((group) => group.vpcId === vpcId)) return [];
    if (blocks.some((block) => cidrIncludes(block, { base, prefixLength: 32 }))) return [];
    return [entryOf('sources', { set, base, prefixLength: 32 })];
  };
}
