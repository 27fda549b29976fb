/** A relay at work: takes the connections that the data plane leads to it, and carries them to targets. */
import { createServer, type Server, type Socket } from 'node:net';
import { parseIpv4 } from '../model/address.ts';
import type { DataPlaneId } from '../plan/entry.ts';
import { type Accept, type Carried, carry } from './carry.ts';
import { type ChosenTarget, type ClientFlow, KernelView, type LettingGo } from './kernel-view.ts';
import type { Order, RelayEvent, RelayedInterface, RelayedListener } from './orders.ts';
import { TlsEnd } from './tls-end.ts';

/** Connections of one relay at a time. */
const connectionsMax = 65_536;
/** How long a connection waits for the daemon to say what its listener and its interface are. */
const orderWaitMs = 5_000;
/** How often connections of targets that let go of them are looked for. */
const lookMs = 5_000;

/** A listener, ready for connections. */
interface Listener extends Omit<RelayedListener, 'tls'> {
  readonly accept: Accept;
  readonly endsTls: boolean;
}

export interface RelayServerOptions {
  readonly pinDirectory: string;
  /** A listening socket in the hyperplane's namespace. */
  readonly fd: number;
  readonly log: (message: string) => void;
  readonly count: (eni: DataPlaneId, event: RelayEvent) => void;
  /** The last connection of a relay that takes no more has ended. */
  readonly onDrained: () => void;
}

export class RelayServer {
  readonly #options: RelayServerOptions;
  readonly #listeners = new Map<DataPlaneId, Listener>();
  readonly #interfaces = new Map<DataPlaneId, RelayedInterface>();
  readonly #carried = new Set<Carried>();
  /** Those who wait for an order. */
  readonly #waiting = new Set<() => void>();
  /** Of the targets of connections at the last look. */
  #lettingGo: ReadonlyMap<DataPlaneId, LettingGo> = new Map();
  #kernel: KernelView | undefined;
  #ticketKeys = Buffer.alloc(0);
  #server: Server | undefined;
  #open = 0;
  #isDraining = false;

