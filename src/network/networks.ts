/**
 * The driver of the tables `network`, `segment`, `leg`, `resolverLeg` and `instance`. The kernel is the only memory of what there is:
 * every entry is looked up there under its own name, made when missing and put right when it differs. So applying
 * twice is applying once, and what a daemon that was killed has left is simply found.
 */
import {
  type ApplyFailure,
  type Entry,
  fabricLeg,
  type PlanDifference,
  type Table,
  tables,
} from '../plan/entry.ts';
import { ensureInstance } from './instance.ts';
import { inodesOf, type Place, removeStoppedInstance, removeUnwanted, type Wanted } from './inventory.ts';
import { ensureLeg, removeLeg } from './leg.ts';
import { hyperplaneNamespace, instanceNamespace, networkNamespace } from './names.ts';
import { ensureHyperplane, ensureNetwork, removeNetwork } from './network.ts';
import { endProcesses } from './processes.ts';
import { reasonOf } from './reason.ts';
import { ensureResolverLeg, removeResolverLeg } from './resolver-leg.ts';
import { ensureSegment, removeSegment } from './segment.ts';

export interface NetworksOptions extends Place {
  readonly log: (message: string) => void;
}

/** Makes the hyperplane's namespace if it is not there. @throws Error when this machine cannot */
export function openNetworks(options: NetworksOptions): Networks {
  return new Networks(options, ensureHyperplane(options.prefix));
}

/**
 * Removes every namespace of the prefix with the processes in it, and the files of its instances; what other
 * prefixes have stays.
 * @returns what could not be removed, and why; empty when nothing is left
 */
export function removeNetworks(place: Place): Promise<readonly Error[]> {
  return removeUnwanted(place, { hyperplane: false, ...wantedBy([]) });
}

/** Nothing is held open, so there is nothing to close. Calls of `adopt` and `apply` must not overlap. */
export class Networks {
  readonly hyperplaneNamespace: string;
  readonly #options: NetworksOptions;
  readonly #legs = new Map<string, number>();

  /** @param fabricIndex the ifindex of the fabric's leg */
  constructor(options: NetworksOptions, fabricIndex: number) {
    this.#options = options;
    this.hyperplaneNamespace = hyperplaneNamespace(options.prefix);
    this.#legs.set(fabricLeg, fabricIndex);
  }

  /**
   * Starts from what there is: removes what is not desired, makes what is missing. What is there and desired stays
   * untouched, with its ifindex and its processes. What cannot be removed is logged.
   */
  async adopt(desired: Iterable<Entry>): Promise<readonly ApplyFailure[]> {
    const entries = [...desired]
      .filter(isOurs)
      .sort((a, b) => tables.indexOf(a.table) - tables.indexOf(b.table));
    for (const error of await removeUnwanted(this.#options, { hyperplane: true, ...wantedBy(entries) })) {
      this.#options.log(`could not ${error.message}`);
    }
    return this.apply({ set: entries, remove: [] });
  }

  /** Carries out the difference in its order. An entry that fails does not keep the others from being applied. */
  async apply(difference: PlanDifference): Promise<readonly ApplyFailure[]> {
    const failures: ApplyFailure[] = [];
    for (const entry of difference.set.filter(isOurs)) {
      try {
        await this.#set(entry);
      } catch (error) {
        failures.push({ entry, reason: reasonOf(error) });
      }
    }
    const remove = difference.remove.filter(isOurs);
    const stuck = await endProcesses(inodesOf(remove.flatMap((entry) => this.#namespaceOf(entry))));
    for (const entry of remove) {
      try {
        this.#remove(entry, stuck);
      } catch (error) {
        failures.push({ entry, reason: reasonOf(error) });
      }
    }
    return failures;
  }

  /** The ifindex of a leg in the hyperplane's namespace; undefined while there is none. */
  legIndex(leg: string): number | undefined {
    return this.#legs.get(leg);
  }

  #set(entry: OwnEntry): void | Promise<void> {
    const { prefix, stateDirectory } = this.#options;
    switch (entry.table) {
      case 'network':
        return ensureNetwork(prefix, entry.value);
      case 'segment':
        return ensureSegment(prefix, entry.value);
      case 'leg':
        this.#legs.delete(entry.value.subnetId);
        this.#legs.set(entry.value.subnetId, ensureLeg(prefix, entry.value));
        return;
      case 'resolverLeg':
        this.#legs.delete(entry.value.vpcId);
        this.#legs.set(entry.value.vpcId, ensureResolverLeg(prefix, entry.value));
        return;
      case 'instance':
        return ensureInstance(prefix, stateDirectory, entry.value);
    }
  }

  #remove(entry: OwnEntry, stuck: ReadonlySet<number>): void {
    const { prefix } = this.#options;
    switch (entry.table) {
      case 'network':
        removeNetwork(prefix, entry.value);
        break;
      case 'segment':
        removeSegment(prefix, entry.value);
        break;
      case 'leg':
        this.#legs.delete(entry.value.subnetId);
        removeLeg(prefix, entry.value);
        break;
      case 'resolverLeg':
        this.#legs.delete(entry.value.vpcId);
        removeResolverLeg(prefix, entry.value);
        break;
      case 'instance':
        removeStoppedInstance(this.#options, entry.value.instanceId, stuck);
        break;
    }
  }

  /** The namespace that goes with the entry. */
  #namespaceOf(entry: OwnEntry): string[] {
    const { prefix } = this.#options;
    if (entry.table === 'network') return [networkNamespace(prefix, entry.value.vpcId)];
    if (entry.table === 'instance') return [instanceNamespace(prefix, entry.value.instanceId)];
    return [];
  }
}

const ownTables = [
  'network',
  'segment',
  'leg',
  'resolverLeg',
  'instance',
] as const satisfies readonly Table[];
type OwnEntry = Entry<(typeof ownTables)[number]>;

function isOurs(entry: Entry): entry is OwnEntry {
  // Widened so that it can be asked about any table.
  return (ownTables as readonly Table[]).includes(entry.table);
}

function wantedBy(entries: readonly OwnEntry[]): Omit<Wanted, 'hyperplane'> {
  return {
    networks: new Set(entries.flatMap((entry) => (entry.table === 'network' ? [entry.value.vpcId] : []))),
    segments: new Set(entries.flatMap((entry) => (entry.table === 'segment' ? [entry.value.subnetId] : []))),
    legs: new Set(entries.flatMap((entry) => (entry.table === 'leg' ? [entry.value.subnetId] : []))),
    resolverLegs: new Set(
      entries.flatMap((entry) => (entry.table === 'resolverLeg' ? [entry.value.vpcId] : [])),
    ),
    instances: new Set(
      entries.flatMap((entry) => (entry.table === 'instance' ? [entry.value.instanceId] : [])),
    ),
  };
}
