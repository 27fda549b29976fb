import { readFileSync, statSync } from 'node:fs';

/**
 * The process that holds a POSIX lock on the file; undefined when none of this PID namespace does. Nothing is opened, as
 * closing a file drops the locks that the own process has on it.
 * @see https://man7.org/linux/man-pages/man5/proc_locks.5.html
 */
export function lockHolder(path: string): number | undefined {
  const file = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (file === undefined) return undefined;
  const name = `${hex(major(file.dev))}:${hex(minor(file.dev))}:${file.ino}`;
  for (const line of readFileSync('/proc/locks', 'utf8').split('\n')) {
    // `1: POSIX  ADVISORY  WRITE 1080 fe:00:2211853 0 EOF`; a request that waits has `->` before POSIX.
    const found = /^\d+: POSIX +\S+ +\S+ +(\d+) (\S+) /.exec(line);
    if (found?.[2] === name && found[1] !== '0') return Number(found[1]);
  }
  return undefined;
}

function hex(number: bigint): string {
  return number.toString(16).padStart(2, '0');
}

/** How the kernel packs a device's numbers. @see https://man7.org/linux/man-pages/man3/makedev.3.html */
function major(device: bigint): bigint {
  return ((device >> 8n) & 0xfffn) | ((device >> 32n) & ~0xfffn);
}

function minor(device: bigint): bigint {
  return (device & 0xffn) | ((device >> 12n) & ~0xffn);
}
