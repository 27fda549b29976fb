/**
 * Runs an instance's user data, once, and commands of people beside it.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, writeFileSync } from 'node:fs';
import { namespaceExists, namespaceInode, namespacePath, withNamespace } from '../kernel/namespace.ts';
import type { InstanceId } from '../model/ids.ts';
import { type InstanceFiles, instanceFiles, listEtcFiles, readHostname } from './instance-files.ts';
import { instanceNamespace } from './names.ts';
import { processesIn } from './processes.ts';
import { sandboxArguments, sandboxEnvironment, userDataInside } from './sandbox.ts';

/**
 * Starts the user data in the namespace unless that has been done. It has a session of its own and writes to a file,
 * so it goes on when the daemon ends, in whatever way.
 * @throws Error when bubblewrap cannot be started; what goes wrong inside is in the instance's console file
 */
export async function startUserDataOnce(namespace: string, files: InstanceFiles): Promise<void> {
  if (existsSync(files.started)) return;
  // The daemon may have been killed after the start and before the note of it.
  const isRunning = processesIn(new Set([namespaceInode(namespace)])).length > 0;
  if (existsSync(files.userData) && !isRunning) await startUserData(namespace, files);
  writeFileSync(files.started, '');
}

/**
 * The command line that runs a command inside an instance, in a sandbox like that of its user data and with the
 * caller's standard input and output. Its exit code is the command's (128 and the signal's number if that ended it).
 * The command ends when its caller does. It has no controlling terminal.
 * @throws Error when the instance is not on this machine
 */
export function execArguments(options: {
  readonly prefix: string;
  readonly stateDirectory: string;
  readonly instanceId: InstanceId;
  readonly command: readonly string[];
}): string[] {
  const namespace = instanceNamespace(options.prefix, options.instanceId);
  const files = instanceFiles(options.stateDirectory, options.instanceId);
  if (!namespaceExists(namespace) || !existsSync(files.etc)) {
    throw new Error(`the instance ${options.instanceId} does not run on this machine`);
  }
  const sandbox = { ...sandboxOf(files), attended: true };
  return ['nsenter', `--net=${namespacePath(namespace)}`, ...sandboxArguments(sandbox, options.command)];
}

async function startUserData(namespace: string, files: InstanceFiles): Promise<void> {
  const sandbox = { ...sandboxOf(files), userDataPath: files.userData, attended: false };
  const [program = '', ...rest] = sandboxArguments(sandbox, [userDataInside]);
  const output = openSync(files.console, 'a', 0o600);
  try {
    // A child is in the namespace of the thread that forks it.
    const child = withNamespace(namespace, () =>
      spawn(program, rest, {
        cwd: '/',
        env: sandboxEnvironment,
        detached: true,
        stdio: ['ignore', output, output],
      }),
    );
    await once(child, 'spawn');
    child.unref();
  } catch (error) {
    throw new Error('start bubblewrap', { cause: error });
  } finally {
    closeSync(output);
  }
}

function sandboxOf(files: InstanceFiles) {
  return {
    hostname: readHostname(files),
    etcDirectory: files.etc,
    etcFiles: listEtcFiles(files),
    nodePath: process.execPath,
  };
}
