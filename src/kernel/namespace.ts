/**
 * Network namespaces by name, kept under /run/netns as `ip netns` keeps them, so that `ip netns list` shows them.
 *
 * Node runs JavaScript on one thread and these functions are synchronous, so the thread is back in its own namespace
 * before any other JavaScript runs. A socket made inside stays in the namespace it was made in.
 */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { MS_BIND, MS_REC, MS_SHARED, mount, SystemError, setns, unmount, unshareNetwork } from './libc.ts';

const directory = '/run/netns';

/** The path that names the namespace. */
export function namespacePath(name: string): string {
  return `${directory}/${name}`;
}

/** Whether the namespace exists. A name under which no namespace is mounted (see `createNamespace`) does not count. */
export function namespaceExists(name: string): boolean {
  const file = statSync(namespacePath(name), { throwIfNoEntry: false });
  return file !== undefined && file.dev !== statSync(directory).dev;
}

/** Names of all namespaces that start with the prefix. */
export function listNamespaces(prefix: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => name.startsWith(prefix))
    .sort();
}

/** The inode that identifies the namespace in /proc/PID/ns/net. */
export function namespaceInode(name: string): number {
  return statSync(namespacePath(name)).ino;
}

/**
 * Makes a namespace with nothing in it but a loopback device that is down. It must not exist yet; a bare file that
 * was left when the machine stopped between the two steps is taken over.
 */
export function createNamespace(name: string): void {
  if (namespaceExists(name)) throw new Error(`the network namespace ${name} exists already`);
  prepareDirectory();
  const path = namespacePath(name);
  writeFileSync(path, '', { mode: 0o444 });
  try {
    inOwnNamespace(() => {
      unshareNetwork();
      mount('/proc/thread-self/ns/net', path, '', MS_BIND);
    });
  } catch (error) {
    unlinkSync(path);
    throw error;
  }
}

/** Removes the name; the namespace itself goes when its last process and socket have gone. No error when it is not there. */
export function deleteNamespace(name: string): void {
  const path = namespacePath(name);
  if (!existsSync(path)) return;
  try {
    unmount(path);
  } catch (error) {
    // EINVAL, a file that is no mount: the machine stopped between the two steps of createNamespace.
    if (!(error instanceof SystemError && error.errno === 22)) throw error;
  }
  unlinkSync(path);
}

/** Runs a synchronous function with the calling thread in the namespace. */
export function withNamespace<T>(name: string, run: () => T): T {
  const target = openSync(namespacePath(name), 'r');
  try {
    return inOwnNamespace(() => {
      setns(target);
      return run();
    });
  } finally {
    closeSync(target);
  }
}

/**
 * Puts the calling thread into the namespace for good, so that its sockets are there. For worker threads that do nothing
 * else: on the main thread everybody's sockets would be there.
 */
export function joinNamespace(name: string): void {
  const target = openSync(namespacePath(name), 'r');
  try {
    setns(target);
  } finally {
    closeSync(target);
  }
}

/** Runs the function and then puts the thread back into the namespace it was in. */
function inOwnNamespace<T>(run: () => T): T {
  const own = openSync('/proc/thread-self/ns/net', 'r');
  try {
    return run();
  } finally {
    try {
      setns(own);
    } finally {
      closeSync(own);
    }
  }
}

/** As `ip netns` does: a shared mount, so that names made later are seen in mount namespaces made before. */
function prepareDirectory(): void {
  if (!existsSync(directory)) mkdirSync(directory, { mode: 0o755 });
  try {
    mount('', directory, 'none', MS_SHARED | MS_REC);
  } catch (error) {
    if (!(error instanceof SystemError && error.errno === 22)) throw error;
    mount(directory, directory, 'none', MS_BIND | MS_REC);
    mount('', directory, 'none', MS_SHARED | MS_REC);
  }
}