  constructor(options: RelayServerOptions) {
    this.#options = options;
    setInterval(() => this.#endCut(), lookMs);
  }

  obey(order: Order): void {
    switch (order.order) {
      case 'begin':
        this.#begin(order);
        break;
      case 'change':
        for (const id of order.gone) this.#forget(id);
        this.#learn(order);
        break;
      case 'drain':
        this.#drain();
        break;
    }
  }

  #begin(order: Extract<Order, { order: 'begin' }>): void {
    this.#kernel = new KernelView(this.#options.pinDirectory, order.fabricLeg);
    // Tickets that were handed out stay good when there is a new daemon.
    if (this.#ticketKeys.length === 0) this.#ticketKeys = Buffer.from(order.ticketKeys, 'base64');
    const there = new Set([
      ...order.listeners.map(({ id }) => id),
      ...order.interfaces.map(({ eni }) => eni),
    ]);
    for (const id of [...this.#listeners.keys(), ...this.#interfaces.keys()]) {
      if (!there.has(id)) this.#forget(id);
    }
    this.#learn(order);
    if (this.#server === undefined) this.#listen();
  }

  #learn({ listeners, interfaces }: Pick<Extract<Order, { order: 'change' }>, 'listeners' | 'interfaces'>) {
    for (const listener of listeners) this.#listeners.set(listener.id, this.#prepare(listener));
    for (const each of interfaces) {
      const before = this.#interfaces.get(each.eni);
      this.#interfaces.set(each.eni, each);
      if (before !== undefined && before.epoch !== each.epoch) this.#endOf(each.eni);
    }
    for (const wake of [...this.#waiting]) wake();
  }

  /** A listener whose TLS cannot be set up ends its connections: nothing goes on in the clear. */
  #prepare(listener: RelayedListener): Listener {
    const { tls, ...plain } = listener;
    if (tls === undefined) return { ...plain, endsTls: false, accept: (socket, done) => done(socket) };
    const endsTls = true;
    try {
      const end = new TlsEnd(tls, this.#ticketKeys);
      return { ...plain, endsTls, accept: (socket, done) => end.accept(socket, done) };
    } catch (error) {
      this.#options.log(`a relay cannot set up the TLS of a listener: ${(error as Error).message}`);
      return { ...plain, endsTls, accept: (socket) => socket.resetAndDestroy() };
    }
  }

  /** A listener that is gone takes no more connections; those of an interface that is gone end. */
  #forget(id: DataPlaneId): void {
    this.#listeners.delete(id);
    if (this.#interfaces.delete(id)) this.#endOf(id);
  }

  #listen(): void {
    const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true }, (socket) =>
      this.#take(socket),
    );
    server.maxConnections = connectionsMax;
    server.on('error', (error) => this.#options.log(`a relay cannot take connections: ${error.message}`));
    server.listen({ fd: this.#options.fd });
    this.#server = server;
  }

  #take(socket: Socket): void {
    this.#open += 1;
    socket.once('close', () => {
      this.#open -= 1;
      this.#endIfDrained();
    });
    // Whoever carries it listens too; until then a reset ends the wait.
    socket.on('error', () => {});
    const flow = this.#flowOf(socket);
    if (flow === undefined) socket.resetAndDestroy();
    else this.#start(socket, flow);
  }

  #start(socket: Socket, flow: ClientFlow): void {
    const listener = this.#listeners.get(flow.relay);
    const via = this.#interfaces.get(flow.eni);
    // A target must not take a consumer of an endpoint that is new for a client from its own VPC.
    if (listener === undefined || via === undefined) {
      this.#awaitOrder(socket, flow);
      return;
    }
    // There is one since the first order.
    const kernel = this.#kernel!;
    const { endpointId } = via;
    const carried = carry({
      socket,
      flow,
      ...(endpointId !== undefined && { endpointId }),
      listener,
      choose: () => kernel.choose(listener.choice, flow, Math.random()),
      lastSeenNs: () => this.#flowOf(socket)?.lastSeenNs,
      count: (event) => this.#options.count(flow.eni, event),
    });
    this.#carried.add(carried);
    socket.once('close', () => this.#carried.delete(carried));
  }

  #awaitOrder(socket: Socket, flow: ClientFlow): void {
    const end = () => {
      this.#waiting.delete(wake);
      clearTimeout(timer);
      socket.off('close', end);
    };
    const wake = () => {
      if (!this.#listeners.has(flow.relay) || !this.#interfaces.has(flow.eni)) return;
      end();
      this.#start(socket, flow);
    };
    const timer = setTimeout(() => {
      end();
      socket.resetAndDestroy();
    }, orderWaitMs);
    socket.once('close', end);
    this.#waiting.add(wake);
  }

  #flowOf({ remoteAddress, remotePort, localAddress, localPort }: Socket): ClientFlow | undefined {
    const remote = parseIpv4(remoteAddress ?? '');
    const local = parseIpv4(localAddress ?? '');
    if (remote === undefined || local === undefined || remotePort === undefined || localPort === undefined) {
      return undefined;
    }
    return this.#kernel?.flowOf({
      remoteAddress: remote,
      remotePort,
      localAddress: local,
      localPort,
    });
  }

  #endOf(eni: DataPlaneId): void {
    for (const carried of this.#carried) if (carried.eni === eni) carried.end();
  }

  /**
   * Ends the connections of targets that are to lose those they have, such as targets that turned unhealthy. A target may
   * be gone by the time of the look, so what it was to do then is remembered from the one before.
   */
  #endCut(): void {
    const targets = new Map<DataPlaneId, LettingGo>();
    for (const carried of this.#carried) {
      const { target, openedNs } = carried;
      if (target === undefined) continue;
      const { id } = target;
      const { openedBeforeNs, allWhenGone } =
        targets.get(id) ?? this.#kernel?.lettingGo(id) ?? this.#whenGone(target);
      targets.set(id, { openedBeforeNs, allWhenGone });
      if (openedNs < openedBeforeNs) carried.end();
    }
    this.#lettingGo = targets;
  }

  #whenGone({ id, terminates }: ChosenTarget): LettingGo {
    const allWhenGone = this.#lettingGo.get(id)?.allWhenGone ?? terminates;
    return { openedBeforeNs: allWhenGone ? process.hrtime.bigint() : 0n, allWhenGone };
  }

  #drain(): void {
    this.#server?.close();
    this.#server = undefined;
    this.#isDraining = true;
    this.#endIfDrained();
  }

  #endIfDrained(): void {
    if (this.#isDraining && this.#open === 0) this.#options.onDrained();
  }
}
