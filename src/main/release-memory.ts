import { trimHeap } from '../kernel/libc.ts';

/**
 * Gives back what a start has left behind: texts that were parsed, and copies of what is in the kernel. They are a third
 * of a daemon's memory, and one that has little to do would keep them. Takes some tens of milliseconds for each 100 MB.
 * Collects only when the process was started with `--expose-gc`, as bin/postern does.
 */
export function releaseMemory(): void {
  // More thorough than the others: pages that are nearly empty are emptied.
  globalThis.gc?.({ type: 'major', flavor: 'last-resort', execution: 'sync' });
  trimHeap();
}
