/** Carries a difference between two plans into the maps, entry by entry. */
import type { ApplyFailure, DataPlaneId, Entry, PlanDifference } from '../plan/entry.ts';
import { cutNs, type LegIndex, type Placed, place } from './entries.ts';
import { nextGeneration } from './generation.ts';
import type { HyperplaneMaps } from './maps.ts';
import type { TargetTables } from './target-tables.ts';

/** What there is to write to. */
export interface Writable {
  readonly maps: HyperplaneMaps;
  readonly tables: TargetTables;
  /** Targets that have left the plan and go after the next sweep. */
  readonly leaving: Set<DataPlaneId>;
}

/** An entry that fails does not keep the others from being applied. */
export function applyDifference(
  writable: Writable,
  { set, remove }: PlanDifference,
  legIndex: LegIndex,
): ApplyFailure[] {
  const failures: ApplyFailure[] = [];
  const epochs = { changed: false };
  const each = (entries: readonly Entry[], run: (entry: Entry) => void) => {
    for (const entry of entries) attempt(entry, failures, () => run(entry));
  };
  each(set, (entry) => setEntry(writable, entry, legIndex, epochs));
  each(remove, (entry) => removeEntry(writable, entry, legIndex, epochs));
  if (epochs.changed) nextGeneration(writable.maps);
  // Only now, as connections that are cut still count.
  each(remove.filter(isEni), (entry) =>
    writable.maps.eni_stats.delete({ id: (entry as Entry<'eni'>).value.id }),
  );
  return failures;
}

/** Runs it and turns what it throws into a failure of the entry. */
export function attempt(entry: Entry, failures: ApplyFailure[], run: () => void): void {
  try {
    run();
  } catch (error) {
    failures.push({ entry, reason: (error as Error).message });
  }
}

interface Epochs {
  changed: boolean;
}

function setEntry(
  { maps, tables, leaving }: Writable,
  entry: Entry,
  legIndex: LegIndex,
  epochs: Epochs,
): void {
  if (entry.table === 'targetTable') tables.set(entry.value);
  const placed = place(entry, legIndex);
  if (placed === undefined) return;
  if (entry.table === 'target') {
    leaving.delete(entry.value.id);
    const cutAt = maps.targets.get({ id: entry.value.id })?.cut_ns ?? 0n;
    epochs.changed ||= cutAt < cutNs(entry.value);
  }
  if (entry.table === 'eni') {
    const before = maps.enis.raw.get(placed.key);
    epochs.changed ||= before !== undefined && Buffer.compare(before, placed.value) !== 0;
    maps.eni_stats.raw.create(placed.key, new Uint8Array(maps.eni_stats.raw.valueSize));
  }
  if (entry.table === 'limit') {
    maps.usages.raw.create(placed.key, new Uint8Array(maps.usages.raw.valueSize));
  }
  rawOf(maps, placed).set(placed.key, placed.value);
}

function removeEntry(writable: Writable, entry: Entry, legIndex: LegIndex, epochs: Epochs): void {
  const { maps, tables } = writable;
  if (entry.table === 'targetTable') tables.delete(entry.value.id);
  epochs.changed ||= isEni(entry);
  const placed = place(entry, legIndex);
  if (placed === undefined) return;
  if (entry.table === 'target' && staysUntilSwept(writable, entry.value.id)) {
    epochs.changed = true;
    return;
  }
  rawOf(maps, placed).delete(placed.key);
  if (entry.table === 'limit') maps.usages.raw.delete(placed.key);
}

/**
 * A target that lets go of its connections stays until a sweep has marked all of them. What it needs for that is in the
 * map, since a daemon may end before it has told.
 */
export function staysUntilSwept({ maps, leaving }: Writable, id: DataPlaneId): boolean {
  const target = maps.targets.get({ id });
  if (target === undefined || (target.terminates === 0 && target.cut_ns === 0n)) return false;
  if (target.terminates !== 0) {
    maps.targets.set({ id }, { ...target, cut_ns: process.hrtime.bigint() });
  }
  leaving.add(id);
  return true;
}

function isEni(entry: Entry): boolean {
  return entry.table === 'eni';
}

function rawOf(maps: HyperplaneMaps, { map }: Placed) {
  return maps[map].raw;
}
