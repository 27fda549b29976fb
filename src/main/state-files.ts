import { chmodSync, existsSync, mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from './settings.ts';

/**
 * Removes what Postern keeps in its state directory, and the directory when nothing else is in it: the operator names
 * the directory, and what others have there stays.
 */
export function removeState({
  stateDirectory,
  storePath,
  auditDirectory,
  metricsDirectory,
  contentDirectory,
}: Settings): void {
  if (!existsSync(stateDirectory)) return;
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${storePath}${suffix}`, { force: true });
  rmSync(auditDirectory, { recursive: true, force: true });
  rmSync(metricsDirectory, { recursive: true, force: true });
  rmSync(contentDirectory, { recursive: true, force: true });
  rmSync(join(stateDirectory, 'instances'), { recursive: true, force: true });
  if (readdirSync(stateDirectory).length === 0) rmdirSync(stateDirectory);
}

/** Removes directories that instances share when nothing is in them any more; the next instance makes them again. */
export function removeEmpty(directories: Iterable<string>): void {
  for (const directory of directories) {
    try {
      rmdirSync(directory);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOTEMPTY' && code !== 'ENOENT') throw error;
    }
  }
}

/** What stands in a state directory or a run directory of ours. */
const ourFiles = /^(?:postern\.db(?:-\w+)?|instances|audit|metrics|content|admin\.sock|.*\.lock)$/;

/**
 * Makes the directory for root alone. One that is there and holds nothing of others' is made so too; in another, which
 * the operator has named, the files are ours alone and the directory is left as it is.
 */
export function makePrivateDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if (readdirSync(path).every((name) => ourFiles.test(name))) chmodSync(path, 0o700);
  } catch (cause) {
    throw new Error(`The directory ${path} cannot be made: ${(cause as Error).message}`, { cause });
  }
}
