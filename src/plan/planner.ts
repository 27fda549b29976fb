/**
 * The plan of everything a node must hold, kept up to date with the resources.
 *
 * The plan is the sum of units. Each is computed by itself, and what it reads is remembered, so that a change leads
 * straight to the units it concerns: the cost of a change is that of these, however many others there are.
 * Synchronous and without side effects: the same resources always make the same plan.
 */
import type { Change, Reader } from '../model/access.ts';
import type { Arn } from '../model/ids.ts';
import { compute } from './compute.ts';
import { Dependencies, healthPlace, touchedPlaces } from './dependencies.ts';
import type { Entry, PlanDifference } from './entry.ts';
import { entryId } from './entry-key.ts';
import { allUsable, type HealthSource } from './health.ts';
import { type Contributor, Ledger, noEntries } from './ledger.ts';
import { blank, type Group, type Recording, record, type Sources } from './recording.ts';
import { type Root, type Unit, type UnitKey, unitKey } from './unit.ts';

export interface Planner {
  /**
   * Computes everything for the first time, and tells no difference. What changes before it resolves has to be given to
   * `update` then: before that the plan is one of several moments.
   * @param pause asked before each root; what it gives is waited for
   */
  begin(pause: () => Promise<unknown> | undefined): Promise<void>;
  /** Computes everything anew. @returns the difference to what was planned before, at first everything */
  full(): PlanDifference;
  /**
   * Computes what depends on the changes. The resources must have them already; those that have later ones
   * too do no harm. The first call computes everything.
   * @param health groups of whose targets health checks have found something else
   */
  update(changes: readonly Change[], health?: Iterable<Arn>): PlanDifference;
  /** The whole plan, in no particular order. */
  entries(): Iterable<Entry>;
  /** Everything that an endpoint, a load balancer or an instance needs in place to work. */
  entriesOf(root: Root): readonly Entry[];
  /** The endpoints, load balancers and instances that need an entry, such as one that could not be applied. */
  rootsOf(entry: Pick<Entry, 'table' | 'key'>): readonly Root[];
  /** Computations of units so far, those for a single record of a group included. */
  readonly computations: number;
}

/** A planner that has planned nothing yet. Resources and health are read at each call, as they are then. */
export function createPlanner(resources: Reader, health: HealthSource = allUsable): Planner {
  return new IncrementalPlanner({ resources, health, kinds: new Set(), made: new Map() });
}

/** A unit that is in the plan, with what its last computation read and said. */
interface Part extends Contributor {
  readonly unit: Unit;
  /** Those who need it; with none, and no record that it stands for, it goes. Nobody needs a root: those have no set. */
  neededBy: Set<Part> | undefined;
  isRoot: boolean;
  /** See `Reads`. */
  places: readonly string[];
  /** Names of its entries, not counting those of members. */
  entryIds: readonly string[];
  needs: readonly Part[];
  groups: ReadonlyMap<string, MemberGroup>;
}

/** The records that each add entries of their own to a part, by id; those that add none are left out. */
interface MemberGroup extends Group {
  readonly members: Map<string, Member>;
}

/** A record of a group, with the entries that it adds to the part. */
interface Member extends Contributor {
  readonly part: Part;
  entryIds: readonly string[];
}

class IncrementalPlanner implements Planner {
  readonly #sources: Sources;
  readonly #resources: Reader;
  readonly #parts = new Map<UnitKey, Part>();
  readonly #ledger = new Ledger<Part | Member>();
  readonly #dependencies = new Dependencies<Part>();
  /** Parts that have a group, by its place. */
  readonly #groups = new Map<string, Set<Part>>();
  readonly #unneeded = new Set<Part>();
  #computations = 0;
  #started = false;

  constructor(sources: Sources) {
    this.#sources = sources;
    this.#resources = sources.resources;
  }

  get computations(): number {
    return this.#computations;
  }

