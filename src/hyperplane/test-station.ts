/**
 * A host in a test: a process in a network namespace that opens and takes TCP connections and UDP flows as it is told. Run as a program
 * it is the host itself; commands come as lines of JSON on standard input, what happens goes to standard output.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { namespacePath } from '../kernel/namespace.ts';

export type Command =
  /** Sends back whatever comes; to `who` as the first words of a connection the address that was asked. */
  | { readonly do: 'listen'; readonly port: number }
  /** Stops listening; connections that are open stay. */
  | { readonly do: 'unlisten' }
  /** Answers every request with the status. */
  | {
      readonly do: 'serveHttp';
      readonly port: number;
      readonly status: number;
      readonly key?: string;
      readonly cert?: string;
    }
  /** Asks whom a new connection leads to. */
  | { readonly do: 'ask'; readonly id: string }
  /** Opens connections at this rate and asks each whom it leads to, until so many or `unload`. */
  | {
      readonly do: 'load';
      readonly id: string;
      readonly host: string;
      readonly port: number;
      readonly perSecond: number;
      readonly count?: number;
    }
  | { readonly do: 'unload'; readonly id: string }
  | {
      readonly do: 'connect';
      readonly id: string;
      readonly host: string;
      readonly port: number;
      readonly localPort?: number;
      readonly localAddress?: string;
    }
  /** Sends so many bytes and waits for as many. */
  | { readonly do: 'exchange'; readonly id: string; readonly bytes: number }
  | { readonly do: 'write'; readonly id: string }
  /** Sends back whatever comes, with the sender's address and port before it. */
  | { readonly do: 'listenUdp'; readonly port: number; readonly host?: string }
  /** Sends so many numbered datagrams of so many bytes, at most 100 unanswered, and counts the right answers. */
  | {
      readonly do: 'echoUdp';
      readonly id: string;
      readonly host: string;
      readonly port: number;
      readonly localPort?: number;
      readonly count: number;
      readonly bytes?: number;
      /** Gives up when nothing came for so long; 5000 unless given. */
      readonly patienceMs?: number;
    };

export type Happening =
  | { readonly event: 'listening' }
  | { readonly event: 'connected'; readonly id: string }
  | { readonly event: 'exchanged'; readonly id: string; readonly right: boolean }
  | { readonly event: 'failed'; readonly id: string; readonly code: string }
  | { readonly event: 'told'; readonly id: string; readonly peer: string }
  /** `id`: who asked. */
  | {
      readonly event: 'asked';
      readonly id: string;
      readonly url: string;
      readonly host: string;
      readonly agent: string;
    }
  | {
      readonly event: 'loaded';
      readonly id: string;
      readonly right: number;
      readonly failed: number;
      readonly peers: readonly string[];
      /** By peer. */
      readonly counts: Readonly<Record<string, number>>;
    }
  /** `peers`: whom the other side said it saw, each once. */
  | {
      readonly event: 'echoed';
      readonly id: string;
      readonly right: number;
      readonly peers: readonly string[];
      readonly localPort: number;
    }
  /** On the listening side; `id` is the peer. */
  | { readonly event: 'accepted' | 'broken'; readonly id: string; readonly code?: string };

const waitMs = 20_000;

export class Station {
  readonly #child: ChildProcess;
  readonly #happened: Happening[] = [];
  readonly #wake = new Set<() => void>();

  constructor(namespace: string) {
    this.#child = spawn(
      'nsenter',
      [`--net=${namespacePath(namespace)}`, process.execPath, import.meta.filename],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    );
    // Both are pipes.
    createInterface({ input: this.#child.stdout! }).on('line', (line) => {
      this.#happened.push(JSON.parse(line) as Happening);
      for (const wake of this.#wake) wake();
    });
  }

  tell(command: Command): void {
    this.#child.stdin!.write(`${JSON.stringify(command)}\n`);
  }

  /** Everything that has happened so far. */
  get happened(): readonly Happening[] {
    return this.#happened;
  }

  /** Resolves with the first happening that fits, also one that was before. Rejects after 20 s. */
  async until(fits: (happening: Happening) => boolean, what: string): Promise<Happening> {
    const deadline = AbortSignal.timeout(waitMs);
    for (;;) {
      const found = this.#happened.find(fits);
      if (found) return found;
      if (deadline.aborted) throw new Error(`${what} did not happen: ${JSON.stringify(this.#happened)}`);
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#wake.delete(wake);
          deadline.removeEventListener('abort', wake);
          resolve();
        };
        this.#wake.add(wake);
        deadline.addEventListener('abort', wake);
      });
    }
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
        resolve();
        return;
      }
      this.#child.once('exit', () => resolve());
      this.#child.kill('SIGKILL');
    });
  }
}

function say(happening: Happening): void {
  process.stdout.write(`${JSON.stringify(happening)}\n`);
}

function pattern(bytes: number): Buffer {
  return Buffer.alloc(bytes, 'every byte counts ');
}

