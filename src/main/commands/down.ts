import { existsSync, rmSync } from 'node:fs';
import { removeHyperplane } from '../../hyperplane/hyperplane.ts';
import { removeNetworks } from '../../network/networks.ts';
import { openSqliteStore } from '../../store/sqlite.ts';
import type { Store } from '../../store/store.ts';
import { StoreError } from '../../store/store-error.ts';
import { requireRoot } from '../require-root.ts';
import { findDaemon, stopProcess, storeHolder } from '../running-daemon.ts';
import { type Settings, type SettingsInput, settingsFrom, sharedDirectories } from '../settings.ts';
import { removeEmpty, removeState } from '../state-files.ts';

/** `postern down`: stops the daemon and removes everything of this instance from the kernel. */
export async function down(input: SettingsInput, purge: boolean): Promise<void> {
  requireRoot();
  const settings = await stopDaemon(input);
  const store = await holdStore(settings);
  const problems = await remove(settings, purge).finally(() => store?.close());
  if (problems.length > 0)
    throw new Error(
      `Not everything could be removed:\n${problems.map((each) => `  ${each.message}`).join('\n')}`,
    );
  console.log(
    purge
      ? 'Everything is removed.'
      : `Removed from the kernel. The resources stay in ${settings.stateDirectory}; postern up brings them back.`,
  );
}

async function remove(settings: Settings, purge: boolean): Promise<readonly Error[]> {
  const problems = [...(await removeNetworks(settings)), ...removeHyperplane(settings.pinDirectory)];
  rmSync(settings.runDirectory, { recursive: true, force: true });
  if (purge) removeState(settings);
  removeEmpty(Object.values(sharedDirectories));
  return problems;
}

/**
 * Keeps the store open, so that no daemon can start while things are removed. One that has just started is stopped first.
 * A store that cannot be used keeps every daemon from starting by itself.
 */
async function holdStore(settings: Settings): Promise<Store | undefined> {
  for (let attempt = 1; existsSync(settings.storePath); attempt += 1) {
    try {
      return openSqliteStore(settings.storePath);
    } catch (error) {
      if (!(error instanceof StoreError && error.reason === 'inUse')) return undefined;
      if (attempt === holdAttemptsMax) throw error;
      const pid = storeHolder(settings);
      if (pid !== undefined) await stopProcess(pid);
    }
  }
  return undefined;
}

const holdAttemptsMax = 5;

/** Returns the settings of the daemon that was there: it knows best which state directory is its own. */
async function stopDaemon(input: SettingsInput): Promise<Settings> {
  const settings = settingsFrom(input);
  const daemon = await findDaemon(settings);
  if (daemon === undefined) return settings;
  const { pid, stateDirectory } = daemon;
  if (input.stateDirectory !== undefined && stateDirectory !== settings.stateDirectory) {
    throw new Error(
      `Postern '${settings.instance}' keeps its resources in ${stateDirectory}, not in ${settings.stateDirectory}. Nothing was changed.`,
    );
  }
  await stopProcess(pid);
  return settingsFrom({ ...input, stateDirectory });
}