  async begin(pause: () => Promise<unknown> | undefined): Promise<void> {
    this.#started = true;
    for (const root of allRoots(this.#resources)) {
      const pausing = pause();
      if (pausing !== undefined) await pausing;
      // One that has gone meanwhile is dropped by the update that is told of it.
      this.#addRoot(root);
    }
    this.#sweep();
    this.#ledger.forgetChanges();
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

  update(all: readonly Change[], health: Iterable<Arn> = []): PlanDifference {
    if (!this.#started) return this.full();
    // What nothing has read concerns nothing: most requests write records of bookkeeping too.
    const changes = all.filter((change) => this.#sources.kinds.has(change.kind) || rootOf(change));
    const concerned = new Set<Part>();
    const touched = changes.map(touchedPlaces);
    for (const [at, change] of changes.entries()) {
      for (const part of this.#dependencies.concernedBy(change, touched[at])) concerned.add(part);
    }
    for (const arn of health) {
      for (const part of this.#dependencies.readersOf(healthPlace(arn))) concerned.add(part);
    }
    // Parts that come now read what is there after all the changes; they are not concerned by them.
    for (const [at, change] of changes.entries()) {
      this.#updateRoot(change);
      // There is one for each change.
      this.#updateMembers(change, touched[at]!);
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
    this.#part(unitKey(root), root).isRoot = true;
  }

  #dropRoot(part: Part): void {
    part.isRoot = false;
    this.#unneeded.add(part);
  }

  /** The part for the unit; a new one is computed at once. */
  #part(key: UnitKey, unit: Unit): Part {
    const found = this.#parts.get(key);
    if (found) return found;
    const part = newPart(key, unit);
    this.#parts.set(key, part);
    this.#compute(part);
    return part;
  }

  #compute(part: Part): void {
    this.#computations += 1;
    this.#adopt(
      part,
      record(this.#sources, (scope) => compute(part.unit, scope)),
    );
  }

  /** Puts a new recording in the place of the part's old one, everywhere. */
  #adopt(part: Part, { reads, entries, needs, groups }: Recording): void {
    this.#dependencies.replace(part, part.places, reads);
    part.places = [...reads.keys()];
    this.#ledger.replace(part, part.entryIds, entries);
    part.entryIds = [...entries.keys()];
    this.#adoptNeeds(part, needs);
    this.#adoptGroups(part, groups);
  }

  #adoptNeeds(part: Part, units: Recording['needs']): void {
    const before = part.needs;
    part.needs = Array.from(units, ([key, unit]) => this.#part(key, unit));
    for (const needed of part.needs) needed.neededBy = (needed.neededBy ?? new Set()).add(part);
    for (const needed of before) {
      if (units.has(needed.key)) continue;
      needed.neededBy?.delete(part);
      this.#unneeded.add(needed);
    }
  }

  /** Removes what nobody needs any more. Waits for the end of an update: what goes with one part may come with the next. */
  #sweep(): void {
    for (const part of this.#unneeded) {
      this.#unneeded.delete(part);
      if (part.isRoot || (part.neededBy?.size ?? 0) > 0) continue;
      this.#adopt(part, blank);
      this.#parts.delete(part.key);
    }
  }

  #adoptGroups(part: Part, groups: Recording['groups']): void {
    const before = part.groups;
    if (groups.size === 0 && before.size === 0) return;
    part.groups = new Map(
      [...groups].map(([place, group]) => [place, withMembers(group, before.get(place))]),
    );
    for (const [place, group] of part.groups) {
      this.#groups.set(place, (this.#groups.get(place) ?? new Set()).add(part));
      for (const id of new Set([...group.members.keys(), ...group.ids()]))
        this.#updateMember(part, group, id);
    }
    for (const [place, { members }] of before) {
      if (part.groups.has(place)) continue;
      this.#leaveGroup(part, place);
      for (const member of members.values()) this.#ledger.replace(member, member.entryIds, noEntries);
    }
  }

  #leaveGroup(part: Part, place: string): void {
    const parts = this.#groups.get(place);
    parts?.delete(part);
    if (parts?.size === 0) this.#groups.delete(place);
  }

  #updateMembers(change: Change, touched: ReadonlyMap<string, boolean>): void {
    for (const place of touched.keys()) {
      for (const part of this.#groups.get(place) ?? []) {
        const group = part.groups.get(place);
        if (!group) continue;
        this.#computations += 1;
        this.#updateMember(part, group, change.id);
      }
    }
  }

  #updateMember(part: Part, { members, entriesOf }: MemberGroup, id: string): void {
    const entries = entriesOf(id);
    const member = members.get(id) ?? { key: `${part.key} ${id}`, part, entryIds: [] };
    if (entries.size === 0) members.delete(id);
    else members.set(id, member);
    this.#ledger.replace(member, member.entryIds, entries);
    member.entryIds = [...entries.keys()];
  }

  /** The part and all that it needs. */
  #below(part: Part): ReadonlySet<Part> {
    const found = new Set([part]);
    // A Set is walked in the order of insertion, and what is added on the way is walked too; so in rootsAbove.
    for (const { needs } of found) {
      for (const needed of needs) found.add(needed);
    }
    return found;
  }
}

/** Most parts have none. */
const noGroups: ReadonlyMap<string, MemberGroup> = new Map();

function newPart(key: UnitKey, unit: Unit): Part {
  return {
    key,
    unit,
    neededBy: undefined,
    isRoot: false,
    places: [],
    entryIds: [],
    needs: [],
    groups: noGroups,
  };
}

function withMembers(group: Group, before: MemberGroup | undefined): MemberGroup {
  return { ...group, members: before?.members ?? new Map() };
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
  for (const part of seen) {
    for (const above of part.neededBy ?? []) seen.add(above);
    // Only units of roots are marked so.
    if (part.isRoot) roots.push(part.unit as Root);
  }
  return roots;
}

/** Names of the part's entries, those of its members too. */
function idsOf({ entryIds, groups }: Part): readonly string[] {
  const members = [...groups.values()].flatMap((group) => [...group.members.values()]);
  return [...entryIds, ...members.flatMap((member) => member.entryIds)];
}
