/**
 * The data plane of a node: one eBPF program, its maps, and what a plan says of them. Everything in the kernel outlives
 * the process; the next one that opens it takes it over.
 */
import { checkResult, type Libbpf, loadLibbpf } from '../kernel/libbpf.ts';
import type { ApplyFailure, DataPlaneId, Entry, PlanDifference } from '../plan/entry.ts';
import { resolverPacketsPerSecond } from '../plan/limits.ts';
import { adoptPlan } from './adopt.ts';
import { applyDifference, type Writable } from './apply.ts';
import { attachProgram } from './attach.ts';
import { type Drops, type EniCounters, readDrops, readMemory, readStats } from './counters.ts';
import type { LegIndex } from './entries.ts';
import { defaultTimers, setTimers, type Timers } from './generation.ts';
import { type LoadedObject, type LoadOptions, loadHyperplane, removePins } from './load.ts';
import type { HyperplaneMaps } from './maps.ts';
import { TargetTables } from './target-tables.ts';

export interface HyperplaneOptions extends LoadOptions {
  /** The network namespace that the legs are in. */
  readonly namespace: string;
  /** 30 s for connections that are not open yet and 10 s for those that are closed unless given. */
  readonly timers?: Timers;
  /** Packets that a network interface may send to the resolver in a second, 0 for any number; 1,024 unless given. */
  readonly questionsPerSecond?: number;
}

/** Loads the program, with the maps of an earlier daemon if there are any. Throws an Error that says what is in the way. */
export function openHyperplane(options: HyperplaneOptions): Hyperplane {
  const libbpf = loadLibbpf();
  const object = loadHyperplane(libbpf, options);
  setTimers(
    object.maps,
    options.timers ?? defaultTimers,
    options.questionsPerSecond ?? resolverPacketsPerSecond,
  );
  return new Hyperplane(libbpf, object, options.namespace);
}

/**
 * Unpins the maps and removes the directory. The kernel frees them when the legs, and with them the program, have gone.
 * Returns what could not be removed.
 */
export function removeHyperplane(pinDirectory: string): Error[] {
  return removePins(pinDirectory);
}

export class Hyperplane {
  /** What somebody should know about the start: maps that could not be taken over, or that have another size. */
  readonly notices: readonly string[];
  readonly #libbpf: Libbpf;
  readonly #object: LoadedObject;
  readonly #namespace: string;
  readonly #writable: Writable;
  /** Where legs were seen last: what is removed may have lost its leg. */
  readonly #legs = new Map<string, number>();
  #sweeping: Promise<void> | undefined;
  #nextSweep: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  constructor(libbpf: Libbpf, object: LoadedObject, namespace: string) {
    this.#libbpf = libbpf;
    this.#object = object;
    this.#namespace = namespace;
    this.#writable = {
      maps: object.maps,
      tables: new TargetTables(libbpf, object.maps.target_tables),
      leaving: new Set(),
    };
    this.notices = object.notices;
  }

  /** The maps themselves, for those who want to look closer. */
  get maps(): HyperplaneMaps {
    return this.#object.maps;
  }

  /** Descriptor of the program for the legs. */
  get programFd(): number {
    return this.#object.programFd;
  }

  /** Puts the program at the ingress of a leg, in the place of an older one. */
  attach(ifindex: number): void {
    attachProgram(this.#libbpf, this.#namespace, ifindex, this.#object.programFd);
  }

  /** Carries a difference into the kernel, in its order. Entries of the network are left out. */
  apply(difference: PlanDifference, legIndex: LegIndex): readonly ApplyFailure[] {
    return applyDifference(this.#writable, difference, this.#rememberLegs(legIndex));
  }

  /** Makes the kernel hold the whole plan and nothing else, by the difference to what it holds. */
  adopt(desired: Iterable<Entry>, legIndex: LegIndex): readonly ApplyFailure[] {
    return adoptPlan(this.#writable, desired, this.#rememberLegs(legIndex));
  }

  /**
   * Ends connections that were idle for too long and brings the counters up to date. Runs on a thread of its own, once at
   * a time: calls while one runs share the one after it.
   */
  sweep(): Promise<void> {
    if (this.#closing !== undefined) return Promise.reject(new Error('the data plane is closed'));
    if (this.#sweeping === undefined) return this.#startSweep();
    this.#nextSweep ??= this.#sweeping.then(
      () => this.#startSweep(),
      () => this.#startSweep(),
    );
    return this.#nextSweep;
  }

  /** Counters of each interface; packets and bytes as of the last sweep. */
  stats(): ReadonlyMap<DataPlaneId, EniCounters> {
    return readStats(this.maps);
  }

  /** Packets that were not carried on, by reason. */
  drops(): Drops {
    return readDrops(this.maps);
  }

  /** Connections that the last sweep met. */
  flowCount(): number {
    return Number(this.maps.swept.get({ index: 0 })?.connections ?? 0n);
  }

  /** Bytes of kernel memory that the maps hold. */
  memory(): number {
    return readMemory(this.maps);
  }

  /** Lets go of everything and leaves it in the kernel, at work. Nothing else may be called afterwards. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    while (this.#sweeping !== undefined) await this.#sweeping.catch(() => undefined);
    this.#object.close();
  }

  #startSweep(): Promise<void> {
    this.#nextSweep = undefined;
    this.#sweeping = this.#runSweep().finally(() => {
      this.#sweeping = undefined;
    });
    return this.#sweeping;
  }

  async #runSweep(): Promise<void> {
    const { sweepFd, sweepsBySyscall } = this.#object;
    // A tc program wants a frame to be run on, which this one does not look at.
    const run = sweepsBySyscall ? {} : { frame: new Uint8Array(64), repeat: 1 };
    const { leaving, maps } = this.#writable;
    const left = [...leaving];
    checkResult('sweep the connections', await this.#libbpf.testRunAsync(sweepFd, run));
    for (const id of left) if (leaving.delete(id)) maps.targets.delete({ id });
  }

  #rememberLegs(legIndex: LegIndex): LegIndex {
    return (subnetId) => {
      const ifindex = legIndex(subnetId) ?? this.#legs.get(subnetId);
      if (ifindex !== undefined) this.#legs.set(subnetId, ifindex);
      return ifindex;
    };
  }
}
