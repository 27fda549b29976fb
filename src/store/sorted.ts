/** Lists of records ordered by id, by the numbers of its UTF-16 units, each id once. */

interface Identified {
  readonly id: string;
}

/** Puts the record at its place, instead of the one with its id if there is one. */
export function insert<T extends Identified>(list: T[], record: T): void {
  const last = list.at(-1);
  if (last === undefined || last.id < record.id) list.push(record);
  else if (!replace(list, record)) list.splice(placeOf(list, record.id), 0, record);
}

/** Puts the record in the place of the one with its id. @returns whether there is one */
export function replace<T extends Identified>(list: T[], record: T): boolean {
  const at = placeOf(list, record.id);
  if (list[at]?.id !== record.id) return false;
  list[at] = record;
  return true;
}

/** Puts records at their places, in one pass over the list. None of their ids is in it yet. */
export function merge<T extends Identified>(list: T[], records: readonly T[]): void {
  const added = records.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  let from = list.length - 1;
  let to = list.length + added.length - 1;
  list.push(...added);
  // From the end, so that what is still to be moved is not written over.
  for (let next = added.length - 1; next >= 0; to -= 1) {
    // Between 0 and the length they are there.
    if (from >= 0 && list[from]!.id > added[next]!.id) {
      list[to] = list[from]!;
      from -= 1;
    } else {
      list[to] = added[next]!;
      next -= 1;
    }
  }
}

/** Takes out the record with the id, if it is there. */
export function remove(list: Identified[], id: string): void {
  const at = placeOf(list, id);
  if (list[at]?.id === id) list.splice(at, 1);
}

/** The place of the first record whose id is not below `id`. */
function placeOf(list: readonly Identified[], id: string): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    // Between low and high, so it is there.
    if (list[middle]!.id < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
