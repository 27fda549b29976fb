/** The demo's own Postern: started and used through the `postern` command alone, as a user would. */
import { type ChildProcess, spawn } from 'node:child_process';
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

export interface Machine {
  /** Where the API listens. */
  readonly endpoint: string;
  readonly stateDirectory: string;
  createAccount(name: string): Promise<AccountKeys>;
  /** Runs a command inside an instance. */
  exec(instanceId: string, ...argv: string[]): Promise<Output>;
  /** Starts a command inside an instance and leaves it running. */
  start(instanceId: string, ...argv: string[]): ChildProcess;
  /** What `postern status --json` prints. */
  status(): Promise<Record<string, unknown>>;
  /** Ends the daemon with SIGKILL, as a crash would. */
  kill(): Promise<void>;
  /** Starts the daemon again, on the same resources and the same port. */
  restart(): Promise<void>;
  /** Removes everything from the machine; safe to call twice. */
  remove(): Promise<void>;
}

/** Starts a daemon with a state directory of its own. @param instance its name; a random one when left out */
export async function startMachine(instance = `demo${randomBytes(3).toString('hex')}`): Promise<Machine> {
  const stateDirectory = mkdtempSync(join(tmpdir(), `postern-${instance}-`));
  const globals = ['--instance', instance, '--state-directory', stateDirectory];
  const up = (port: string) =>
    spawn(command, [...globals, 'up', '--port', port, '--instances'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      // Ctrl-C goes to the demo alone, which then takes the daemon down in order.
      detached: true,
    });
  let daemon = up('0');
  const postern = (...args: string[]) => run(command, [...globals, ...args]);
  let removed: Promise<void> | undefined;
  const remove = () => {
    removed ??= (async () => {
      const result = await postern('down', '--purge');
      rmSync(stateDirectory, { recursive: true, force: true });
      if (result.code !== 0) throw new Error(result.stderr.trim());
    })();
    return removed;
  };
  try {
    const endpoint = await listening(daemon);
    return {
      endpoint,
      stateDirectory,
      createAccount: async (name) =>
        JSON.parse((await expectOk(postern('account', 'create', '--name', name, '--json'))).stdout),
      exec: (instanceId, ...argv) => postern('exec', instanceId, '--', ...argv),
      start: (instanceId, ...argv) =>
        spawn(command, [...globals, 'exec', instanceId, '--', ...argv], {
          stdio: ['pipe', 'pipe', 'pipe'],
        }),
      status: async () => JSON.parse((await expectOk(postern('status', '--json'))).stdout),
      kill: () => end(daemon, 'SIGKILL'),
      restart: async () => {
        daemon = up(new URL(endpoint).port);
        await listening(daemon);
      },
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Waits for the line in which the daemon says where it listens. */
function listening(daemon: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(
      () => reject(new Error(`The daemon did not start in time:\n${output}`)),
      startTimeoutMs,
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

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  return ended;
}

async function expectOk(running: Promise<Output>): Promise<Output> {
  const output = await running;
  if (output.code !== 0) throw new Error(output.stderr.trim());
  return output;
}

function run(file: string, args: readonly string[]): Promise<Output> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}
