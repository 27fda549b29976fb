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

/** Where a target starts and how far it goes on from one slot to the next: two hashes, the halves of its id. */
function wishes(id: DataPlaneId, size: number): { next: number; readonly step: number } {
  return {
    next: Number.parseInt(id.slice(0, 8), 16) % size,
    step: (Number.parseInt(id.slice(8), 16) % (size - 1)) + 1,
  };
}
