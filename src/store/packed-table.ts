import { type PackedKind, packedKinds } from '../model/packed-kinds.ts';
import { PackedList } from './packed-list.ts';
import { type AnyRecord, parseRecord, recordKey } from './record.ts';
import { indexFunctions, type Stored, type Table, type ValuesOf } from './table.ts';

/** Keeps records as text, for kinds that have very many; each is made anew when it is asked for. */
export class PackedTable implements Table {
  readonly #kind: PackedKind;
  readonly #texts = new PackedList();
  readonly #group: { readonly index: string; readonly end: string };
  readonly #rare: readonly RareIndex[];

  constructor(kind: PackedKind) {
    this.#kind = kind;
    const { group, rare } = packedKinds[kind];
    this.#group = group;
    const functions = indexFunctions(kind);
    this.#rare = Object.entries(rare).map(([name, sign]) => new RareIndex(name, sign, functions[name]));
  }

  get(id: string): AnyRecord | undefined {
    const text = this.#texts.get(id);
    return text === undefined ? undefined : this.#parse(id, text);
  }

  has(id: string): boolean {
    return this.#texts.has(id);
  }

  *ids(): Iterable<string> {
    for (const { id } of this.#texts.entries()) yield id;
  }

  *all(): Iterable<AnyRecord> {
    for (const { id, text } of this.#texts.entries()) yield this.#parse(id, text);
  }

  *scan(prefix: string, from = prefix): Iterable<AnyRecord> {
    for (const text of this.#texts.texts(prefix, from)) yield this.#parse(prefix, text);
  }

  find(index: string, value: string): readonly AnyRecord[] {
    const { end } = this.#group;
    if (index === this.#group.index) return value.includes(end) ? [] : [...this.scan(value + end)];
    const ids = this.#rareIndex(index)?.ids(value) ?? [];
    return ids.flatMap((id) => this.get(id) ?? []);
  }

  count(index: string, value: string): number {
    const { end } = this.#group;
    if (index !== this.#group.index) return this.#rareIndex(index)?.count(value) ?? 0;
    return value.includes(end) ? 0 : this.#texts.count(value + end, value + successor(end));
  }

  /** Puts what a store holds into a table where nothing is under the id; fast when ids come in their order. */
  fill(id: string, text: string): void {
    this.#texts.append(id, text);
    const rare = this.#rare.filter(({ sign }) => text.includes(sign));
    if (rare.length === 0) return;
    const record = this.#parse(id, text);
    for (const index of rare) index.update(undefined, record);
  }

  put(id: string, { text, record }: Stored): AnyRecord | undefined {
    const before = this.get(id);
    this.#texts.set(id, text);
    for (const index of this.#rare) index.update(before, record);
    return before;
  }

  delete(id: string): AnyRecord | undefined {
    const before = this.get(id);
    this.#texts.delete(id);
    for (const index of this.#rare) index.update(before, undefined);
    return before;
  }

  #parse(id: string, text: string): AnyRecord {
    return parseRecord(recordKey(this.#kind, id), text);
  }

  #rareIndex(name: string): RareIndex | undefined {
    return this.#rare.find((index) => index.name === name);
  }
}

/** An index that few records are in, by their ids. */
class RareIndex {
  readonly name: string;
  /** What the text of every record has that is in it. */
  readonly sign: string;
  readonly #valuesOf: ValuesOf;
  readonly #ids = new Map<string, Set<string>>();

  constructor(name: string, sign: string, valuesOf: ValuesOf = () => []) {
    this.name = name;
    this.sign = sign;
    this.#valuesOf = valuesOf;
  }

  /** In order. */
  ids(value: string): string[] {
    return [...(this.#ids.get(value) ?? [])].sort();
  }

  count(value: string): number {
    return this.#ids.get(value)?.size ?? 0;
  }

  update(before: AnyRecord | undefined, after: AnyRecord | undefined): void {
    for (const value of before ? this.#valuesOf(before) : []) {
      const ids = this.#ids.get(value);
      // Of what is before, so it is there.
      ids?.delete(before!.id);
      if (ids?.size === 0) this.#ids.delete(value);
    }
    for (const value of after ? this.#valuesOf(after) : []) {
      const ids = this.#ids.get(value) ?? new Set();
      this.#ids.set(value, ids.add(after!.id));
    }
  }
}

/** The character that comes next. */
function successor(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) + 1);
}
