import { isId } from '../../model/ids.ts';
import { execArguments } from '../../network/user-data.ts';
import { requireRoot } from '../require-root.ts';
import { runAttended } from '../run-attended.ts';
import { findDaemon } from '../running-daemon.ts';
import { type Settings, type SettingsInput, settingsFrom } from '../settings.ts';

/** `postern exec`: runs the command inside the instance with our own stdin, stdout and stderr, and ends with its code. */
export async function exec(input: SettingsInput, instanceId: string, argv: readonly string[]): Promise<void> {
  requireRoot();
  const settings = settingsFrom(input);
  if (!isId('i', instanceId)) throw new Error(`'${instanceId}' is not an instance id (i-...).`);
  // A `--` after the instance id only says that what follows is the command's.
  const given = argv[0] === '--' ? argv.slice(1) : argv;
  if (given.length === 0) throw new Error('There is no command. postern exec i-0123 -- command arguments');
  const { prefix } = settings;
  const stateDirectory =
    input.stateDirectory === undefined ? await stateDirectoryOf(settings) : settings.stateDirectory;
  const [program = '', ...rest] = execArguments({ prefix, stateDirectory, instanceId, command: given });
  process.exitCode = await runAttended(program, rest);
}

/** Where the daemon that runs keeps its instances; without one that answers, the usual place. */
async function stateDirectoryOf(settings: Settings): Promise<string> {
  const daemon = await findDaemon(settings).catch(() => undefined);
  return (daemon ?? settings).stateDirectory;
}
