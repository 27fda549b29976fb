/** A map of the kernel as bytes. Every call is one system call; batches are one for thousands of entries. */
import { BPF_ANY, checkResult, type Libbpf } from '../kernel/libbpf.ts';
import { SystemError } from '../kernel/libc.ts';

const batchEntries = 8192;
const ENOENT = 2;
const EEXIST = 17;
const ENOSPC = 28;

/** An entry as the kernel holds it. */
export interface RawEntry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

export class BpfMap {
  readonly name: string;
  readonly fd: number;
  readonly #libbpf: Libbpf;
  readonly #keySize: number;
  /** Bytes of a value. */
  readonly valueSize: number;

  constructor(libbpf: Libbpf, name: string, fd: number, keySize: number, valueSize: number) {
    this.#libbpf = libbpf;
    this.name = name;
    this.fd = fd;
    this.#keySize = keySize;
    this.valueSize = valueSize;
  }

  /** The value, or undefined when there is no such entry. */
  get(key: Uint8Array): Uint8Array | undefined {
    const value = new Uint8Array(this.valueSize);
    const result: number = this.#libbpf.lookup(this.fd, key, value);
    if (result === -ENOENT) return undefined;
    checkResult(`look up in ${this.name}`, result);
    return value;
  }

  /** Creates or replaces. Throws SystemError; errno 7 says that the map is full. */
  set(key: Uint8Array, value: Uint8Array): void {
    checkResult(`write to ${this.name}`, this.#libbpf.update(this.fd, key, value, BPF_ANY));
  }

  /** Creates unless it is there. */
  create(key: Uint8Array, value: Uint8Array): void {
    const result: number = this.#libbpf.update(this.fd, key, value, 1);
    if (result !== -EEXIST) checkResult(`write to ${this.name}`, result);
  }

  /** Removes; no error when it is not there. */
  delete(key: Uint8Array): void {
    const result: number = this.#libbpf.remove(this.fd, key);
    if (result !== -ENOENT) checkResult(`remove from ${this.name}`, result);
  }

  /**
   * Writes all entries. When one fails those before it are written; throws as `set` does. More than one at a time takes a
   * kernel that has batches for this kind of map.
   */
  setAll(entries: readonly RawEntry[]): void {
    if (entries.length === 1) {
      // Length 1 has an entry.
      this.set(entries[0]!.key, entries[0]!.value);
      return;
    }
    for (let start = 0; start < entries.length; start += batchEntries) {
      const batch = entries.slice(start, start + batchEntries);
      const keys = Buffer.concat(batch.map((entry) => entry.key));
      const values = Buffer.concat(batch.map((entry) => entry.value));
      const result = this.#libbpf.updateBatch(this.fd, keys, values, Uint32Array.of(batch.length), null);
      checkResult(`write ${batch.length} entries to ${this.name}`, result);
    }
  }

  /** Every entry, in no order. Entries that come or go meanwhile may or may not be among them. */
  *entries(): Generator<RawEntry> {
    const tokens = [
      new Uint8Array(Math.max(this.#keySize, 4)),
      new Uint8Array(Math.max(this.#keySize, 4)),
    ] as const;
    for (let round = 0; ; round += 1) {
      const [token, next] = round % 2 === 0 ? tokens : [tokens[1], tokens[0]];
      const count = Uint32Array.of(batchEntries);
      // New ones each time: what is given out is a part of them.
      const keys = Buffer.alloc(batchEntries * this.#keySize);
      const values = Buffer.alloc(batchEntries * this.valueSize);
      const result: number = this.#libbpf.lookupBatch(
        this.fd,
        round === 0 ? null : token,
        next,
        keys,
        values,
        count,
        null,
      );
      if (result !== 0 && result !== -ENOENT) {
        if (round > 0 || result === -ENOSPC) throw new SystemError(`list ${this.name}`, -result);
        // The kernel has no batches for this kind of map.
        yield* this.#entriesOneByOne();
        return;
      }
      // The kernel has written how many there are.
      for (let index = 0; index < count[0]!; index += 1) yield this.#entryAt(keys, values, index);
      if (result === -ENOENT) return;
    }
  }

  /** Every key, in no order. */
  *keys(): Generator<Uint8Array> {
    let key: Uint8Array | null = null;
    for (;;) {
      const next = new Uint8Array(this.#keySize);
      const result: number = this.#libbpf.nextKey(this.fd, key, next);
      if (result === -ENOENT) return;
      checkResult(`list ${this.name}`, result);
      yield next;
      key = next;
    }
  }

  *#entriesOneByOne(): Generator<RawEntry> {
    for (const key of [...this.keys()]) {
      const value = this.get(key);
      if (value !== undefined) yield { key, value };
    }
  }

  #entryAt(keys: Buffer, values: Buffer, index: number): RawEntry {
    return {
      key: keys.subarray(index * this.#keySize, (index + 1) * this.#keySize),
      value: values.subarray(index * this.valueSize, (index + 1) * this.valueSize),
    };
  }
}
