/**
 * The sandbox of user data and of commands in an instance: bubblewrap with its own view of files, processes and
 * hostname, in which the command runs as nobody, without capabilities and without a way to gain any.
 *
 * bubblewrap runs as root and needs no user namespace; `setpriv` inside it gives up what is left. So uid 65534 is that of
 * the machine and not root's under another name. @see bwrap(1), setpriv(1)
 */
import { lstatSync, readlinkSync } from 'node:fs';
import { dirname } from 'node:path';

/** uid and gid of the command: the kernel's overflow id, which owns nothing. */
export const sandboxUser = 65534;

/** The path of user data inside the sandbox. */
export const userDataInside = '/run/user-data';

export interface Sandbox {
  readonly hostname: string;
  /** A directory with the instance's own files for /etc. */
  readonly etcDirectory: string;
  /** The names of the files in it. */
  readonly etcFiles: readonly string[];
  /** The Node binary, which is `node` inside. */
  readonly nodePath: string;
  /** The user data, at `userDataInside`. */
  readonly userDataPath?: string;
  /**
   * Whether everything ends when the process that started the sandbox does, and terminal input cannot be forged;
   * for commands of a person, not for user data, which outlives the daemon.
   */
  readonly attended: boolean;
}

/** The command line that runs `command` in the sandbox, in the network namespace of the caller. */
export function sandboxArguments(sandbox: Sandbox, command: readonly string[]): string[] {
  return [
    'bwrap',
    ...['--unshare-pid', '--unshare-ipc', '--unshare-uts', '--hostname', sandbox.hostname],
    ...(sandbox.attended ? ['--die-with-parent', '--new-session'] : []),
    ...['--cap-drop', 'ALL', ...capabilitiesToDropTheRest.flatMap((name) => ['--cap-add', name])],
    ...[
      '--clearenv',
      ...Object.entries(sandboxEnvironment).flatMap(([name, value]) => ['--setenv', name, value]),
    ],
    ...fileArguments(sandbox),
    ...['--chdir', sandboxEnvironment.HOME, '--', ...dropPrivileges, ...command],
  ];
}

const nodeInside = '/opt/postern/bin/node';

/** All the environment there is in a sandbox. */
export const sandboxEnvironment = {
  PATH: `${dirname(nodeInside)}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
  HOME: '/home',
  LANG: 'C.UTF-8',
};

const capabilitiesToDropTheRest = ['CAP_SETUID', 'CAP_SETGID', 'CAP_SETPCAP'];

const dropPrivileges = [
  'setpriv',
  ...[`--reuid=${sandboxUser}`, `--regid=${sandboxUser}`, '--clear-groups', '--no-new-privs'],
  ...['--bounding-set=-all', '--inh-caps=-all', '--ambient-caps=-all', '--'],
];

/** The machine's programs, read-only; nothing else of its files. */
const programs = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];

/** What programs need of /etc to start, to find alternatives, to trust certificates and to know ports by name. */
const sharedEtc = ['alternatives', 'ld.so.cache', 'ssl', 'pki', 'ca-certificates', 'services', 'protocols'];

function fileArguments(sandbox: Sandbox): string[] {
  const { userDataPath } = sandbox;
  return [
    ...programs.flatMap(programArguments),
    ...['/etc', '/opt', '/opt/postern', dirname(nodeInside)].flatMap(directory),
    ...sharedEtc.flatMap((name) => ['--ro-bind-try', `/etc/${name}`, `/etc/${name}`]),
    ...sandbox.etcFiles.flatMap((name) => ['--ro-bind', `${sandbox.etcDirectory}/${name}`, `/etc/${name}`]),
    ...['--proc', '/proc', '--dev', '/dev'],
    ...['/tmp', '/home', '/run', '/dev/shm'].flatMap(writable),
    ...['--ro-bind', sandbox.nodePath, nodeInside],
    ...(userDataPath === undefined ? [] : ['--ro-bind', userDataPath, userDataInside]),
  ];
}

/** A directory of the machine, or the link that it is where /usr has been merged. */
function programArguments(path: string): string[] {
  const file = lstatSync(path, { throwIfNoEntry: false });
  if (file === undefined) return [];
  return file.isSymbolicLink() ? ['--symlink', readlinkSync(path), path] : ['--ro-bind', path, path];
}

function directory(path: string): string[] {
  return ['--perms', '0755', '--dir', path];
}

function writable(path: string): string[] {
  return ['--perms', '1777', '--tmpfs', path];
}
