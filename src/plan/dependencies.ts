import { isDeepStrictEqual } from 'node:util';
import type { Change } from '../model/access.ts';
import { indexes } from '../model/indexes.ts';
import type { Tag } from '../model/owned.ts';
import type { EndpointState, Kind, Kinds } from '../model/resources.ts';
import { isSameStage } from './endpoint-stage.ts';

/** What something was computed from: which fields of which records. Keys are those of `recordPlace` and `indexPlace`. */
export type Reads = ReadonlyMap<string, readonly string[]>;

/** The name of a record, for `Reads`. */
export function recordPlace(kind: Kind, id: string): string {
  return `${kind}/${id}`;
}

/** The name of what an index has under a value, for `Reads`. */
export function indexPlace(kind: Kind, index: string, value: string): string {
  return `${kind}?${index}=${value}`;
}

/** The name of what health checks have found of a group's targets, for `Reads`. */
export function healthPlace(targetGroupArn: string): string {
  return `health/${targetGroupArn}`;
}

/** The fields that a dependent reads at a place. */
interface Reading<Dependent> {
  readonly dependent: Dependent;
  readonly fields: readonly string[];
}

/** Who read what, so that a change finds those it concerns without looking at the others. */
export class Dependencies<Dependent> {
  /** Most places are read by one dependent, such as an endpoint's own record: those have no Map, which is many times as large. */
  readonly #readers = new Map<string, Reading<Dependent> | Map<Dependent, readonly string[]>>();

  /** Puts what a dependent read now in the place of what it read before. @param before the places of then */
  replace(dependent: Dependent, before: readonly string[], after: Reads): void {
    for (const place of before) {
      if (!after.has(place)) this.#remove(place, dependent);
    }
    for (const [place, fields] of after) {
      const readers = this.#readers.get(place);
      if (readers instanceof Map) readers.set(dependent, fields);
      else if (readers === undefined || readers.dependent === dependent)
        this.#readers.set(place, { dependent, fields });
      else
        this.#readers.set(
          place,
          new Map([
            [readers.dependent, readers.fields],
            [dependent, fields],
          ]),
        );
    }
  }

  /** Those who read anything there. */
  *readersOf(place: string): Iterable<Dependent> {
    for (const [dependent] of this.#readingsOf(place)) yield dependent;
  }

  /** Those who would read something else after the change than before. @param touched `touchedPlaces` of the change */
  *concernedBy(change: Change, touched = touchedPlaces(change)): Iterable<Dependent> {
    const known = new Map<string, boolean>();
    const hasChanged = (field: string): boolean => {
      const changed = known.get(field) ?? isChanged(change, field);
      known.set(field, changed);
      return changed;
    };
    for (const [place, membership] of touched) {
      for (const [dependent, fields] of this.#readingsOf(place)) {
        if (membership || fields.some(hasChanged)) yield dependent;
      }
    }
  }

  #readingsOf(place: string): Iterable<readonly [Dependent, readonly string[]]> {
    const readers = this.#readers.get(place);
    if (readers === undefined || readers instanceof Map) return readers ?? nobody;
    return [[readers.dependent, readers.fields]];
  }

  #remove(place: string, dependent: Dependent): void {
    const readers = this.#readers.get(place);
    if (readers instanceof Map) {
      readers.delete(dependent);
      if (readers.size === 0) this.#readers.delete(place);
    } else if (readers?.dependent === dependent) this.#readers.delete(place);
  }
}

/** The places where the record is or was; true where it came or went, so that all who read there are concerned. */
export function touchedPlaces({ kind, id, before, after }: Change): ReadonlyMap<string, boolean> {
  const places = new Map([[recordPlace(kind, id), before === undefined || after === undefined]]);
  const was = placesIn(kind, before);
  const is = placesIn(kind, after);
  for (const place of was) places.set(place, !is.has(place));
  for (const place of is) places.set(place, !was.has(place));
  return places;
}

function placesIn(kind: Kind, record: Kinds[Kind] | undefined): ReadonlySet<string> {
  const places = new Set<string>();
  if (!record) return places;
  // Each function takes records of its kind, and this is one.
  const functions = indexes[kind] as Record<string, (record: Kinds[Kind]) => readonly string[]>;
  for (const [index, valuesOf] of Object.entries(functions)) {
    for (const value of valuesOf(record)) places.add(indexPlace(kind, index, value));
  }
  return places;
}

/** A record that came or went has been told of by its places. */
function isChanged({ kind, before, after }: Change, field: string): boolean {
  if (!before || !after) return false;
  const [was, is] = [seen(before, field), seen(after, field)];
  // Both are states of endpoints.
  if (kind === 'endpoint' && field === 'state')
    return !isSameStage(was as EndpointState, is as EndpointState);
  return !isDeepStrictEqual(was, is);
}

function seen(record: object, field: string): unknown {
  if (field === extensionTagsField) return extensionTags(record);
  return (record as Readonly<Record<string, unknown>>)[field];
}

/** The field that stands in `Reads` for those tags of a record that mean something to us; all others may change freely. */
export const extensionTagsField = 'tags postern:';

/** Those tags. */
export function extensionTags(record: object): readonly Tag[] {
  // What has tags at all has these.
  const { tags = [] } = record as { readonly tags?: readonly Tag[] };
  return tags.filter(({ key }) => key.startsWith('postern:'));
}

const nobody: readonly never[] = [];
