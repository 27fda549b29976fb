/** One connection through a relay: from the client that the data plane led here to a target, and back. */
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls, TLSSocket } from 'node:tls';
import { formatIpv4 } from '../model/address.ts';
import { fabricName } from '../model/fabric.ts';
import type { DataPlaneId } from '../plan/entry.ts';
import type { ChosenTarget, ClientFlow } from './kernel-view.ts';
import type { RelayEvent, RelayedListener } from './orders.ts';
import { proxyHeader } from './proxy-header.ts';

const connectTimeoutMs = 10_000;
/** How far the data plane's clock may be behind. */
const coarseClockMs = 50;
/** As AWS does towards targets; so the data plane does not forget the second half while the first is in use. */
const keepAliveMs = 20_000;

/** Makes what the client sends readable, as by a handshake; calls back once, unless that fails. */
export type Accept = (socket: Socket, done: (stream: Duplex) => void) => void;

export interface CarryOptions {
  /** Paused, and open to the other side for writing after its end. */
  readonly socket: Socket;
  readonly flow: ClientFlow;
  readonly endpointId?: string;
  readonly listener: Omit<RelayedListener, 'tls'> & { readonly accept: Accept; readonly endsTls: boolean };
  readonly choose: () => ChosenTarget | undefined;
  /** When a packet of the client's half was last seen; undefined when the data plane has forgotten it. */
  readonly lastSeenNs: () => bigint | undefined;
  readonly count: (event: RelayEvent) => void;
}

export interface Carried {
  readonly eni: DataPlaneId;
  /** Undefined before one was chosen. */
  readonly target: ChosenTarget | undefined;
  /** On the machine's monotonic clock. */
  readonly openedNs: bigint;
  /** Resets both halves. */
  end(): void;
}

export function carry(options: CarryOptions): Carried {
  return new Connection(options);
}

class Connection implements Carried {
  readonly openedNs = process.hrtime.bigint();
  readonly #options: CarryOptions;
  #target: ChosenTarget | undefined;
  #targetSocket: Socket | undefined;
  #ended = false;

  constructor(options: CarryOptions) {
    this.#options = options;
    const { socket, listener, count } = options;
    let accepted = false;
    socket.on('error', () => this.end());
    socket.once('close', (hadError) => {
      // Who has said nothing has not begun to shake hands.
      if (listener.endsTls && !accepted && socket.bytesRead > 0) count('clientTlsErrors');
      if (hadError) this.end();
    });
    this.#watchIdle();
    listener.accept(socket, (stream) => {
      accepted = true;
      this.#connect(stream);
    });
  }

  get eni(): DataPlaneId {
    return this.#options.flow.eni;
  }

  get target(): ChosenTarget | undefined {
    return this.#target;
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#options.socket.resetAndDestroy();
    // A reset would wait for a connection that may never be.
    if (this.#targetSocket?.connecting) this.#targetSocket.destroy();
    else this.#targetSocket?.resetAndDestroy();
  }

  /** @param client the client's stream, in the clear */
  #connect(client: Duplex): void {
    const { choose, flow, endpointId, listener, count } = this.#options;
    const target = this.#ended ? undefined : choose();
    if (target === undefined) {
      this.end();
      return;
    }
    this.#target = target;
    // As with AWS, not of listeners that end TLS.
    if (target.failsOpen && !listener.endsTls) count('failedOpen');
    client.on('error', () => this.end());
    const socket = this.#open(target);
    this.#targetSocket = socket;
    let isShaking = false;
    const failHandshake = () => {
      // Not when the client has gone meanwhile.
      if (isShaking && !this.#ended) count('targetTlsErrors');
      isShaking = false;
    };
    const timer = setTimeout(() => {
      failHandshake();
      this.end();
    }, connectTimeoutMs);
    socket.on('error', () => this.end());
    socket.once('close', (hadError) => {
      clearTimeout(timer);
      if (hadError) this.end();
    });
    socket.once('connect', () => {
      if (target.proxyProtocol) {
        socket.write(proxyHeader({ ...flow, ...(endpointId !== undefined && { endpointId }) }));
      }
      if (!target.tls) {
        clearTimeout(timer);
        this.#join(client, socket);
        return;
      }
      const stream = shakeHands(socket, client);
      isShaking = true;
      stream.on('error', () => {
        failHandshake();
        this.end();
      });
      stream.once('secureConnect', () => {
        isShaking = false;
        clearTimeout(timer);
        this.#join(client, stream);
      });
    });
  }

  #open(target: ChosenTarget): Socket {
    return connect({
      host: formatIpv4(fabricName(target.address)),
      port: target.port,
      localAddress: formatIpv4(this.#options.listener.origin),
      allowHalfOpen: true,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: keepAliveMs,
    });
  }

  /** Ends of streams, and who cannot keep up, are passed on by the pipes; resets by `end`. */
  #join(client: Duplex, target: Duplex): void {
    client.pipe(target);
    target.pipe(client);
  }

  /**
   * Bytes in either direction count, and so do keepalives of the client, of which only the data plane knows.
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#connection-idle-timeout
   */
  #watchIdle(): void {
    const { socket, listener, lastSeenNs } = this.#options;
    const limitMs = listener.idleTimeoutSeconds * 1000;
    const look = () => {
      const seenNs = lastSeenNs();
      const idleMs = seenNs === undefined ? limitMs : Number(process.hrtime.bigint() - seenNs) / 1e6;
      if (idleMs > limitMs - coarseClockMs) this.end();
      else socket.setTimeout(limitMs - idleMs);
    };
    socket.setTimeout(limitMs);
    socket.on('timeout', look);
  }
}

/** Whatever certificate the target has, as load balancers do; with the application protocol that the client has agreed on. */
function shakeHands(socket: Socket, client: Duplex): TLSSocket {
  const protocol = client instanceof TLSSocket ? client.alpnProtocol : false;
  return connectTls({
    socket,
    rejectUnauthorized: false,
    minVersion: 'TLSv1',
    ciphers: 'DEFAULT:@SECLEVEL=0',
    ...(typeof protocol === 'string' && { ALPNProtocols: [protocol] }),
  });
}
