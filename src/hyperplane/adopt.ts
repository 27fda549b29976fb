/** Takes over what an earlier daemon left in the maps: compares it with the whole plan and writes only what differs. */
import type { ApplyFailure, Entry } from '../plan/entry.ts';
import { attempt, staysUntilSwept, type Writable } from './apply.ts';
import type { BpfMap } from './bpf-map.ts';
import { type LegIndex, type Placed, type PlanMap, place, planMaps } from './entries.ts';
import { nextGeneration } from './generation.ts';

interface Wish {
  readonly entry: Entry;
  readonly placed: Placed;
}

/** By map, by key. */
type Wishes = Readonly<Record<PlanMap, Map<string, Wish>>>;

interface Difference {
  readonly write: readonly Wish[];
  readonly remove: readonly Uint8Array[];
}

/** Afterwards the maps hold exactly the plan, but for the failures. Quick: whole maps are read and written at once. */
export function adoptPlan(writable: Writable, desired: Iterable<Entry>, legIndex: LegIndex): ApplyFailure[] {
  const failures: ApplyFailure[] = [];
  const { wishes, tables } = collect(desired, legIndex, failures);
  const { maps } = writable;
  const differences = planMaps.map((name) => [name, differenceOf(maps[name].raw, wishes[name])] as const);
  const stats = statsDifference(maps.eni_stats.raw, wishes.enis);
  const usages = statsDifference(maps.usages.raw, wishes.limits);

  for (const [name, { write }] of differences) {
    if (name === 'sources') writeTables(writable, tables, failures);
    if (name === 'enis') maps.eni_stats.raw.setAll(stats.create);
    if (name === 'limits') maps.usages.raw.setAll(usages.create);
    writeAll(maps[name].raw, write, failures);
  }
  for (const [name, { remove }] of differences.toReversed()) {
    if (name === 'targets') removeTables(writable, tables);
    for (const key of remove) if (!isStaying(writable, name, key)) maps[name].raw.delete(key);
  }
  // Always: the earlier daemon may have ended between an epoch and this.
  nextGeneration(maps);
  for (const key of stats.remove) maps.eni_stats.raw.delete(key);
  for (const key of usages.remove) maps.usages.raw.delete(key);
  return failures;
}

function collect(desired: Iterable<Entry>, legIndex: LegIndex, failures: ApplyFailure[]) {
  const wishes: Wishes = {
    targets: new Map(),
    sources: new Map(),
    limits: new Map(),
    enis: new Map(),
    fronts: new Map(),
    origins: new Map(),
    addresses: new Map(),
    listeners: new Map(),
  };
  const tables: Entry<'targetTable'>[] = [];
  for (const entry of desired) {
    if (entry.table === 'targetTable') tables.push(entry);
    attempt(entry, failures, () => {
      const placed = place(entry, legIndex);
      if (placed !== undefined) wishes[placed.map].set(text(placed.key), { entry, placed });
    });
  }
  return { wishes, tables };
}

function differenceOf(map: BpfMap, wishes: ReadonlyMap<string, Wish>): Difference {
  const write = new Map(wishes);
  const remove: Uint8Array[] = [];
  for (const { key, value } of map.entries()) {
    const name = text(key);
    const wish = wishes.get(name);
    if (wish === undefined) remove.push(key);
    else if (isSame(wish.placed.value, value)) write.delete(name);
  }
  return { write: [...write.values()], remove };
}

function isStaying(writable: Writable, name: PlanMap, key: Uint8Array): boolean {
  return name === 'targets' && staysUntilSwept(writable, writable.maps.targets.key.decode(key).id);
}

/** At once; when that fails one by one, to learn which entry it is, or because the kernel has no batches for the map. */
function writeAll(map: BpfMap, wishes: readonly Wish[], failures: ApplyFailure[]): void {
  try {
    map.setAll(wishes.map((wish) => wish.placed));
  } catch {
    for (const { entry, placed } of wishes) attempt(entry, failures, () => map.set(placed.key, placed.value));
  }
}

/** As writeAll does. */
function writeTables(
  { tables }: Writable,
  wished: readonly Entry<'targetTable'>[],
  failures: ApplyFailure[],
): void {
  const missing = wished.filter((entry) => !tables.has(entry.value));
  try {
    tables.setAll(missing.map((entry) => entry.value));
  } catch {
    for (const entry of missing) attempt(entry, failures, () => tables.set(entry.value));
  }
}

function removeTables({ tables }: Writable, wished: readonly Entry<'targetTable'>[]): void {
  const keep = new Set(wished.map((entry) => entry.value.id));
  for (const id of tables.ids()) if (!keep.has(id)) tables.delete(id);
}

/** Counters belong to what they count for: those of new ones begin at zero, those of others stay as they are. */
function statsDifference(map: BpfMap, counted: ReadonlyMap<string, Wish>) {
  const held = new Map(Iterator.from(map.entries()).map(({ key }) => [text(key), key]));
  const create = [...counted].filter(([name]) => !held.has(name)).map(([, { placed }]) => placed.key);
  const remove = [...held].filter(([name]) => !counted.has(name)).map(([, key]) => key);
  return { create: create.map((key) => ({ key, value: new Uint8Array(map.valueSize) })), remove };
}

/** Bytes as the key of a Map. */
function text(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('latin1');
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return asBuffer(a).equals(b);
}

/** A view of the same bytes; nearly all are one already. */
function asBuffer(bytes: Uint8Array): Buffer {
  return bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
