/**
 * The node's agent: carries what the plan says into the kernel, in an order in which traffic is never sent half-way.
 *
 * One step at a time: changes that arrive while a step runs wait and are taken together by the next one.
 */
import { setImmediate } from 'node:timers/promises';
import type { Change } from '../model/access.ts';
import type { Arn } from '../model/ids.ts';
import { type ApplyFailure, type Entry, fabricLeg, type PlanDifference, tables } from '../plan/entry.ts';
import type { Planner } from '../plan/planner.ts';

/** Namespaces, bridges, legs and instances. */
export interface NetworkDriver {
  adopt(desired: Iterable<Entry>): Promise<readonly ApplyFailure[]>;
  apply(difference: PlanDifference): Promise<readonly ApplyFailure[]>;
  /** The ifindex of a leg in the hyperplane. */
  legIndex(leg: string): number | undefined;
}

/** The eBPF program and its maps. */
export interface HyperplaneDriver {
  attach(ifindex: number): void;
  adopt(
    desired: Iterable<Entry>,
    legIndex: (subnetId: string) => number | undefined,
  ): readonly ApplyFailure[];
  apply(
    difference: PlanDifference,
    legIndex: (subnetId: string) => number | undefined,
  ): readonly ApplyFailure[];
}

/** The health checks of targets. */
export interface HealthDriver {
  adopt(desired: Iterable<Entry>): void;
  apply(difference: PlanDifference): void;
}

/** The relays, which carry what the kernel cannot. */
export interface RelayDriver {
  adopt(desired: Iterable<Entry>): Promise<void>;
  apply(difference: PlanDifference): Promise<void>;
}

/** What a step did. */
export interface Applied {
  /** The changes that the kernel now reflects. */
  readonly changes: readonly Change[];
  /** Entries that are wished for and not in place, by `entryName`. */
  readonly failures: ReadonlyMap<string, ApplyFailure>;
}

export interface AgentOptions {
  readonly planner: Planner;
  readonly networks: NetworkDriver;
  readonly hyperplane: HyperplaneDriver;
  readonly health: HealthDriver;
  readonly relays: RelayDriver;
  readonly log: (message: string) => void;
  /** Told after each step; the next step waits for it. */
  readonly onApplied: (applied: Applied) => Promise<void>;
  /** How long to wait before entries that failed are tried again. */
  readonly retryMs: number;
}

/** The name of an entry in `Applied.failures`. */
export function entryName(entry: Entry): string {
  return `${entry.table} ${entry.key}`;
}

