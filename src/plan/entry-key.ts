import { formatIpv4 } from '../model/address.ts';
import type { Entries, Entry, Table } from './entry.ts';

/** An entry of the table, with its key. */
export function entryOf<T extends Table>(table: T, value: Entries[T]): Entry<T> {
  // The table, the key's function and the value all belong to T.
  return { table, key: keys[table](value), value } as Entry<T>;
}

/** What names an entry among those of all tables. */
export function entryId({ table, key }: Pick<Entry, 'table' | 'key'>): string {
  return `${table} ${key}`;
}

/** The key of a check. */
export function checkKey(targetGroupArn: string, targetId: string, targetPort: number): string {
  return `${targetGroupArn} ${targetId} ${targetPort}`;
}

const keys: { readonly [T in Table]: (value: Entries[T]) => string } = {
  network: ({ vpcId }) => vpcId,
  segment: ({ subnetId }) => subnetId,
  leg: ({ subnetId }) => subnetId,
  resolverLeg: ({ vpcId }) => vpcId,
  instance: ({ instanceId }) => instanceId,
  target: ({ id }) => id,
  targetTable: ({ id }) => id,
  sources: ({ set, base, prefixLength }) => `${set}/${formatIpv4(base)}/${prefixLength}`,
  limit: ({ id }) => id,
  eni: ({ id }) => id,
  front: ({ id }) => id,
  origin: ({ address }) => formatIpv4(address),
  address: ({ leg, address }) => `${leg}/${formatIpv4(address)}`,
  relay: ({ id }) => id,
  check: ({ targetGroupArn, targetId, targetPort }) => checkKey(targetGroupArn, targetId, targetPort),
  listener: ({ leg, address, protocol, port }) => `${leg}/${formatIpv4(address)}/${protocol}/${port}`,
};
