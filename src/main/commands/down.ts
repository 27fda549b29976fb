import { rmSync } from 'node:fs';
import { callAdmin, NotRunning } from '../../admin/admin-client.ts';
import { removeHyperplane } from '../../hyperplane/hyperplane.ts';
import { removeNetworks } from '../../network/networks.ts';
import { type Settings, type SettingsInput, settingsFrom } from '../settings.ts';

const stopTimeoutMs = 15_000;

/** `postern down`: stops the daemon and removes everything of this instance from the kernel. */
export async function down(input: SettingsInput, purge: boolean): Promise<void> {
  const settings = settingsFrom(input);
  await stopDaemon(settings);
  const problems = [...(await removeNetworks(settings)), ...removeHyperplane(settings.pinDirectory)];
  rmSync(settings.runDirectory, { recursive: true, force: true });
  if (purge) rmSync(settings.stateDirectory, { recursive: true, force: true });
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

async function stopDaemon(settings: Settings): Promise<void> {
  const pid = await runningPid(settings);
  if (pid === undefined) return;
  process.kill(pid, 'SIGTERM');
  const deadline = Date.now() + stopTimeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline)
      throw new Error(`The daemon (pid ${pid}) does not stop. End it yourself and run postern down again.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function runningPid(settings: Settings): Promise<number | undefined> {
  try {
    return (await callAdmin(settings.adminSocket, 'GET /info')).pid;
  } catch (error) {
    if (error instanceof NotRunning) return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
