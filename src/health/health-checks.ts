/**
 * The driver of the table `check`, and what is known of every target. Nothing of it is stored: a new daemon lets targets
 * that it finds in the plan serve until a check of theirs has failed, so that a restart drops no traffic.
 */
import { Worker } from 'node:worker_threads';
import { formatIpv4 } from '../model/address.ts';
import { fabricName } from '../model/fabric.ts';
import type { Arn } from '../model/ids.ts';
import type { Target } from '../model/load-balancing-resources.ts';
import type { TargetHealth, TargetHealthReader } from '../model/target-health.ts';
import type { Entry, PlanDifference } from '../plan/entry.ts';
import { checkKey } from '../plan/entry-key.ts';
import type { HealthSource, RoutingHealth } from '../plan/health.ts';
import type { CheckOrder, CheckWorkerData } from './check-worker.ts';
import type { Check, Transition } from './schedule.ts';
import type { TargetStatus } from './target-state.ts';

type CheckEntry = Entry<'check'>;

export interface HealthChecksOptions {
  /** The hyperplane's. */
  readonly namespace: string;
  readonly log: (message: string) => void;
  /** The machine's monotonic clock, which the eBPF program uses too. */
  readonly monotonicMs?: () => number;
}

interface Known {
  readonly entry: CheckEntry['value'];
  /** Undefined before the first check has come to its end. */
  status: TargetStatus | undefined;
  /** It was in the plan when the daemon started, and no check of it has failed since. */
  trusted: boolean;
  cutAtMs: number | undefined;
  drainingUntilMs: number | undefined;
}

/** A worker that ended is started again after this time. */
const restartMs = 1000;

export class HealthChecks implements TargetHealthReader, HealthSource {
  readonly #options: HealthChecksOptions;
  readonly #known = new Map<string, Known>();
  #worker: Worker | undefined;
  #restart: NodeJS.Timeout | undefined;
  #closed = false;
  #tell: (targetGroupArns: readonly Arn[]) => void = () => {};

  constructor(options: HealthChecksOptions) {
    this.#options = options;
  }

  /** @param listener told which groups have targets with other findings, from now on */
  follow(listener: (targetGroupArns: readonly Arn[]) => void): void {
    this.#tell = listener;
  }

  /** Begins with the whole plan, whose targets are trusted until a check says otherwise. */
  adopt(desired: Iterable<Entry>): void {
    this.#set([...desired].filter(isCheck), true);
  }

  /** Carries out the entries of the table `check`. */
  apply({ set, remove }: PlanDifference): void {
    const gone = remove.filter(isCheck).map(({ key }) => key);
    for (const key of gone) this.#known.delete(key);
    if (gone.length > 0) this.#order({ set: [], remove: gone });
    this.#set(set.filter(isCheck), false);
  }

