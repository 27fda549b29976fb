/** The newest events by account and region: what LookupEvents looks at. What is older is in the files alone. */
import type { AuditAttribute, AuditQuery } from '../model/audit-reader.ts';
import type { Recorded } from './event.ts';
import type { AuditedResource } from './resources-of.ts';
import type { Place } from './segments.ts';

/** How many are kept: some 300 bytes each. */
export const recentEventsMax = 50_000;

export interface IndexedEvent {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly readOnly: boolean;
  readonly username?: string;
  readonly accessKeyId?: string;
  readonly timeMs: number;
  readonly resources: readonly AuditedResource[];
  readonly place: Place;
}

export class RecentEvents {
  /** The oldest first, by `<account>/<region>`. */
  readonly #byOwner = new Map<string, IndexedEvent[]>();
  readonly #max: number;
  #count = 0;

  constructor(max = recentEventsMax) {
    this.#max = max;
  }

  /** Adds an event that stands behind all others; one that is there already is passed over. */
  add({ event, resources, username, accessKeyId }: Recorded, place: Place): void {
    const owner = `${event.recipientAccountId}/${event.awsRegion}`;
    const events = this.#byOwner.get(owner) ?? [];
    const last = events.at(-1);
    if (last && !isBefore(last.place, place)) return;
    this.#byOwner.set(owner, events);
    events.push({
      id: event.eventID,
      name: event.eventName,
      source: event.eventSource,
      readOnly: event.readOnly,
      ...(username !== undefined && { username }),
      ...(accessKeyId !== undefined && { accessKeyId }),
      timeMs: Date.parse(event.eventTime),
      resources,
      place,
    });
    this.#count += 1;
    if (this.#count > this.#max * 1.2) this.#forgetOldest();
  }

  /**
   * Those that the query asks for, newest first, and one more when there are more.
   * @returns undefined when `after` is no mark
   */
  find({ accountId, region, attribute, fromMs, toMs, limit, after }: AuditQuery): IndexedEvent[] | undefined {
    const mark = after === undefined ? undefined : readMark(after);
    if (after !== undefined && mark === undefined) return undefined;
    const events = this.#byOwner.get(`${accountId}/${region}`) ?? [];
    const found: IndexedEvent[] = [];
    for (let at = events.length - 1; at >= 0 && found.length <= limit; at -= 1) {
      const event = events[at];
      if (event === undefined || (mark && !isBefore(event.place, mark))) continue;
      const matches = attribute === undefined || hasAttribute(event, attribute.key, attribute.value);
      if (event.timeMs >= fromMs && event.timeMs <= toMs && matches) found.push(event);
    }
    return found;
  }

  /** A fifth goes at a time, so that this is rare. */
  #forgetOldest(): void {
    const places = [...this.#byOwner.values()].flat().map(({ place }) => place);
    places.sort((a, b) => (isBefore(a, b) ? -1 : 1));
    const first = places[places.length - this.#max];
    if (first === undefined) return;
    for (const [owner, events] of this.#byOwner) {
      const kept = events.filter(({ place }) => !isBefore(place, first));
      if (kept.length === 0) this.#byOwner.delete(owner);
      else this.#byOwner.set(owner, kept);
    }
    this.#count = this.#max;
  }
}

/** What a page ends with; also good after a restart. */
export function markOf({ place }: IndexedEvent): string {
  return `${place.segment}:${place.offset}`;
}

function readMark(mark: string): Pick<Place, 'segment' | 'offset'> | undefined {
  const match = /^(\d{1,9}):(\d{1,12})$/.exec(mark);
  return match ? { segment: Number(match[1]), offset: Number(match[2]) } : undefined;
}

function isBefore(a: Pick<Place, 'segment' | 'offset'>, b: Pick<Place, 'segment' | 'offset'>): boolean {
  return a.segment < b.segment || (a.segment === b.segment && a.offset < b.offset);
}

function hasAttribute(event: IndexedEvent, key: AuditAttribute, value: string): boolean {
  switch (key) {
    case 'EventId':
      return event.id === value;
    case 'EventName':
      return event.name === value;
    case 'EventSource':
      return event.source === value;
    case 'ReadOnly':
      return String(event.readOnly) === value;
    case 'Username':
      return event.username === value;
    case 'AccessKeyId':
      return event.accessKeyId === value;
    case 'ResourceName':
      return event.resources.some(({ name }) => name === value);
    case 'ResourceType':
      return event.resources.some(({ type }) => type === value);
  }
}
