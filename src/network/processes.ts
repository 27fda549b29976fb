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
  const asked = new Set<number>();
  const ask = (pids: readonly number[]) => {
    // Each once: to some programs a second SIGTERM means to drop what they are doing.
    for (const pid of pids.filter((pid) => !asked.has(pid))) {
      asked.add(pid);
      signal(pid, 'SIGTERM');
    }
  };
  const kill = (pids: readonly number[]) => {
    for (const pid of pids) signal(pid, 'SIGKILL');
  };
  if (await emptied(inodes, limits.gracefulMs, ask)) return new Set();
  if (await emptied(inodes, limits.killedMs, kill)) return new Set();
  return new Set([...inodes].filter((inode) => processesIn(new Set([inode])).length > 0));
}

/** Hands those that are left to `act`, again and again until none is. @returns whether that was within the limit */
async function emptied(
  inodes: ReadonlySet<number>,
  limitMs: number,
  act: (pids: readonly number[]) => void,
): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  for (let waitMs = pollMsMin; ; waitMs = Math.min(waitMs * 2, pollMsMax)) {
    const left = processesIn(inodes);
    if (left.length === 0) return true;
    act(left);
    if (performance.now() > deadline) return false;
    await sleep(waitMs);
  }
}

function isIn(inodes: ReadonlySet<number>, pid: number): boolean {
  try {
    return inodes.has(statSync(`/proc/${pid}/ns/net`).ino);
  } catch {
    return false; // It has ended; a zombie has no namespace.
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile, which is what is wanted.
  }
}

const pollMsMin = 5;
const pollMsMax = 100;
