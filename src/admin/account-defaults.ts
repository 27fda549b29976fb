/** What an account has without having asked for it: default VPCs and what VPCs are born with. It goes with the account. */
import type { Reader, Writer } from '../model/access.ts';
import { deletePool } from '../model/address-pool.ts';
import { defaultDhcpOptionsClaimId, defaultVpcClaimId, dependentsClaimId } from '../model/claim-ids.ts';
import { isDefaultGroup, isMain } from '../model/delete-vpc.ts';
import type { Kind, Kinds } from '../model/resources.ts';
import { regionNames } from '../model/zones.ts';

const kinds = [
  'subnet',
  'securityGroup',
  'routeTable',
  'networkAcl',
  'internetGateway',
  'dhcpOptions',
  'vpc',
] as const satisfies readonly Kind[];

/**
 * Whether the record need not be deleted before the account is: it is such a thing, or goes with something that is not.
 */
export function isDefault<K extends Kind>(resources: Reader, kind: K, record: Kinds[K]): boolean {
  return tests[kind]?.(resources, record) ?? false;
}

/** Deletes what is left of an account that owns nothing else. */
export function deleteDefaults(resources: Writer, accountId: string): void {
  for (const kind of kinds) {
    for (const record of [...resources.all(kind)].filter((one) => one.accountId === accountId)) {
      if (kind === 'subnet') deletePool(resources, record as Kinds['subnet']);
      resources.delete(kind, record.id);
      resources.delete('claim', dependentsClaimId(record.id));
    }
  }
  for (const region of regionNames()) {
    resources.delete('claim', defaultVpcClaimId(accountId, region));
    resources.delete('claim', defaultDhcpOptionsClaimId(accountId, region));
  }
}

const tests: { readonly [K in Kind]?: (resources: Reader, record: Kinds[K]) => boolean } = {
  networkInterface: (_, { attachment }) => attachment.kind !== 'none',
  subnet: (_, { defaultForAz }) => defaultForAz === true,
  securityGroup: (_, group) => isDefaultGroup(group),
  routeTable: (_, table) => isMain(table),
  networkAcl: () => true,
  internetGateway: (resources, { vpcId }) =>
    vpcId !== undefined && resources.get('vpc', vpcId)?.isDefault === true,
  dhcpOptions: (resources, { id, accountId, region }) =>
    resources.get('claim', defaultDhcpOptionsClaimId(accountId, region))?.holder === id,
  vpc: (_, vpc) => vpc.isDefault,
};
