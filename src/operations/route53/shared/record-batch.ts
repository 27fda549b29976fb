/** Record sets of one zone with changes on top, before they are written. */
import type { Reader, Writer } from '../../../model/access.ts';
import type { RecordSet, RecordType } from '../../../model/dns-resources.ts';
import { recordSetsOfName } from '../../../model/record-order.ts';

export class RecordBatch {
  readonly #zoneId: string;
  readonly #resources: Reader;
  /** As they are stored, of the names that were asked for. */
  readonly #stored = new Map<string, readonly RecordSet[]>();
  /** Undefined: deleted. By name, then id. */
  readonly #changed = new Map<string, Map<string, RecordSet | undefined>>();
  #added = 0;

  constructor(resources: Reader, zoneId: string) {
    this.#zoneId = zoneId;
    this.#resources = resources;
  }

  /** How many record sets there are with the changes. */
  get size(): number {
    return this.#resources.count('recordSet', 'zone', this.#zoneId) + this.#added;
  }

  /** All record sets of the name. */
  ofName(name: string): RecordSet[] {
    const changed = this.#changed.get(name) ?? new Map<string, RecordSet | undefined>();
    const left = this.#storedOf(name).filter(({ id }) => !changed.has(id));
    return [...left, ...[...changed.values()].filter((record) => record !== undefined)];
  }

  ofType(name: string, type: RecordType): RecordSet[] {
    return this.ofName(name).filter((record) => record.type === type);
  }

  get(record: RecordSet): RecordSet | undefined {
    return this.ofName(record.name).find(({ id }) => id === record.id);
  }

  put(record: RecordSet): void {
    if (!this.get(record)) this.#added += 1;
    this.#change(record, record);
  }

  delete(record: RecordSet): void {
    if (this.get(record)) this.#added -= 1;
    this.#change(record, undefined);
  }

  /** The names that changes were made to. */
  get names(): Iterable<string> {
    return this.#changed.keys();
  }

  write(resources: Writer): void {
    for (const changed of this.#changed.values()) {
      for (const [id, record] of changed) {
        if (record) resources.put('recordSet', record);
        else resources.delete('recordSet', id);
      }
    }
  }

  #storedOf(name: string): readonly RecordSet[] {
    const known = this.#stored.get(name);
    if (known) return known;
    const stored = recordSetsOfName(this.#resources, this.#zoneId, name);
    this.#stored.set(name, stored);
    return stored;
  }

  #change({ name, id }: RecordSet, record: RecordSet | undefined): void {
    const changed = this.#changed.get(name) ?? new Map<string, RecordSet | undefined>();
    this.#changed.set(name, changed.set(id, record));
  }
}
