import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from './settings.ts';

/**
 * Removes what Postern keeps in its state directory, and the directory when nothing else is in it: the operator names
 * the directory, and what others have there stays.
 */
export function removeState({ stateDirectory, storePath, auditDirectory }: Settings): void {
  if (!existsSync(stateDirectory)) return;
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${storePath}${suffix}`, { force: true });
  rmSync(auditDirectory, { recursive: true, force: true });
  rmSync(join(stateDirectory, 'instances'), { recursive: true, force: true });
  if (readdirSync(stateDirectory).length === 0) rmdirSync(stateDirectory);
}