export class Agent {
  readonly #options: AgentOptions;
  readonly #failures = new Map<string, ApplyFailure>();
  #queue: Change[] = [];
  /** Target groups of which health checks have found something else. */
  #newHealth = new Set<Arn>();
  #running: Promise<void> | undefined;
  #removals: Promise<void> = Promise.resolve();
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: AgentOptions) {
    this.#options = options;
  }

  /** Entries that are wished for and not in place. */
  get failures(): ReadonlyMap<string, ApplyFailure> {
    return this.#failures;
  }

  /** Adopts what an earlier daemon left in the kernel and makes up the difference to the whole plan. */
  async start(): Promise<void> {
    await this.#run(() => this.#adopt());
  }

  /** Takes changes of resources; they are carried out soon. */
  changed(changes: readonly Change[]): void {
    this.#queue.push(...changes);
    this.#wake();
  }

  /** Takes what health checks have found, of any target of these groups; it is carried out soon. */
  healthChanged(targetGroupArns: readonly Arn[]): void {
    for (const arn of targetGroupArns) this.#newHealth.add(arn);
    this.#wake();
  }

  /** Resolves when everything that was handed in has been carried out. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
    await this.#removals;
  }

  /** Finishes the step under way and starts no more. What is in the kernel stays there. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    await this.idle();
  }

  #wake(): void {
    if (this.#running !== undefined || this.#closed || !this.#hasWork()) return;
    this.#run(() => this.#work()).catch((error: Error) =>
      this.#options.log(`the agent failed: ${error.stack}`),
    );
  }

  #hasWork(): boolean {
    return this.#queue.length > 0 || this.#newHealth.size > 0;
  }

  /** Runs the only step at this time; what came in meanwhile is taken up after it. */
  #run(step: () => Promise<void>): Promise<void> {
    const running = step().finally(() => {
      this.#running = undefined;
      this.#wake();
    });
    this.#running = running.catch(() => {});
    return running;
  }

  async #adopt(): Promise<void> {
    const { planner, networks, hyperplane } = this.#options;
    await planner.begin(breathing());
    // The plan is one of one moment. What changed stays in the queue, to be told of when it is carried out.
    planner.update(this.#queue, this.#newHealth);
    const desired = [...planner.entries()];
    this.#note(await networks.adopt(desired));
    this.#attachFabric();
    this.#attach(desired);
    this.#note(hyperplane.adopt(desired, (leg) => networks.legIndex(leg)));
    this.#options.health.adopt(desired);
    await this.#options.relays.adopt(desired);
    this.#planRetry();
  }

  async #work(): Promise<void> {
    while (this.#hasWork() && !this.#closed) {
      // Whoever waits for an answer gets it first; what clients ask then overlaps with this.
      await setImmediate();
      const [changes, health] = [this.#queue, this.#newHealth];
      this.#queue = [];
      this.#newHealth = new Set();
      const difference = this.#options.planner.update(changes, health);
      await this.#carryOut(difference);
      if (changes.length > 0) await this.#tell(changes, difference.remove.some(isNetworkEntry));
    }
  }

  /** Instances that go are told of when they have gone; nothing else waits for that. */
  async #tell(changes: readonly Change[], isRemoving: boolean): Promise<void> {
    const waiting = isRemoving ? changes.filter((change) => change.kind === 'instance') : [];
    const { onApplied } = this.#options;
    if (waiting.length > 0) {
      this.#afterRemovals(() => onApplied({ changes: waiting, failures: this.#failures }));
    }
    const done = changes.filter((change) => !waiting.includes(change));
    await onApplied({ changes: done, failures: this.#failures });
  }

  async #carryOut(difference: PlanDifference): Promise<void> {
    const { networks, hyperplane } = this.#options;
    for (const entry of [...difference.set, ...difference.remove]) this.#failures.delete(entryName(entry));
    if (difference.set.some(isNetworkEntry)) {
      // What is made may have the name of what is still going.
      await this.#removals;
      this.#note(await networks.apply({ set: difference.set, remove: [] }));
      this.#attach(difference.set);
    }
    this.#note(hyperplane.apply(difference, (leg) => networks.legIndex(leg)));
    this.#options.health.apply(difference);
    await this.#options.relays.apply(difference);
    if (difference.remove.some(isNetworkEntry)) {
      this.#afterRemovals(async () =>
        this.#note(await networks.apply({ set: [], remove: difference.remove })),
      );
    }
    this.#planRetry();
  }

  /** Ending the processes of an instance takes seconds when they resist; entries of other things do not wait for it. */
  #afterRemovals(task: () => Promise<void>): void {
    this.#removals = this.#removals
      .then(task)
      .catch((error: Error) => this.#options.log(`the agent failed to remove something: ${error.stack}`))
      .then(() => this.#planRetry());
  }

  /** Without it there are no built-in services, and everything else works. */
  #attachFabric(): void {
    const { networks, hyperplane, log } = this.#options;
    const ifindex = networks.legIndex(fabricLeg);
    if (ifindex === undefined) return;
    try {
      hyperplane.attach(ifindex);
    } catch (error) {
      log(`attach the program to the fabric: ${(error as Error).message}`);
    }
  }

  #attach(entries: readonly Entry[]): void {
    for (const entry of entries) {
      if (entry.table !== 'leg' && entry.table !== 'resolverLeg') continue;
      const ifindex = this.#options.networks.legIndex(entry.key);
      if (ifindex === undefined) continue;
      try {
        this.#options.hyperplane.attach(ifindex);
      } catch (error) {
        this.#note([{ entry, reason: `attach the program to the leg: ${(error as Error).message}` }]);
      }
    }
  }

  #note(failures: readonly ApplyFailure[]): void {
    for (const failure of failures) {
      this.#failures.set(entryName(failure.entry), failure);
      this.#options.log(`could not apply ${entryName(failure.entry)}: ${failure.reason}`);
    }
  }

  /** Entries that failed are tried again as long as the plan still wants them. */
  #planRetry(): void {
    clearTimeout(this.#retry);
    if (this.#failures.size === 0 || this.#closed) return;
    this.#retry = setTimeout(() => this.#retryFailures(), this.#options.retryMs);
    this.#retry.unref();
  }

  #retryFailures(): void {
    if (this.#running !== undefined || this.#closed) {
      this.#planRetry();
      return;
    }
    this.#run(() => this.#carryOut(this.#unfinished())).catch((error: Error) =>
      this.#options.log(`the agent failed to try again: ${error.stack}`),
    );
  }

  /** What failed, as a difference: set what is still wished for, remove the rest. */
  #unfinished(): PlanDifference {
    const set = [...this.#options.planner.entries()].filter((entry) => this.#failures.has(entryName(entry)));
    const wished = new Set(set.map(entryName));
    const remove = [...this.#failures.values()]
      .map((failure) => failure.entry)
      .filter((entry) => !wished.has(entryName(entry)));
    return { set: set.sort(byTable), remove: remove.sort((a, b) => byTable(b, a)) };
  }
}

/** Roots that are planned at once: some milliseconds. */
const rootsAtOnce = 64;

/** Lets requests be answered while very much is planned; what they change waits in the queue. */
function breathing(): () => Promise<void> | undefined {
  let roots = 0;
  return () => {
    roots += 1;
    return roots % rootsAtOnce === 0 ? setImmediate() : undefined;
  };
}

function byTable(a: Entry, b: Entry): number {
  return tables.indexOf(a.table) - tables.indexOf(b.table);
}

function isNetworkEntry(entry: Entry): boolean {
  return (
    entry.table === 'network' ||
    entry.table === 'segment' ||
    entry.table === 'leg' ||
    entry.table === 'resolverLeg' ||
    entry.table === 'instance'
  );
}
