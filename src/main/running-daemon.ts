/** Finds and ends the daemon of an instance, also one that starts, hangs or has lost its socket. */
import { readFileSync } from 'node:fs';
import { callAdmin, NoAnswer, NotRunning } from '../admin/admin-client.ts';
import { lockHolder } from './lock-holder.ts';
import type { Settings } from './settings.ts';

export interface RunningDaemon {
  readonly pid: number;
  readonly stateDirectory: string;
}

/** How long a daemon may take to stop, milliseconds. */
export interface StopLimits {
  /** From SIGTERM to SIGKILL. */
  readonly gracefulMs: number;
  /** From SIGKILL until it counts as unstoppable. */
  readonly killedMs: number;
}

const usualStopLimits: StopLimits = { gracefulMs: 15_000, killedMs: 5_000 };

/** The daemon that answers on the socket, else the process that has the store open. */
export async function findDaemon(settings: Settings): Promise<RunningDaemon | undefined> {
  try {
    return await callAdmin(settings.adminSocket, 'GET /info');
  } catch (error) {
    if (!(error instanceof NotRunning || error instanceof NoAnswer)) throw error;
    const pid = storeHolder(settings);
    if (pid === undefined && error instanceof NoAnswer) throw error;
    return pid === undefined ? undefined : { pid, stateDirectory: settings.stateDirectory };
  }
}

/** The process of this instance that has the store open. @throws Error when that is somebody else's */
export function storeHolder({ instance, storePath }: Settings): number | undefined {
  const pid = lockHolder(storePath);
  if (pid === undefined || commandLine(pid).length === 0) return undefined;
  if (instanceOf(pid) === instance) return pid;
  throw new Error(
    `${storePath} is in use by process ${pid}, which is not Postern '${instance}'. Nothing was changed.`,
  );
}

/** Empty when the process has ended meanwhile. */
function commandLine(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

/** As the process was told at its start. */
function instanceOf(pid: number): string | undefined {
  const [, ...args] = commandLine(pid);
  if (!args.some((arg) => arg.endsWith('/src/main/cli.ts'))) return undefined;
  const at = args.findIndex((arg) => arg === '--instance' || arg.startsWith('--instance='));
  if (at < 0) return 'default';
  return args[at] === '--instance' ? args[at + 1] : args[at]?.slice('--instance='.length);
}

/** Ends the process: SIGTERM, a wait, SIGKILL, which a daemon survives without loss. @throws Error when it stays */
export async function stopProcess(pid: number, limits: StopLimits = usualStopLimits): Promise<void> {
  if (!signal(pid, 'SIGTERM') || (await isGone(pid, limits.gracefulMs))) return;
  if (!signal(pid, 'SIGKILL') || (await isGone(pid, limits.killedMs))) return;
  throw new Error(
    `The daemon (pid ${pid}) does not end: it waits for the kernel. Run postern down again when it has.`,
  );
}

async function isGone(pid: number, limitMs: number): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  while (signal(pid, 0)) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  return true;
}

const pollMs = 20;

/** @returns false when there is no such process */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
