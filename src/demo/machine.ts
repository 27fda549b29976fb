/** The demo's own Postern: started and used through the `postern` command alone, as a user would. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const command = join(import.meta.dirname, '../../bin/postern');
const startTimeoutMs = 20_000;

export interface Output {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface AccountKeys {
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * Makes a Postern and starts it.
 * @param instance its name; a random one when left out
 * @param options more arguments of `postern up`
 */
export async function startMachine(instance?: string, options: readonly string[] = []): Promise<Machine> {
  const machine = new Machine(instance, options);
  try {
    await machine.start();
    return machine;
  } catch (error) {
    await machine.remove();
    throw error;
  }
}

/** A Postern with a name and a state directory of its own. `remove` undoes everything, also half of a start. */
export class Machine {
  readonly stateDirectory: string;
  readonly #globals: readonly string[];
  readonly #options: readonly string[];
  readonly #children = new Set<ChildProcess>();
  #daemon: ChildProcess | undefined;
  #endpoint = '';
  #removed: Promise<void> | undefined;

  constructor(instance = `demo${randomBytes(3).toString('hex')}`, options: readonly string[] = []) {
    this.#options = options;
    this.stateDirectory = mkdtempSync(join(tmpdir(), `postern-${instance}-`));
    this.#globals = ['--instance', instance, '--state-directory', this.stateDirectory];
  }

  /** Where the API listens, once it has been started. */
  get endpoint(): string {
    return this.#endpoint;
  }

  /**
   * Starts the daemon; again after `kill`, on the same resources and the same port.
   * @param timeoutMs how long it may take until it listens
   */
  async start(timeoutMs = startTimeoutMs): Promise<void> {
    const port = this.#endpoint === '' ? '0' : new URL(this.#endpoint).port;
    // Ctrl-C goes to us alone, who then take the daemon down in order.
    this.#daemon = this.#spawn({ detached: true }, 'up', '--port', port, '--instances', ...this.#options);
    this.#endpoint = await listening(this.#daemon, timeoutMs);
  }

  /** Ends the daemon with SIGKILL, as a crash would. */
  async kill(): Promise<void> {
    if (this.#daemon !== undefined) await end(this.#daemon);
  }

  async createAccount(name: string): Promise<AccountKeys> {
    return JSON.parse(await this.#ask('account', 'create', '--name', name, '--json'));
  }

  /** Writes an AWS configuration file with a profile for each account, by its name. */
  async writeProfiles(path: string): Promise<void> {
    await this.#ask('env', '--profiles', path);
  }

  /** What `postern status --json` prints. */
  async status(): Promise<Record<string, unknown>> {
    return JSON.parse(await this.#ask('status', '--json'));
  }

  /** Runs a command inside an instance. */
  exec(instanceId: string, ...argv: string[]): Promise<Output> {
    return outputOf(this.#spawn({}, 'exec', instanceId, '--', ...argv));
  }

  /** Starts a command inside an instance and leaves it running. */
  launch(instanceId: string, ...argv: string[]): ChildProcess {
    return this.#spawn({ stdio: 'pipe' }, 'exec', instanceId, '--', ...argv);
  }

  /** Removes everything from the machine; safe to call twice. */
  async remove(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    if (this.#removed !== undefined) return await this.#removed;
    this.#removed = promise;
    this.#remove().then(resolve, reject);
    await promise;
  }

  async #remove(): Promise<void> {
    const daemon = this.#daemon;
    // A daemon that is up is ended by `down`, in order; one that is still starting cannot be asked yet.
    const others = [...this.#children].filter((child) => child !== daemon || this.#endpoint === '');
    await Promise.all(others.map(end));
    const { code, stderr } = await outputOf(this.#spawn({}, 'down', '--purge'));
    rmSync(this.stateDirectory, { recursive: true, force: true });
    if (code !== 0) throw new Error(stderr.trim());
  }

  async #ask(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await outputOf(this.#spawn({}, ...args));
    if (code !== 0) throw new Error(stderr.trim());
    return stdout;
  }

  #spawn(options: SpawnOptions, ...args: string[]): ChildProcess {
    if (this.#removed !== undefined && args[0] !== 'down') throw new Error('this Postern is being removed');
    const child = spawn(command, [...this.#globals, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    });
    this.#children.add(child);
    child.once('exit', () => this.#children.delete(child));
    return child;
  }
}

/** Waits for the line in which the daemon says where it listens. */
function listening(daemon: ChildProcess, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(
      () => reject(new Error(`The daemon did not start in time:\n${output}`)),
      timeoutMs,
    );
    const read = (chunk: Buffer) => {
      output += chunk;
      const found = /listens on (http:\S+)/.exec(output)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    };
    daemon.stdout?.on('data', read);
    daemon.stderr?.on('data', read);
    daemon.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`The daemon ended with code ${code}:\n${output}`));
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

function outputOf(child: ChildProcess): Promise<Output> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}
