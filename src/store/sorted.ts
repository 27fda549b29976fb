/** Lists of records ordered by id, by the numbers of its UTF-16 units, each id once. */

interface Identified {
  readonly id: string;
}

/** Puts the record at its place, instead of the one with its id if there is one. */
export function insert<T extends Identified>(list: T[], record: T): void {
  const last = list.at(-1);
  if (last === undefined || last.id < record.id) {
    list.push(record);
    return;
  }
  const at = placeOf(list, record.id);
  list.splice(at, list[at]?.id === record.id ? 1 : 0, record);
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
