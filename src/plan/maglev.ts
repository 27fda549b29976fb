/**
 * Maglev hashing: which target each slot of a table has.
 *
 * Every target has an order in which it would like the slots, made from its own id only; targets take turns in taking
 * the first free slot of their order. So all get the same share (give or take one slot), the order in which
 * targets are listed does not matter, and when one goes few slots of the others move.
 * @see https://research.google/pubs/maglev-a-fast-and-reliable-software-network-load-balancer/ section 3.4
 */
import type { DataPlaneId } from './entry.ts';

/** Slots of a table for up to `fewTargets` targets. Prime, so that every step visits all slots. */
export const slotsForFew = 1021;
export const fewTargets = 64;
/** Slots of a table for more targets; prime. */
export const slotsForMany = 16381;

/** The number of slots for a number of targets; 0 for none. */
export function slotCount(targets: number): number {
  if (targets === 0) return 0;
  return targets <= fewTargets ? slotsForFew : slotsForMany;
}

/** The target of each slot. @param ids each at most once, in any order */
export function maglevTable(ids: readonly DataPlaneId[]): readonly DataPlaneId[] {
  const size = slotCount(ids.length);
  const slots = new Array<DataPlaneId>(size);
  const turns = ids.toSorted().map((id) => ({ id, ...wishes(id, size) }));
  const taken = new Uint8Array(size);
  for (let filled = 0; filled < size; ) {
    for (const turn of turns) {
      if (filled === size) break;
      while (taken[turn.next] === 1) turn.next = (turn.next + turn.step) % size;
      taken[turn.next] = 1;
      slots[turn.next] = turn.id;
      filled += 1;
    }
  }
  return slots;
}

/** Targets that together get a share of the slots. */
export interface WeightedTargets {
  readonly id: DataPlaneId;
  /** The share among the weights of all. */
  readonly weight: number;
  readonly targets: readonly DataPlaneId[];
}

/**
 * The target of each slot for groups of targets: groups take turns as targets do, as often as their weights say, and in
 * the slots of a group its own table decides. A group without targets or weight gets none. When a weight changes, the only
 * slots that move are those that change groups; when a target does, those of its group.
 */
export function weightedTable(groups: readonly WeightedTargets[]): readonly DataPlaneId[] {
  const some = groups.filter(({ weight, targets }) => weight > 0 && targets.length > 0);
  if (some.length < 2) return maglevTable(some[0]?.targets ?? []);
  const own = new Map(some.map(({ id, targets }) => [id, maglevTable(targets)]));
  return groupOfSlots(some).map((id, slot) => {
    const table = own.get(id) ?? [];
    // Every group here has targets, so its table has slots.
    return table[slot % table.length]!;
  });
}

/** Each turn goes to the group that is furthest behind its share. */
function groupOfSlots(groups: readonly WeightedTargets[]): readonly DataPlaneId[] {
  const size = slotsForMany;
  const total = groups.reduce((sum, { weight }) => sum + weight, 0);
  const turns = groups
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, weight }) => ({ id, share: weight / total, took: 0, ...wishes(id, size) }));
  const slots = new Array<DataPlaneId>(size);
  const taken = new Uint8Array(size);
  for (let filled = 0; filled < size; filled += 1) {
    const behind = (turn: { share: number; took: number }) => turn.share * (filled + 1) - turn.took;
    const turn = turns.reduce((best, each) => (behind(each) > behind(best) ? each : best));
    while (taken[turn.next] === 1) turn.next = (turn.next + turn.step) % size;
    taken[turn.next] = 1;
    slots[turn.next] = turn.id;
    turn.took += 1;
  }
  return slots;
}

/** Where a target starts and how far it goes on from one slot to the next: two hashes, the halves of its id. */
function wishes(id: DataPlaneId, size: number): { next: number; readonly step: number } {
  return {
    next: Number.parseInt(id.slice(0, 8), 16) % size,
    step: (Number.parseInt(id.slice(8), 16) % (size - 1)) + 1,
  };
}
