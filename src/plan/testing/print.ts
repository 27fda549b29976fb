import { createHash } from 'node:crypto';
import { formatIpv4 } from '../../model/address.ts';
import { type Entry, tables } from '../entry.ts';

/** The entries as text, one a line, in the order of the tables and then of keys. */
export function printEntries(entries: Iterable<Entry>): string {
  const ordered = [...entries].sort(
    (a, b) => tables.indexOf(a.table) - tables.indexOf(b.table) || (a.key < b.key ? -1 : 1),
  );
  return ordered.map((entry) => `${printEntry(entry)}\n`).join('');
}

/** Like `eni 0123456789abcdef id=... epoch=0`. */
export function printEntry({ table, key, value }: Entry): string {
  const fields = Object.entries(value).map(([name, member]) => `${name}=${printValue(name, member)}`);
  return [table, key, ...fields].join(' ');
}

function printValue(name: string, value: unknown): string {
  if (name === 'settings' || name === 'tls') return JSON.stringify(value);
  if (typeof value === 'number' && addresses.has(name)) return formatIpv4(value);
  if (Array.isArray(value) && addresses.has(name)) return value.map(Number).map(formatIpv4).join(',');
  if (Array.isArray(value)) return printSlots(value.map(String));
  return String(value);
}

const addresses = new Set(['address', 'addresses', 'gateway', 'nextHop', 'node', 'origin', 'base']);

/** The share of each target, and a hash of which slots they are. */
function printSlots(slots: readonly string[]): string {
  const shares = Object.entries(Object.groupBy(slots, (id) => id)).sort();
  const hash = createHash('sha256').update(slots.join()).digest('hex').slice(0, 8);
  return `${slots.length}[${shares.map(([id, own]) => `${id}*${own?.length}`).join(' ')}]#${hash}`;
}
