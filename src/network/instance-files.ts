/** An instance's directory: its user data, its files for /etc, what it has printed and whether it was started. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { formatIpv4 } from '../model/address.ts';
import type { InstanceId } from '../model/ids.ts';
import { isId } from '../model/ids.ts';
import type { Entries } from '../plan/entry.ts';
import { sandboxUser } from './sandbox.ts';

export interface InstanceFiles {
  readonly directory: string;
  readonly etc: string;
  readonly userData: string;
  /** Output of user data. */
  readonly console: string;
  /** There once user data has been started, or there was none to start. */
  readonly started: string;
}

export function instanceFiles(stateDirectory: string, instanceId: InstanceId): InstanceFiles {
  const directory = `${instancesDirectory(stateDirectory)}/${instanceId}`;
  return {
    directory,
    etc: `${directory}/etc`,
    userData: `${directory}/user-data`,
    console: `${directory}/console.log`,
    started: `${directory}/started`,
  };
}

/** Instances that have a directory. */
export function listInstanceFiles(stateDirectory: string): InstanceId[] {
  const directory = instancesDirectory(stateDirectory);
  if (!existsSync(directory)) return [];
  return readdirSync(directory).filter((name): name is InstanceId => isId('i', name));
}

/** Writes what the instance needs to start. Those of an instance that has started are in use and stay as they are. */
export function writeInstanceFiles(files: InstanceFiles, instance: Entries['instance']): void {
  if (existsSync(files.started)) return;
  mkdirSync(files.etc, { recursive: true, mode: 0o700 });
  for (const [name, text] of Object.entries(etcTexts(instance))) {
    writeReadable(`${files.etc}/${name}`, text, 0o444);
  }
  if (instance.userData === undefined) return;
  writeReadable(files.userData, Buffer.from(instance.userData, 'base64'), 0o555);
}

/** The names of the instance's own files for /etc. */
export function listEtcFiles(files: InstanceFiles): string[] {
  return readdirSync(files.etc).sort();
}

export function readHostname(files: InstanceFiles): string {
  return readFileSync(`${files.etc}/hostname`, 'utf8').trim();
}

/** Removes the instance's directory, and the directory of all instances with the last one. */
export function removeInstanceFiles(stateDirectory: string, instanceId: InstanceId): void {
  rmSync(instanceFiles(stateDirectory, instanceId).directory, { recursive: true, force: true });
  try {
    rmdirSync(instancesDirectory(stateDirectory));
  } catch (error) {
    // A file system error always has a code.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'ENOENT') throw error;
  }
}

/** Others must be able to read it whatever the daemon's umask is. */
function writeReadable(path: string, content: string | Uint8Array, mode: number): void {
  writeFileSync(path, content);
  chmodSync(path, mode);
}

function instancesDirectory(stateDirectory: string): string {
  return `${stateDirectory}/instances`;
}

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html for the resolver's address */
function etcTexts(instance: Entries['instance']): Record<string, string> {
  const { hostname } = instance;
  return {
    hostname: `${hostname}\n`,
    hosts: `127.0.0.1 localhost\n${formatIpv4(instance.address)} ${hostname}\n`,
    'resolv.conf': 'nameserver 169.254.169.253\n',
    'nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files dns\n',
    passwd: `root:x:0:0:root:/root:/bin/sh\nnobody:x:${sandboxUser}:${sandboxUser}:nobody:/home:/bin/sh\n`,
    group: `root:x:0:\nnogroup:x:${sandboxUser}:\n`,
  };
}