function obey(command: Command, sockets: Map<string, Socket>): void {
  switch (command.do) {
    case 'listen':
      listen(command.port);
      return;
    case 'unlisten':
      for (const server of servers.splice(0)) server.close();
      return;
    case 'serveHttp':
      serveHttp(command);
      return;
    case 'ask': {
      const { id } = command;
      sockets.get(id)?.once('data', (data) => say({ event: 'told', id, peer: data.toString() }));
      sockets.get(id)?.write('who');
      return;
    }
    case 'load':
      load(command);
      return;
    case 'unload':
      loads.get(command.id)?.();
      return;
    case 'connect': {
      const { id, host, port, localPort, localAddress } = command;
      const socket = connect({
        host,
        port,
        ...(localPort !== undefined && { localPort }),
        ...(localAddress !== undefined && { localAddress }),
      });
      sockets.set(id, socket);
      socket.on('connect', () => say({ event: 'connected', id }));
      socket.on('error', (error: NodeJS.ErrnoException) =>
        say({ event: 'failed', id, code: error.code ?? '' }),
      );
      return;
    }
    case 'exchange':
      exchange(command.id, sockets.get(command.id), command.bytes);
      return;
    case 'write':
      sockets.get(command.id)?.write('x');
      return;
    case 'listenUdp':
      listenUdp(command.port, command.host);
      return;
    case 'echoUdp':
      echoUdp(command);
  }
}

function listenUdp(port: number, host = '0.0.0.0'): void {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4_000_000 });
  socket.on('message', (message, { address, port }) =>
    socket.send(Buffer.concat([Buffer.from(`${address}:${port} `), message]), port, address),
  );
  socket.bind(port, host, () => say({ event: 'listening' }));
}

function echoUdp(command: Extract<Command, { do: 'echoUdp' }>): void {
  const { id, host, port, localPort = 0, count, bytes = 32, patienceMs = 5000 } = command;
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4_000_000 });
  const waiting = new Set<string>();
  const peers = new Set<string>();
  let sent = 0;
  let right = 0;
  const end = () => {
    clearTimeout(timer);
    say({ event: 'echoed', id, right, peers: [...peers], localPort: socket.address().port });
    socket.close();
  };
  let timer = setTimeout(end, patienceMs);
  const send = () => {
    while (sent < count && waiting.size < 100) {
      const text = `${sent}`.padEnd(bytes, '.');
      waiting.add(text);
      sent += 1;
      socket.send(text, port, host);
    }
  };
  socket.on('message', (message) => {
    const [peer = '', text = ''] = message.toString().split(' ');
    peers.add(peer);
    if (waiting.delete(text)) right += 1;
    clearTimeout(timer);
    timer = setTimeout(end, patienceMs);
    if (right === count) end();
    else send();
  });
  socket.bind(localPort, send);
}

function listen(port: number): void {
  const server = createServer((socket) => {
    const id = `${socket.remoteAddress}:${socket.remotePort}`;
    say({ event: 'accepted', id });
    socket.on('error', (error: NodeJS.ErrnoException) =>
      say({ event: 'broken', id, code: error.code ?? '' }),
    );
    socket.once('data', (first) => {
      socket.write(first.toString() === 'who' ? (socket.localAddress ?? '') : first);
      socket.pipe(socket);
    });
  });
  server.listen(port, '0.0.0.0', () => say({ event: 'listening' }));
  servers.push(server);
}

const servers: Server[] = [];

function serveHttp({ port, status, key, cert }: Extract<Command, { do: 'serveHttp' }>): void {
  const answer: RequestListener = (request, response) => {
    const { host = '', 'user-agent': agent = '' } = request.headers;
    say({ event: 'asked', id: request.socket.remoteAddress ?? '', url: request.url ?? '', host, agent });
    response.writeHead(status).end();
  };
  const server =
    key === undefined || cert === undefined ? createHttp(answer) : createHttps({ key, cert }, answer);
  server.listen(port, '0.0.0.0', () => say({ event: 'listening' }));
}

/** What ends each load. */
const loads = new Map<string, () => void>();

function load(command: Extract<Command, { do: 'load' }>): void {
  const { id, host, port, perSecond, count = Number.POSITIVE_INFINITY } = command;
  const counts = new Map<string, number>();
  let [started, right, failed, ending] = [0, 0, 0, false];
  const one = () => {
    started += 1;
    const socket = connect({ host, port, timeout: 10_000 });
    let peer = '';
    socket.on('connect', () => socket.write('who'));
    socket.on('data', (data) => {
      peer = data.toString();
      socket.end();
    });
    socket.on('timeout', () => socket.destroy());
    socket.on('error', () => {});
    socket.on('close', () => {
      if (peer === '') failed += 1;
      else right += 1;
      if (peer !== '') counts.set(peer, (counts.get(peer) ?? 0) + 1);
      if (ending && right + failed === started) finish();
    });
  };
  const finish = () => {
    const peers = [...counts.keys()];
    say({ event: 'loaded', id, right, failed, peers, counts: Object.fromEntries(counts) });
  };
  const timer = setInterval(() => {
    if (started < count) one();
    else end();
  }, 1000 / perSecond);
  const end = () => {
    clearInterval(timer);
    ending = true;
    if (right + failed === started) finish();
  };
  loads.set(id, end);
}

function exchange(id: string, socket: Socket | undefined, bytes: number): void {
  const sent = pattern(bytes);
  const received: Buffer[] = [];
  let length = 0;
  const take = (chunk: Buffer) => {
    received.push(chunk);
    length += chunk.length;
    if (length < bytes) return;
    socket?.off('data', take);
    say({ event: 'exchanged', id, right: Buffer.concat(received).equals(sent) });
  };
  socket?.on('data', take);
  socket?.write(sent);
}

if (process.argv[1] === import.meta.filename) {
  const sockets = new Map<string, Socket>();
  createInterface({ input: process.stdin })
    .on('line', (line) => obey(JSON.parse(line) as Command, sockets))
    .on('close', () => process.exit(0));
}
