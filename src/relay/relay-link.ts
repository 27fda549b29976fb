/** The daemon's side of one relay: finds it or starts it, tells it what it has to know, and starts it again when it ends. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { namespaceInode } from '../kernel/namespace.ts';
import { Lines, type Order, type RelayCount, type Report, relayVersion } from './orders.ts';

/** Between attempts to reach a relay that is starting. */
const pollMs = 25;
/** How long one may take to start. */
const startMs = 20_000;
/** Before one that ended soon after its start is started again. */
const restartMs = 1_000;
const logTailBytes = 2_000;

export interface RelayLinkOptions {
  /** Which of the instance's relays it is, from 0. */
  readonly number: number;
  /** Begins the names of what the instance has, such as `postern-default`. */
  readonly prefix: string;
  readonly namespace: string;
  readonly pinDirectory: string;
  /** For the control socket, and for what the process says before it can say it there. */
  readonly runDirectory: string;
  /**
   * A listening socket, the same each time: connections that come while there is no relay wait in it for the next one.
   */
  readonly listeningFd: () => number;
  /** Everything that a relay has to know. */
  readonly begin: () => Order;
  /** Of the relays to go on with; those that our code starts unless given. */
  readonly version?: string;
  /** Told what the relay has counted since it last said so. */
  readonly onCounts: (counts: readonly RelayCount[]) => void;
  readonly log: (message: string) => void;
}

export class RelayLink {
  readonly #options: RelayLinkOptions;
  #socket: Socket | undefined;
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: RelayLinkOptions) {
    this.#options = options;
  }

  /** Process id of the relay; undefined while there is none that answers. */
  pid: number | undefined;

  /**
   * Sees to it from now on that there is a relay.
   * @returns when there is one, or when it is clear that it will take longer
   */
  start(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Tells the relay, if there is one; a later one gets everything with its start. */
  tell(order: Order): void {
    this.#socket?.write(`${JSON.stringify(order)}\n`);
  }

  /** Lets the relay go on by itself. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.destroy();
  }

  async #run(): Promise<void> {
    const startedAt = performance.now();
    try {
      const socket = (await this.#adopt()) ?? (await this.#spawn());
      if (this.#closed) {
        socket.destroy();
        return;
      }
      this.#socket = socket;
      socket.once('close', () => this.#lost(startedAt));
      if (socket.destroyed) this.#lost(startedAt);
      else this.tell(this.#options.begin());
    } catch (error) {
      this.#options.log(`could not start a relay: ${(error as Error).message}`);
      this.#startLater(restartMs);
    }
  }

  #lost(startedAt: number): void {
    this.#socket = undefined;
    this.pid = undefined;
    if (this.#closed) return;
    this.#options.log(`a relay has ended${this.#lastWords()}; another is started`);
    const lived = performance.now() - startedAt;
    this.#startLater(lived < restartMs ? restartMs - lived : 0);
  }

  #startLater(ms: number): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.start(), ms);
  }

  /**
   * The one that an earlier daemon has left, if it speaks as we do. Another is told to let its connections end; one in a
   * namespace that has lost its name, with which its connections went too, is ended, as nobody would find it later.
   */
  async #adopt(): Promise<Socket | undefined> {
    const found = await this.#reach();
    if (found !== undefined && !isIn(this.#options.namespace, found.pid)) {
      found.socket.destroy();
      endProcess(found.pid);
      this.pid = undefined;
      return undefined;
    }
    if (found === undefined || found.version === (this.#options.version ?? relayVersion()))
      return found?.socket;
    const gone = new Promise<void>((resolve) => found.socket.once('close', () => resolve()));
    found.socket.write(`${JSON.stringify({ order: 'drain' } satisfies Order)}\n`);
    await gone;
    return undefined;
  }

  async #spawn(): Promise<Socket> {
    const { prefix, namespace, pinDirectory, listeningFd } = this.#options;
    const log = openSync(this.#logPath, 'w', 0o600);
    try {
      const child = spawn(
        process.execPath,
        [...nodeOptions, mainPath, prefix, namespace, pinDirectory, this.#controlPath],
        { cwd: '/', detached: true, stdio: ['ignore', 'ignore', log, listeningFd()] },
      );
      child.unref();
      let failure: string | undefined;
      child.once('error', (error) => {
        failure = error.message;
      });
      child.once('exit', (code, signal) => {
        failure = `it ended with ${signal ?? code}${this.#lastWords()}`;
      });
      const deadline = performance.now() + startMs;
      for (;;) {
        const found = await this.#reach();
        if (found !== undefined && found.pid === child.pid) return found.socket;
        found?.socket.destroy();
        if (failure !== undefined) throw new Error(failure);
        if (performance.now() > deadline || this.#closed) {
          child.kill('SIGKILL');
          throw new Error('it does not answer');
        }
        await new Promise((resolve) => setTimeout(resolve, pollMs));
      }
    } finally {
      closeSync(log);
    }
  }

  /** Connects and hears who is there; undefined when nobody is. */
  #reach(): Promise<{ readonly socket: Socket; readonly pid: number; readonly version: string } | undefined> {
    return new Promise((resolve) => {
      const socket = connect(this.#controlPath);
      socket.setEncoding('utf8');
      socket.on('error', () => socket.destroy());
      socket.once('close', () => resolve(undefined));
      const lines = new Lines((line) => {
        // The other end is a relay of ours, on a socket that is root's.
        const report = JSON.parse(line) as Report;
        if (report.report === 'log') {
          this.#options.log(report.message);
          return;
        }
        if (report.report === 'counts') {
          this.#options.onCounts(report.counts);
          return;
        }
        this.pid = report.pid;
        resolve({ socket, ...report });
      });
      socket.on('data', (text: string) => lines.add(text));
    });
  }

  get #controlPath(): string {
    return join(this.#options.runDirectory, `relay-${this.#options.number}.sock`);
  }

  get #logPath(): string {
    return join(this.#options.runDirectory, `relay-${this.#options.number}.log`);
  }

  #lastWords(): string {
    if (!existsSync(this.#logPath)) return '';
    const words = readFileSync(this.#logPath, 'utf8').trim().slice(-logTailBytes);
    return words === '' ? '' : `: ${words}`;
  }
}

function isIn(namespace: string, pid: number): boolean {
  try {
    return statSync(`/proc/${pid}/ns/net`).ino === namespaceInode(namespace);
  } catch {
    return false; // It has ended.
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile, which is what is wanted.
  }
}

const mainPath = join(import.meta.dirname, 'main.ts');
const nodeOptions = ['--disable-warning=ExperimentalWarning'];