  healthOf(targetGroupArn: Arn, { id, port }: Pick<Target, 'id' | 'port'>): TargetHealth {
    const known = this.#known.get(checkKey(targetGroupArn, id, port));
    if (known !== undefined && known.entry.origin === undefined) return disabled;
    return known === undefined ? registering : healthOf(known, this.#nowMs());
  }

  routingOf(targetGroupArn: Arn, { id, port }: Pick<Target, 'id' | 'port'>): RoutingHealth {
    const known = this.#known.get(checkKey(targetGroupArn, id, port));
    if (known === undefined) return { usable: false };
    const { entry, status, trusted, cutAtMs } = known;
    const usable = trusted || entry.origin === undefined || status?.state === 'healthy';
    return { usable, ...(cutAtMs !== undefined && { cutAtMs }) };
  }

  /** Ends all checks; what was found stays readable. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#restart);
    await this.#worker?.terminate();
  }

  #set(entries: readonly CheckEntry[], trusted: boolean): void {
    if (entries.length === 0) return;
    const changed = new Set<Arn>();
    for (const { key, value: entry } of entries) {
      const before = this.#known.get(key);
      this.#known.set(key, before === undefined ? newlyKnown(entry, trusted) : { ...before, entry });
      if (before === undefined) changed.add(entry.targetGroupArn);
    }
    const unchecked = entries.filter(({ value }) => value.origin === undefined);
    const remove = unchecked.map(({ key }) => key);
    this.#order({ set: entries.flatMap(({ key }) => this.#checkOf(key)), remove });
    // The plan was made before they were known here.
    this.#tell([...changed]);
  }

  #checkOf(key: string): Check[] {
    const known = this.#known.get(key);
    if (known?.entry.origin === undefined) return [];
    const { entry, status } = known;
    const { settings, targetPort, host, address, proxyProtocol } = entry;
    return [
      {
        key,
        localAddress: formatIpv4(known.entry.origin),
        address: formatIpv4(fabricName(address)),
        port: settings.port === 'traffic-port' ? targetPort : Number(settings.port),
        host,
        settings,
        ...(proxyProtocol && { proxyProtocol }),
        ...(status !== undefined && { known: status }),
      },
    ];
  }

  #order(order: CheckOrder): void {
    if (order.set.length === 0 && order.remove.length === 0) return;
    if (this.#worker === undefined && this.#restart === undefined) this.#start();
    else this.#worker?.postMessage(order);
  }

  /** With all that is to be checked. */
  #start(): void {
    this.#restart = undefined;
    if (this.#closed) return;
    const workerData: CheckWorkerData = { namespace: this.#options.namespace };
    const worker = new Worker(new URL('./check-worker.ts', import.meta.url), { workerData });
    this.#worker = worker;
    worker.on('message', (transitions: Transition[]) => this.#take(transitions));
    worker.on('error', (error) => this.#options.log(`the health checks failed: ${(error as Error).stack}`));
    worker.on('exit', () => {
      if (this.#worker !== worker || this.#closed) return;
      this.#worker = undefined;
      this.#restart = setTimeout(() => this.#start(), restartMs);
    });
    const set = [...this.#known.keys()].flatMap((key) => this.#checkOf(key));
    const order: CheckOrder = { set, remove: [] };
    worker.postMessage(order);
  }

  #take(transitions: readonly Transition[]): void {
    const changed = new Set<Arn>();
    for (const { key, status } of transitions) {
      const known = this.#known.get(key);
      if (known === undefined) continue;
      this.#turn(known, status);
      changed.add(known.entry.targetGroupArn);
    }
    if (changed.size > 0) this.#tell([...changed]);
  }

  #turn(known: Known, status: TargetStatus): void {
    const nowMs = this.#nowMs();
    if (status.state === 'unhealthy' && known.status?.state !== 'unhealthy') {
      known.cutAtMs = nowMs;
      known.drainingUntilMs = nowMs + known.entry.drainingSeconds * 1000;
    }
    if (status.state !== 'healthy') known.trusted = false;
    known.status = status;
  }

  #nowMs(): number {
    return this.#options.monotonicMs?.() ?? Number(process.hrtime.bigint() / 1_000_000n);
  }
}

function isCheck(entry: Entry): entry is CheckEntry {
  return entry.table === 'check';
}

function newlyKnown(entry: CheckEntry['value'], trusted: boolean): Known {
  return { entry, status: undefined, trusted, cutAtMs: undefined, drainingUntilMs: undefined };
}

const registering: TargetHealth = {
  state: 'initial',
  reason: 'Elb.RegistrationInProgress',
  description: 'Target registration is in progress',
};
const checking: TargetHealth = {
  state: 'initial',
  reason: 'Elb.InitialHealthChecking',
  description: 'Initial health checks in progress',
};
const disabled: TargetHealth = {
  state: 'unavailable',
  reason: 'Target.HealthCheckDisabled',
  description: 'Health checks are disabled for this target group',
};

function healthOf({ status, drainingUntilMs }: Known, nowMs: number): TargetHealth {
  if (status === undefined) return checking;
  const { state, reason = 'Target.FailedHealthChecks', description = 'Health checks failed' } = status;
  switch (state) {
    case 'initial':
      return checking;
    case 'healthy':
      return { state };
    case 'unhealthy': {
      const drains = drainingUntilMs !== undefined && nowMs < drainingUntilMs;
      return { state: drains ? 'unhealthy.draining' : 'unhealthy', reason, description };
    }
  }
}
