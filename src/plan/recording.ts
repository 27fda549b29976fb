import type { Reader } from '../model/access.ts';
import type { Arn } from '../model/ids.ts';
import { type IndexName, indexes } from '../model/indexes.ts';
import type { Target } from '../model/load-balancing-resources.ts';
import type { Tag } from '../model/owned.ts';
import type { Kind, Kinds } from '../model/resources.ts';
import {
  extensionTags,
  extensionTagsField,
  healthPlace,
  indexPlace,
  type Reads,
  recordPlace,
} from './dependencies.ts';
import type { Entries, Entry, Table } from './entry.ts';
import { entryId, entryOf } from './entry-key.ts';
import type { HealthSource, RoutingHealth } from './health.ts';
import { type EntrySet, entrySet, noEntries } from './ledger.ts';
import { type Scope, type Unit, type UnitKey, unitKey } from './unit.ts';

/** What one run of a unit's computation read and said. */
export interface Recording {
  readonly reads: Reads;
  readonly entries: EntrySet;
  readonly needs: ReadonlyMap<UnitKey, Unit>;
  /** By place, see `indexPlace`. */
  readonly groups: ReadonlyMap<string, Group>;
}

/** Entries that each record under a value of an index has by itself. */
export interface Group {
  readonly ids: () => readonly string[];
  /** The entries of a record as it is now; none when it is not there or not under the value. */
  readonly entriesOf: (id: string) => EntrySet;
}

/** The recording of a computation that does nothing. */
export const blank: Recording = {
  reads: new Map(),
  entries: noEntries,
  needs: new Map(),
  groups: new Map(),
};

/** What computations read. */
export interface Sources {
  readonly resources: Reader;
  readonly health: HealthSource;
  /** The kinds that were read so far: recording adds to it. */
  readonly kinds: Set<Kind>;
  /** What was made once, by name: recording adds to it, and clears it when there are `madeMax`. */
  readonly made: Map<string, string>;
}

/** Each is some hundred bytes. */
const madeMax = 4096;

/** Runs a computation and records it. */
export function record(sources: Sources, run: (scope: Scope) => void): Recording {
  const recorder = new Recorder(sources);
  run(recorder);
  return recorder;
}

const noFields: readonly string[] = [];
const extensionFields: readonly string[] = [extensionTagsField];

class Recorder implements Scope, Recording {
  readonly reads = new Map<string, readonly string[]>();
  readonly entries = new Map<string, Entry>();
  readonly needs = new Map<UnitKey, Unit>();
  readonly groups = new Map<string, Group>();
  readonly #resources: Reader;
  readonly #health: HealthSource;
  readonly #kinds: Set<Kind>;
  readonly #made: Map<string, string>;

  constructor({ resources, health, kinds, made }: Sources) {
    this.#resources = resources;
    this.#health = health;
    this.#kinds = kinds;
    this.#made = made;
  }

  pick<K extends Kind, F extends keyof Kinds[K] & string>(
    kind: K,
    id: string,
    fields: readonly F[],
  ): Pick<Kinds[K], F> | undefined {
    this.#kinds.add(kind);
    this.#note(recordPlace(kind, id), fields);
    return this.#resources.get(kind, id);
  }

  extensionTags(kind: Kind, id: string): readonly Tag[] | undefined {
    this.#kinds.add(kind);
    this.#note(recordPlace(kind, id), extensionFields);
    const found = this.#resources.get(kind, id);
    return found && extensionTags(found);
  }

  pickAll<K extends Kind, F extends keyof Kinds[K] & string>(
    kind: K,
    index: IndexName<K>,
    value: string,
    fields: readonly F[],
  ): readonly Pick<Kinds[K], F>[] {
    this.#kinds.add(kind);
    this.#note(indexPlace(kind, index, value), fields);
    return this.#resources.find(kind, index, value);
  }

  each<K extends Kind>(
    kind: K,
    index: IndexName<K>,
    value: string,
    entriesOf: (record: Kinds[K]) => readonly Entry[],
  ): void {
    this.#kinds.add(kind);
    // Each function of `indexes` takes records of its kind.
    const valuesOf = (indexes[kind] as Record<string, (record: Kinds[K]) => readonly string[]>)[index];
    this.groups.set(indexPlace(kind, index, value), {
      ids: () => this.#resources.find(kind, index, value).map(({ id }) => id),
      entriesOf: (id) => {
        const found = this.#resources.get(kind, id);
        return found && valuesOf?.(found).includes(value) ? entrySet(entriesOf(found)) : noEntries;
      },
    });
  }

  health(targetGroupArn: Arn, target: Pick<Target, 'id' | 'port'>): RoutingHealth {
    this.#note(healthPlace(targetGroupArn), noFields);
    return this.#health.routingOf(targetGroupArn, target);
  }

  once(name: string, make: () => string): string {
    const found = this.#made.get(name);
    if (found !== undefined) return found;
    if (this.#made.size >= madeMax) this.#made.clear();
    const made = make();
    this.#made.set(name, made);
    return made;
  }

  emit<T extends Table>(table: T, value: Entries[T]): void {
    const entry = entryOf(table, value);
    this.entries.set(entryId(entry), entry);
  }

  need(unit: Unit): void {
    this.needs.set(unitKey(unit), unit);
  }

  /** Most places are read once, or with the same list of fields each time: nothing is copied then. */
  #note(place: string, fields: readonly string[]): void {
    const noted = this.reads.get(place);
    if (noted === fields) return;
    this.reads.set(place, noted ? [...new Set([...noted, ...fields])] : fields);
  }
}
