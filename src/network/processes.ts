/** Processes by the network namespace they are in, however they were started. */
import { readdirSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long processes may take to end. */
export interface EndLimits {
  /** From SIGTERM to SIGKILL. */
  readonly gracefulMs: number;
  /** From SIGKILL until a process counts as unstoppable. */
  readonly killedMs: number;
}

export const usualEndLimits: EndLimits = { gracefulMs: 1000, killedMs: 5000 };

/** Ids of the processes in the network namespaces with these inodes; never this process. */
export function processesIn(inodes: ReadonlySet<number>): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && isIn(inodes, pid));
}

/**
 * Ends every process in the namespaces: SIGTERM, a wait, SIGKILL. Processes that are started meanwhile are ended too.
 * @returns the inodes of namespaces in which there are still processes, which are in an uninterruptible wait
 */
export async function endProcesses(
  inodes: ReadonlySet<number>,
  limits: EndLimits = usualEndLimits,
): Promise<ReadonlySet<number>> {
  if (inodes.size === 0) return new Set();
  signal(processesIn(inodes), 'SIGTERM');
  if (await emptied(inodes, limits.gracefulMs, () => {})) return new Set();
  if (await emptied(inodes, limits.killedMs, (pids) => signal(pids, 'SIGKILL'))) return new Set();
  return new Set([...inodes].filter((inode) => processesIn(new Set([inode])).length > 0));
}

/** Waits until no process is left; those that are left each time are handed to `act`. @returns whether none is */
async function emptied(
  inodes: ReadonlySet<number>,
  limitMs: number,
  act: (pids: readonly number[]) => void,
): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  let known = processesIn(inodes);
  while (known.length > 0) {
    act(known);
    if (performance.now() > deadline) return false;
    await sleep(pollMs);
    known = known.filter((pid) => isIn(inodes, pid));
    // All of /proc is read only when those known of have gone: there may be children they left.
    if (known.length === 0) known = processesIn(inodes);
  }
  return true;
}

function isIn(inodes: ReadonlySet<number>, pid: number): boolean {
  try {
    return inodes.has(statSync(`/proc/${pid}/ns/net`).ino);
  } catch {
    return false; // It has ended; a zombie has no namespace.
  }
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended meanwhile, which is what is wanted.
    }
  }
}

const pollMs = 10;
