import { ServiceError } from '../../model/errors.ts';
import type { Tag } from '../../model/owned.ts';
import type { SecurityGroup } from '../../model/resources.ts';
import {
  requireConnection,
  requirePermission,
  taggableConnection,
  taggablePermission,
} from '../endpoints/taggable.ts';
import type { OperationContext } from '../operation.ts';
import { allOwned, isOwned, type LookupKind, requireOwned } from '../shared/lookup.ts';
import type { Taggable } from '../shared/tags.ts';
import { rulesById } from './rules-by-id.ts';

/** The types by the prefix of their ids; rules are inside their groups and dealt with apart. */
const kinds = {
  vpc: { kind: 'vpc', type: 'vpc' },
  subnet: { kind: 'subnet', type: 'subnet' },
  rtb: { kind: 'routeTable', type: 'route-table' },
  acl: { kind: 'networkAcl', type: 'network-acl' },
  igw: { kind: 'internetGateway', type: 'internet-gateway' },
  nat: { kind: 'natGateway', type: 'natgateway' },
  eipalloc: { kind: 'elasticAddress', type: 'elastic-ip' },
  dopt: { kind: 'dhcpOptions', type: 'dhcp-options' },
  pl: { kind: 'prefixList', type: 'prefix-list' },
  sg: { kind: 'securityGroup', type: 'security-group' },
  eni: { kind: 'networkInterface', type: 'network-interface' },
  i: { kind: 'instance', type: 'instance' },
  lt: { kind: 'launchTemplate', type: 'launch-template' },
  vpce: { kind: 'endpoint', type: 'vpc-endpoint' },
  'vpce-svc': { kind: 'endpointService', type: 'vpc-endpoint-service' },
} as const satisfies Record<string, { kind: LookupKind; type: string }>;

/** @throws ServiceError `….NotFound` or `….Malformed` of the id's kind, `InvalidID` for an id of no kind that has tags */
export function requireTaggable(context: OperationContext, id: string): Taggable {
  const prefix = id.slice(0, id.lastIndexOf('-'));
  if (prefix === 'sgr') return requireRule(context, id);
  if (prefix === 'vpce-con') return requireConnection(context, id);
  if (prefix === 'vpce-svc-perm') return requirePermission(context, id);
  const entry = Object.entries(kinds).find(([known]) => known === prefix)?.[1];
  if (!entry) throw new ServiceError('InvalidID', `The ID '${id}' is not valid`);
  return taggable(entry, requireOwned(context, entry.kind, id));
}

/** Everything of the caller's that has tags, or could have. */
export function* allTaggable(context: OperationContext): Iterable<Taggable> {
  for (const entry of Object.values(kinds)) {
    for (const record of allOwned(context, entry.kind)) yield taggable(entry, record);
  }
  for (const group of allOwned(context, 'securityGroup')) yield* rulesOf(group);
  for (const service of allOwned(context, 'endpointService')) {
    for (const permission of service.permissions) yield taggablePermission(service, permission);
    for (const endpoint of context.resources.find('endpoint', 'service', service.id)) {
      yield taggableConnection(endpoint);
    }
  }
}

interface Entry {
  readonly kind: LookupKind;
  readonly type: string;
}

function taggable(
  { kind, type }: Entry,
  record: { readonly id: string; readonly tags: readonly Tag[] },
): Taggable {
  return {
    id: record.id,
    type,
    tags: record.tags,
    replaceTags(resources, tags) {
      const current = resources.get(kind, record.id);
      // The compiler does not connect a kind with the record that was just read under it.
      if (current) resources.put(kind, { ...current, tags } as never);
    },
  };
}

function requireRule(context: OperationContext, id: string): Taggable {
  const groups = context.resources
    .find('securityGroup', 'rule', id)
    .filter((group) => isOwned(context, group));
  const rules = groups.flatMap((group) => [...rulesOf(group)]);
  const [rule] = rulesById(rules, [id]);
  if (!rule) throw new Error('rulesById gives one rule for one id');
  return rule;
}

function* rulesOf(group: SecurityGroup): Iterable<Taggable & { readonly id: `sgr-${string}` }> {
  for (const { id, tags } of group.rules) {
    yield {
      id,
      type: 'security-group-rule',
      tags,
      replaceTags(resources, replacement) {
        const current = resources.get('securityGroup', group.id);
        if (!current) return;
        const rules = current.rules.map((rule) => (rule.id === id ? { ...rule, tags: replacement } : rule));
        resources.put('securityGroup', { ...current, rules });
      },
    };
  }
}
