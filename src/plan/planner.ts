/**
 * The plan of everything a node must hold, kept up to date with the resources.
 *
 * The plan is the sum of units. Each is computed by itself, and what it reads is remembered, so that a change leads
 * straight to the units it concerns: the cost of a change is that of these, however many others there are.
 * Synchronous and without side effects: the same resources always make the same plan.
 */
import type { Change, Reader } from '../model/access.ts';
import { compute } from './compute.ts';
import { Dependencies, touchedPlaces } from './dependencies.ts';
import type { Entry, PlanDifference } from './entry.ts';
import { entryId } from './entry-key.ts';
import { type Contributor, type EntrySet, Ledger } from './ledger.ts';
import { blank, type Group, type Recording, record } from './recording.ts';
import { type Root, type Unit, type UnitKey, unitKey } from './unit.ts';

export interface Planner {
  /** Computes everything anew. @returns the difference to what was planned before, at first everything */
  full(): PlanDifference;
  /**
   * Computes what depends on the changes. The resources must have them already; those that have later ones
   * too do no harm. The first call computes everything.
   */
  update(changes: readonly Change[]): PlanDifference;
  /** The whole plan, in no particular order. */
  entries(): Iterable<Entry>;
  /** Everything that an endpoint, a load balancer or an instance needs in place to work. */
  entriesOf(root: Root): readonly Entry[];
  /** The endpoints, load balancers and instances that need an entry, such as one that could not be applied. */
  rootsOf(entry: Pick<Entry, 'table' | 'key'>): readonly Root[];
  /** Computations of units so far, those for a single record of a group included. */
  readonly computations: number;
}

/** A planner that has planned nothing yet. @param resources read at each call, as they are then */
export function createPlanner(resources: Reader): Planner {
  return new IncrementalPlanner(resources);
}

/** A unit that is in the plan. */
interface Part extends Contributor {
  readonly unit: Unit;
  /** Those who need it; with none, and no record that it stands for, it goes. */
  readonly neededBy: Set<Part>;
  isRoot: boolean;
  recording: Recording;
  readonly members: Map<string, Member>;
}

/** A record of a group, with the entries that it adds to the part. */
interface Member extends Contributor {
  readonly part: Part;
  entries: EntrySet;
}

class IncrementalPlanner implements Planner {
  readonly #resources: Reader;
  readonly #parts = new Map<UnitKey, Part>();
  readonly #ledger = new Ledger<Part | Member>();
  readonly #dependencies = new Dependencies<Part>();
  /** Parts that have a group, by its place. */
  readonly #groups = new Map<string, Set<Part>>();
  readonly #unneeded = new Set<Part>();
  #computations = 0;
  #started = false;

  constructor(resources: Reader) {
    this.#resources = resources;
  }

  get computations(): number {
    return this.#computations;
  }

  full(): PlanDifference {
    this.#started = true;
    const wanted = new Map(allRoots(this.#resources).map((root) => [unitKey(root), root]));
    for (const part of this.#parts.values()) {
      if (part.isRoot && !wanted.has(part.key)) this.#dropRoot(part);
    }
    this.#sweep();
    const known = [...this.#parts.values()];
    for (const root of wanted.values()) this.#addRoot(root);
    for (const part of known) this.#compute(part);
    return this.#finish();
  }

  update(changes: readonly Change[]): PlanDifference {
    if (!this.#started) return this.full();
    const concerned = new Set<Part>();
    for (const change of changes) {
      for (const part of this.#dependencies.concernedBy(change)) concerned.add(part);
    }
    // Parts that come now read what is there after all the changes; they are not concerned by them.
    for (const change of changes) {
      this.#updateRoot(change);
      this.#updateMembers(change);
    }
    for (const part of concerned) this.#compute(part);
    return this.#finish();
  }

  entries(): Iterable<Entry> {
    return this.#ledger.entries();
  }

  entriesOf(root: Root): readonly Entry[] {
    const part = this.#parts.get(unitKey(root));
    const ids = new Set(part ? [...this.#below(part)].flatMap(idsOf) : []);
    return [...ids].flatMap((id) => this.#ledger.get(id) ?? []);
  }

  rootsOf(entry: Pick<Entry, 'table' | 'key'>): readonly Root[] {
    const parts = this.#ledger
      .contributors(entryId(entry))
      .map((found) => ('part' in found ? found.part : found));
    return rootsAbove(parts);
  }

  #finish(): PlanDifference {
    this.#sweep();
    return this.#ledger.difference();
  }

  #updateRoot(change: Change): void {
    const root = rootOf(change);
    if (!root) return;
    const part = this.#parts.get(unitKey(root));
    const exists = this.#resources.get(root.kind, root.id) !== undefined;
    if (exists && !part) this.#addRoot(root);
    if (!exists && part) this.#dropRoot(part);
  }

  #addRoot(root: Root): void {
    const part = this.#part(root);
    part.isRoot = true;
    this.#unneeded.delete(part);
  }

  #dropRoot(part: Part): void {
    part.isRoot = false;
    this.#unneeded.add(part);
  }

  /** The part for the unit; a new one is computed at once. */
  #part(unit: Unit): Part {
    const key = unitKey(unit);
    const found = this.#parts.get(key);
    if (found) return found;
    const part: Part = {
      key,
      unit,
      neededBy: new Set(),
      isRoot: false,
      recording: blank,
      members: new Map(),
    };
    this.#parts.set(key, part);
    this.#compute(part);
    return part;
  }

  #compute(part: Part): void {
    this.#computations += 1;
    this.#adopt(
      part,
      record(this.#resources, (scope) => compute(part.unit, scope)),
    );
  }

  /** Puts a new recording in the place of the part's old one, everywhere. */
  #adopt(part: Part, after: Recording): void {
    const before = part.recording;
    part.recording = after;
    this.#dependencies.replace(part, before.reads, after.reads);
    for (const unit of after.needs.values()) this.#need(part, unit);
    for (const key of before.needs.keys()) {
      if (!after.needs.has(key)) this.#release(part, key);
    }
    this.#ledger.replace(part, before.entries, after.entries);
    this.#adoptGroups(part, before, after);
  }

  #need(part: Part, unit: Unit): void {
    const needed = this.#part(unit);
    needed.neededBy.add(part);
    this.#unneeded.delete(needed);
  }

