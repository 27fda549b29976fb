/** The slot of a VPC or an interface on the fabric, from its id alone; see `fabric.ts`. */

/** Slots of four addresses in 100.80.0.0/12, the smaller of the two ranges. */
const slots = 2 ** 18;

/** As text, for an index: `0` to `262143`. FNV-1a over the id, whose digits are random, and its bits mixed once more. */
export function fabricSlot(id: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return String(((hash ^ (hash >>> 13)) >>> 0) % slots);
}
