/** Finds and ends the daemon of an instance, also one that starts, hangs or has lost its socket. */
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
    const pid = lockHolder(settings.storePath);
    if (pid === undefined && error instanceof NoAnswer) throw error;
    return pid === undefined ? undefined : { pid, stateDirectory: settings.stateDirectory };
  }
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