  #release(part: Part, key: UnitKey): void {
    const needed = this.#parts.get(key);
    needed?.neededBy.delete(part);
    if (needed?.neededBy.size === 0) this.#unneeded.add(needed);
  }

  /** Removes what nobody needs any more. Waits for the end of an update: what goes with one part may come with the next. */
  #sweep(): void {
    for (const part of this.#unneeded) {
      this.#unneeded.delete(part);
      if (part.isRoot || part.neededBy.size > 0) continue;
      this.#adopt(part, blank);
      this.#parts.delete(part.key);
    }
  }

  #adoptGroups(part: Part, before: Recording, after: Recording): void {
    const stale = new Map(part.members);
    for (const [place, group] of after.groups) {
      this.#groups.set(place, (this.#groups.get(place) ?? new Set()).add(part));
      for (const id of group.ids()) {
        stale.delete(memberKey(part, place, id));
        this.#updateMember(part, place, group, id);
      }
    }
    for (const member of stale.values()) this.#setMember(member, new Map());
    for (const place of before.groups.keys()) {
      if (!after.groups.has(place)) this.#leaveGroup(part, place);
    }
  }

  #leaveGroup(part: Part, place: string): void {
    const parts = this.#groups.get(place);
    parts?.delete(part);
    if (parts?.size === 0) this.#groups.delete(place);
  }

  #updateMembers(change: Change): void {
    for (const place of touchedPlaces(change).keys()) {
      for (const part of this.#groups.get(place) ?? []) {
        const group = part.recording.groups.get(place);
        if (!group) continue;
        this.#computations += 1;
        this.#updateMember(part, place, group, change.id);
      }
    }
  }

  #updateMember(part: Part, place: string, group: Group, id: string): void {
    const key = memberKey(part, place, id);
    const member = part.members.get(key) ?? { key, part, entries: new Map() };
    this.#setMember(member, group.entriesOf(id));
  }

  #setMember(member: Member, entries: EntrySet): void {
    this.#ledger.replace(member, member.entries, entries);
    member.entries = entries;
    if (entries.size === 0) member.part.members.delete(member.key);
    else member.part.members.set(member.key, member);
  }

  /** The part and all that it needs. */
  #below(part: Part, found = new Set<Part>()): Set<Part> {
    found.add(part);
    for (const key of part.recording.needs.keys()) {
      const needed = this.#parts.get(key);
      if (needed && !found.has(needed)) this.#below(needed, found);
    }
    return found;
  }
}

function allRoots(resources: Reader): readonly Root[] {
  return [
    ...Iterator.from(resources.all('instance')).map(({ id }): Root => ({ kind: 'instance', id })),
    ...Iterator.from(resources.all('loadBalancer')).map(({ id }): Root => ({ kind: 'loadBalancer', id })),
    ...Iterator.from(resources.all('endpoint')).map(({ id }): Root => ({ kind: 'endpoint', id })),
  ];
}

function rootOf({ kind, id }: Change): Root | undefined {
  switch (kind) {
    case 'endpoint':
    case 'loadBalancer':
    case 'instance':
      // The id is that of a record of this kind.
      return { kind, id } as Root;
    default:
      return undefined;
  }
}

/** The roots among the parts and those that need them, each once. */
function rootsAbove(parts: readonly Part[]): readonly Root[] {
  const seen = new Set(parts);
  const roots: Root[] = [];
  // A Set is walked in the order of insertion, and what is added on the way is walked too.
  for (const part of seen) {
    for (const above of part.neededBy) seen.add(above);
    // Only units of roots are marked so.
    if (part.isRoot) roots.push(part.unit as Root);
  }
  return roots;
}

function idsOf({ recording, members }: Part): readonly string[] {
  return [
    ...recording.entries.keys(),
    ...[...members.values()].flatMap(({ entries }) => [...entries.keys()]),
  ];
}

function memberKey(part: Part, place: string, id: string): string {
  return `${part.key} ${place} ${id}`;
}
