/**
 * The lists of zones' records, kept between questions: each `find` copies the whole list, and of a large zone that costs a
 * hundred times what the question itself does.
 */
import type { Reader } from '../model/access.ts';
import type { RecordSet } from '../model/dns-resources.ts';

export interface ZoneLists {
  /** The resources, with the lists in them. */
  readonly resources: Reader;
  /** To be called when a record set has changed. */
  forget(): void;
}

export function keepZoneLists(resources: Reader): ZoneLists {
  const lists = new Map<string, readonly RecordSet[]>();
  const listOf = (zoneId: string): readonly RecordSet[] => {
    const kept = lists.get(zoneId) ?? resources.find('recordSet', 'zone', zoneId);
    // Of an unknown zone nothing is kept, so that there are no more than zones.
    if (kept.length > 0) lists.set(zoneId, kept);
    return kept;
  };
  const find: Reader['find'] = (kind, index, value) =>
    kind === 'recordSet' && index === 'zone'
      ? // The kind is that of record sets.
        (listOf(value) as readonly never[])
      : resources.find(kind, index, value);
  return {
    resources: {
      find,
      get: (kind, id) => resources.get(kind, id),
      count: (kind, index, value) => resources.count(kind, index, value),
      all: (kind) => resources.all(kind),
    },
    forget: () => lists.clear(),
  };
}
