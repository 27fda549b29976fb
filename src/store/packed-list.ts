import { type Leaf, LeafWriter } from './packed-leaf.ts';

/** Bytes of a leaf that is filled from one end to the other: room is left for what comes between. */
const filledBytes = 8 * 1024;
/** Bytes above which a leaf with several entries is split. */
const leafBytesMax = 16 * 1024;

export interface PackedEntry {
  readonly id: string;
  readonly text: string;
}

/**
 * Texts by id, ordered by id, by the numbers of its UTF-16 units. They take about the memory of their bytes, and little of
 * the heap: a million texts are some twenty thousand objects. Looking one up reads a dozen ids; a change copies one leaf.
 */
export class PackedList {
  readonly #leaves: Leaf[] = [];
  /** For each leaf an id that is above all ids of the leaves before it, and above none of those from it on. */
  readonly #lows: string[] = [];
  /** For one entry at a time. */
  readonly #entry = new LeafWriter();
  /** What was appended and is in no leaf yet: everything else settles it first. */
  readonly #appended = new LeafWriter();
  #firstAppended = '';
  #lastAppended = '';

  get(id: string): string | undefined {
    const { leaf, at, found } = this.#find(id);
    return found ? leaf?.textAt(at) : undefined;
  }

  has(id: string): boolean {
    return this.#find(id).found;
  }

  /** How many ids are not below `from` and below `to`. */
  count(from: string, to: string): number {
    if (from >= to) return 0;
    const [first, last] = [this.#find(from), this.#find(to)];
    let count = last.at - first.at;
    // Between the two they are there.
    for (let index = first.index; index < last.index; index += 1) count += this.#leaves[index]!.count;
    return count;
  }

  /** From the first id on that is not below `from`; to be taken before anything is changed. */
  *entries(from = ''): Generator<PackedEntry, void> {
    let { index, at } = this.#find(from);
    for (let leaf = this.#leaves[index]; leaf; leaf = this.#leaves[index]) {
      for (; at < leaf.count; at += 1) yield { id: leaf.idAt(at), text: leaf.textAt(at) };
      index += 1;
      at = 0;
    }
  }

  /** The texts whose ids begin with the prefix, from the first id on that is not below `from`; to be taken as `entries`. */
  *texts(prefix: string, from: string): Generator<string, void> {
    let { index, at } = this.#find(from < prefix ? prefix : from);
    for (let leaf = this.#leaves[index]; leaf; leaf = this.#leaves[index]) {
      for (; at < leaf.count; at += 1) {
        if (!leaf.idAt(at).startsWith(prefix)) return;
        yield leaf.textAt(at);
      }
      index += 1;
      at = 0;
    }
  }

  /** Does what `set` does, and faster when the id is above all that are there. */
  append(id: string, text: string): void {
    const waiting = this.#appended.count > 0;
    const last = waiting ? this.#lastAppended : this.#last();
    if (last !== undefined && id <= last) {
      this.set(id, text);
      return;
    }
    this.#appended.add(id, text);
    if (!waiting) this.#firstAppended = id;
    this.#lastAppended = id;
    if (this.#appended.size >= filledBytes) this.#settle();
  }

  set(id: string, text: string): void {
    const { leaf, index, at, found } = this.#find(id);
    this.#entry.add(id, text);
    const entry = this.#entry.take();
    if (leaf) this.#put(index, leaf.with(at, found ? 1 : 0, entry));
    else this.#push(id, entry);
  }

  delete(id: string): void {
    const { leaf, index, at, found } = this.#find(id);
    if (!leaf || !found) return;
    if (leaf.count > 1) this.#leaves[index] = leaf.with(at, 1);
    else {
      this.#leaves.splice(index, 1);
      this.#lows.splice(index, 1);
    }
  }

  #put(index: number, leaf: Leaf): void {
    if (leaf.size <= leafBytesMax || leaf.count === 1) {
      this.#leaves[index] = leaf;
      return;
    }
    const middle = leaf.count >>> 1;
    const right = leaf.slice(middle, leaf.count);
    this.#leaves.splice(index, 1, leaf.slice(0, middle), right);
    this.#lows.splice(index + 1, 0, right.idAt(0));
  }

  #push(low: string, leaf: Leaf): void {
    this.#leaves.push(leaf);
    this.#lows.push(low);
  }

  #settle(): void {
    if (this.#appended.count > 0) this.#push(this.#firstAppended, this.#appended.take());
  }

  #last(): string | undefined {
    const leaf = this.#leaves.at(-1);
    return leaf?.idAt(leaf.count - 1);
  }

  /** The place of the first id that is not below the id; in the leaf after its last one when the next leaf begins with it. */
  #find(id: string): Place {
    this.#settle();
    let index = 0;
    for (let [low, high] = [0, this.#lows.length]; low < high; ) {
      const middle = (low + high) >>> 1;
      // Between low and high, so it is there.
      if (this.#lows[middle]! <= id) {
        index = middle;
        low = middle + 1;
      } else high = middle;
    }
    const leaf = this.#leaves[index];
    const at = leaf?.placeOf(id) ?? 0;
    return { leaf, index, at, found: leaf !== undefined && at < leaf.count && leaf.idAt(at) === id };
  }
}

interface Place {
  /** Undefined when there are none. */
  readonly leaf: Leaf | undefined;
  readonly index: number;
  readonly at: number;
  readonly found: boolean;
}
