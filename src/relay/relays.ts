/** The driver of the tables `relay` and, for whose connections are, `eni`: one relay for each core, started when first needed. */
import { randomBytes } from 'node:crypto';
import { closeSync } from 'node:fs';
import type { Arn } from '../model/ids.ts';
import type { DataPlaneId, Entry, PlanDifference, RelayEntry } from '../plan/entry.ts';
import type { Order, RelayCount, RelayEvent, RelayedInterface, RelayedListener } from './orders.ts';
import { RelayLink } from './relay-link.ts';
import type { RelayCertificate } from './tls-parameters.ts';

export interface RelaysOptions {
  readonly prefix: string;
  /** The hyperplane's. */
  readonly namespace: string;
  readonly pinDirectory: string;
  readonly runDirectory: string;
  /** How many there are to be. */
  readonly count: number;
  /** The ifindex of the fabric's leg; undefined while there is none. */
  readonly fabricLeg: () => number | undefined;
  /** Makes a listening socket at the relays' address; all of them share the port. @returns the descriptor */
  readonly listen: () => number;
  /** As of `RelayLinkOptions`. */
  readonly version?: string;
  /** A certificate with its private key; undefined when it is gone. */
  readonly certificateOf: (arn: Arn) => RelayCertificate | undefined;
  readonly log: (message: string) => void;
}

/** What relays have counted of an interface since the daemon started. */
export type RelayCounts = Readonly<Record<RelayEvent, number>>;

const nothingCounted: RelayCounts = { clientTlsErrors: 0, targetTlsErrors: 0, failedOpen: 0 };

export class Relays {
  readonly #options: RelaysOptions;
  readonly #listeners = new Map<DataPlaneId, RelayedListener>();
  readonly #interfaces = new Map<DataPlaneId, RelayedInterface>();
  readonly #counts = new Map<DataPlaneId, RelayCounts>();
  readonly #descriptors = new Map<number, number>();
  readonly #ticketKeys = randomBytes(48).toString('base64');
  #links: readonly RelayLink[] = [];

  constructor(options: RelaysOptions) {
    this.#options = options;
  }

  /** Process ids of those that answer. */
  get pids(): readonly number[] {
    return this.#links.flatMap(({ pid }) => pid ?? []);
  }

  /** By interface; what is not there has counted nothing. */
  get counts(): ReadonlyMap<DataPlaneId, RelayCounts> {
    return this.#counts;
  }

  /** Begins with the whole plan: finds the relays that an earlier daemon has left. */
  async adopt(desired: Iterable<Entry>): Promise<void> {
    for (const entry of desired) this.#set(entry);
    await this.#startIfNeeded();
  }

  /** Carries out the entries of its tables. What is told to relays they learn soon after; connections wait for it. */
  async apply({ set, remove }: PlanDifference): Promise<void> {
    const changed = set.filter((entry) => this.#set(entry));
    const gone = remove.flatMap((entry) => this.#remove(entry));
    if (changed.length > 0 || gone.length > 0) this.#tell(changed, gone);
    await this.#startIfNeeded();
  }

  /** Relays go on without us. */
  close(): void {
    for (const link of this.#links) link.close();
    for (const fd of this.#descriptors.values()) closeSync(fd);
    this.#descriptors.clear();
  }

  #set(entry: Entry): boolean {
    if (entry.table === 'relay') {
      this.#listeners.set(entry.key, this.#listenerOf(entry.value));
      return true;
    }
    if (entry.table !== 'eni' || entry.value.networkInterfaceId === undefined) return false;
    const { id: eni, endpointId, epoch } = entry.value;
    this.#interfaces.set(eni, { eni, epoch, ...(endpointId !== undefined && { endpointId }) });
    return true;
  }

  #listenerOf({ tls, ...listener }: RelayEntry): RelayedListener {
    if (tls === undefined) return listener;
    const certificates = tls.certificates.flatMap(({ arn }) => this.#options.certificateOf(arn) ?? []);
    return { ...listener, tls: { ...tls, certificates } };
  }

  #remove({ table, key }: Entry): readonly DataPlaneId[] {
    const known =
      (table === 'relay' && this.#listeners.delete(key)) || (table === 'eni' && this.#interfaces.delete(key));
    this.#counts.delete(key);
    return known ? [key] : [];
  }

  #take(counts: readonly RelayCount[]): void {
    for (const { eni, event, count } of counts) {
      // Of one that is gone nobody asks.
      if (!this.#interfaces.has(eni)) continue;
      const before = this.#counts.get(eni) ?? nothingCounted;
      this.#counts.set(eni, { ...before, [event]: before[event] + count });
    }
  }

  #tell(changed: readonly Entry[], gone: readonly DataPlaneId[]): void {
    if (this.#links.length === 0) return;
    const order: Order = {
      order: 'change',
      listeners: changed.flatMap(({ key }) => this.#listeners.get(key) ?? []),
      interfaces: changed.flatMap(({ key }) => this.#interfaces.get(key) ?? []),
      gone,
    };
    for (const link of this.#links) link.tell(order);
  }

  async #startIfNeeded(): Promise<void> {
    if (this.#links.length > 0 || this.#listeners.size === 0) return;
    this.#links = Array.from({ length: this.#options.count }, (_, number) => this.#linkOf(number));
    await Promise.all(this.#links.map((link) => link.start()));
  }

  #linkOf(number: number): RelayLink {
    const { fabricLeg, listen } = this.#options;
    return new RelayLink({
      ...this.#options,
      number,
      listeningFd: () => {
        const fd = this.#descriptors.get(number) ?? listen();
        this.#descriptors.set(number, fd);
        return fd;
      },
      onCounts: (counts) => this.#take(counts),
      begin: () => ({
        order: 'begin',
        fabricLeg: fabricLeg() ?? 0,
        ticketKeys: this.#ticketKeys,
        listeners: [...this.#listeners.values()],
        interfaces: [...this.#interfaces.values()],
      }),
    });
  }
}
