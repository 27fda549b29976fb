/** The resolver's sockets: UDP and TCP, with bounds on everything that a client can send or hold open. */
import { createServer, type Server, type Socket } from 'node:net';
import { type BatchedSocket, openBatchedSocket } from '../kernel/udp-batch.ts';
import { parseIpv4 } from '../model/address.ts';
import type { Responder } from './responder.ts';

/** Connections at a time, of one VPC and of all. */
const connectionsOfVpcMax = 128;
const connectionsMax = 1024;
/** How long a connection may say nothing. */
const idleMs = 10_000;
/** Answers of one connection that are looked for at a time; further questions wait. */
const openOfConnectionMax = 64;
/** Questions over UDP that wait for answers from elsewhere. */
const waitingMax = 4096;

export interface DnsServerPorts {
  readonly responder: Responder;
  /** The VPC that a packet from this address, a number, comes from. */
  vpcOf(address: number): string | undefined;
  log(message: string): void;
}

/** Sockets that are bound (and for TCP listening) already, since they may be in another network namespace. */
export interface DnsDescriptors {
  readonly udp: number;
  readonly tcp: number;
}

export interface DnsServer {
  /** Resolves when the sockets are closed. */
  close(): Promise<void>;
}

/** Serves on the sockets and owns them from then on. */
export async function serveDns(ports: DnsServerPorts, descriptors: DnsDescriptors): Promise<DnsServer> {
  const udp = openUdp(ports, descriptors.udp);
  const tcp = await openTcp(ports, descriptors.tcp).catch((error: unknown) => {
    udp.close();
    throw error;
  });
  return {
    close: async () => {
      udp.close();
      await tcp.close();
    },
  };
}

function openUdp({ responder, vpcOf, log }: DnsServerPorts, fd: number): BatchedSocket {
  let waiting = 0;
  const answerLate = (answer: Promise<Uint8Array | undefined>, from: Uint8Array) => {
    if (waiting >= waitingMax) return;
    waiting += 1;
    void answer
      .then((late) => late && socket.send(from, late))
      .catch((error: unknown) => log(`could not answer a question: ${String(error)}`))
      .finally(() => {
        waiting -= 1;
      });
  };
  const socket = openBatchedSocket(fd, ({ bytes, address, from }) => {
    const answer = responder.answer(bytes, vpcOf(address), 'udp');
    if (answer instanceof Promise) answerLate(answer, Uint8Array.from(from));
    else if (answer) socket.send(from, answer);
  });
  return socket;
}

async function openTcp(ports: DnsServerPorts, fd: number): Promise<{ close(): Promise<void> }> {
  const connections = new Map<Socket, string>();
  const server: Server = createServer((socket) => {
    const vpcId = ports.vpcOf(parseIpv4(socket.remoteAddress ?? '') ?? 0);
    const ofVpc = [...connections.values()].filter((other) => other === vpcId).length;
    if (vpcId === undefined || ofVpc >= connectionsOfVpcMax) return void socket.destroy();
    connections.set(socket, vpcId);
    socket.on('close', () => connections.delete(socket));
    new TcpConnection(ports, socket, vpcId);
  });
  server.maxConnections = connectionsMax;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ fd }, resolve);
  });
  server.on('error', (error) => ports.log(`the resolver's TCP socket failed: ${error.message}`));
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of connections.keys()) socket.destroy();
      }),
  };
}

/** Messages with their length before them; each is answered when its answer is there. @see RFC 7766 */
class TcpConnection {
  readonly #ports: DnsServerPorts;
  readonly #socket: Socket;
  readonly #vpcId: string;
  #received = Buffer.alloc(0);
  #open = 0;

  constructor(ports: DnsServerPorts, socket: Socket, vpcId: string) {
    this.#ports = ports;
    this.#socket = socket;
    this.#vpcId = vpcId;
    socket.setTimeout(idleMs, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#answerAll();
    });
  }

  #answerAll(): void {
    while (this.#open < openOfConnectionMax && !this.#socket.destroyed) {
      const length = this.#received.length < 2 ? Number.NaN : this.#received.readUInt16BE();
      if (!(this.#received.length >= length + 2)) break;
      const message = this.#received.subarray(2, length + 2);
      this.#received = this.#received.subarray(length + 2);
      this.#answer(message);
    }
    if (this.#open >= openOfConnectionMax) this.#socket.pause();
    else this.#socket.resume();
  }

  #answer(message: Uint8Array): void {
    const { responder, log } = this.#ports;
    const answer = responder.answer(message, this.#vpcId, 'tcp');
    if (!(answer instanceof Promise)) {
      this.#send(answer);
      return;
    }
    this.#open += 1;
    void answer
      .then((late) => this.#send(late))
      .catch((error: unknown) => log(`could not answer a question: ${String(error)}`))
      .finally(() => {
        this.#open -= 1;
        this.#answerAll();
      });
  }

  /** Whoever sends what is not answered has no more to say. A client that does not read is cut off. */
  #send(answer: Uint8Array | undefined): void {
    if (!answer || this.#socket.writableLength > 1024 * 1024) return void this.#socket.destroy();
    const head = Buffer.from([answer.length >> 8, answer.length & 255]);
    this.#socket.write(Buffer.concat([head, answer]));
  }
}
