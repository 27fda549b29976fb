/** A run of ids and their texts, ordered by id, in one piece of memory outside the heap. */

/**
 * A leaf never changes; what differs is another one. It begins with the ends of its entries, four bytes each, counted from
 * where the first entry begins. An entry is the length of its id in two bytes, the id and the text, in UTF-8.
 */
export class Leaf {
  readonly count: number;
  readonly #bytes: Buffer;

  constructor(count: number, bytes: Buffer) {
    this.count = count;
    this.#bytes = bytes;
  }

  /** Bytes that it takes. */
  get size(): number {
    return this.#bytes.length;
  }

  /** @param at 0 to below `count`, here and below */
  idAt(at: number): string {
    const start = this.#start(at);
    return this.#bytes.toString('utf8', start + 2, start + 2 + this.#bytes.readUInt16LE(start));
  }

  textAt(at: number): string {
    const start = this.#start(at);
    return this.#bytes.toString('utf8', start + 2 + this.#bytes.readUInt16LE(start), this.#start(at + 1));
  }

  /** The place of the first id that is not below `id`; `count` when there is none. */
  placeOf(id: string): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.idAt(middle) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The leaf without `removed` entries from the place on, and with those of another leaf there, of which there is one at most. */
  with(at: number, removed: 0 | 1, added: Leaf = empty): Leaf {
    const first = this.#start(0);
    const [cut, rest] = [this.#start(at) - first, this.#start(at + removed) - first];
    const entry = added.#bytes.subarray(added.#start(0));
    const shift = entry.length - (rest - cut);
    const count = this.count - removed + added.count;
    const bytes = Buffer.allocUnsafeSlow(this.size - first + shift + 4 * count);
    for (let place = 0; place < at; place += 1) bytes.writeUInt32LE(this.#end(place), 4 * place);
    if (added.count > 0) bytes.writeUInt32LE(cut + entry.length, 4 * at);
    for (let place = at + removed; place < this.count; place += 1) {
      bytes.writeUInt32LE(this.#end(place) + shift, 4 * (place + count - this.count));
    }
    this.#bytes.copy(bytes, 4 * count, first, first + cut);
    bytes.set(entry, 4 * count + cut);
    this.#bytes.copy(bytes, 4 * count + cut + entry.length, first + rest);
    return new Leaf(count, bytes);
  }

  /** The entries from one place to before another. */
  slice(from: number, to: number): Leaf {
    const [start, end] = [this.#start(from), this.#start(to)];
    const before = start - this.#start(0);
    const bytes = Buffer.allocUnsafeSlow(4 * (to - from) + end - start);
    for (let place = from; place < to; place += 1)
      bytes.writeUInt32LE(this.#end(place) - before, 4 * (place - from));
    this.#bytes.copy(bytes, 4 * (to - from), start, end);
    return new Leaf(to - from, bytes);
  }

  /** Where the entry begins; that of `count` is where the last one ends. */
  #start(at: number): number {
    return 4 * this.count + (at === 0 ? 0 : this.#end(at - 1));
  }

  #end(at: number): number {
    return this.#bytes.readUInt32LE(4 * at);
  }
}

const empty = new Leaf(0, Buffer.alloc(0));

/** Writes entries one behind the other and makes a leaf of them. */
export class LeafWriter {
  #ends: number[] = [];
  #bytes = Buffer.allocUnsafeSlow(256);
  #length = 0;

  get count(): number {
    return this.#ends.length;
  }

  /** Bytes that the leaf would take. */
  get size(): number {
    return 4 * this.#ends.length + this.#length;
  }

  /** @param id above those that were added @throws Error when it takes more than 65,535 bytes */
  add(id: string, text: string): void {
    // No UTF-16 unit takes more than three bytes.
    this.#reserve(2 + 3 * (id.length + text.length));
    const idBytes = this.#bytes.write(id, this.#length + 2);
    if (idBytes > 0xffff) throw new Error(`an id of ${idBytes} bytes is too long`);
    this.#bytes.writeUInt16LE(idBytes, this.#length);
    this.#length += 2 + idBytes;
    this.#length += this.#bytes.write(text, this.#length);
    this.#ends.push(this.#length);
  }

  /** What was added since the last time. */
  take(): Leaf {
    const count = this.#ends.length;
    const bytes = Buffer.allocUnsafeSlow(this.size);
    for (const [at, end] of this.#ends.entries()) bytes.writeUInt32LE(end, 4 * at);
    this.#bytes.copy(bytes, 4 * count, 0, this.#length);
    this.#ends = [];
    this.#length = 0;
    return new Leaf(count, bytes);
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(2 * (this.#length + bytes));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
