/** Where a Postern instance keeps its things and where it listens. Made from the command line, here and nowhere else. */
import { join, resolve } from 'node:path';

export interface Settings {
  /** 1 to 16 characters of a-z, 0-9; several instances live side by side on one machine. */
  readonly instance: string;
  /** What every name in the kernel starts with: `postern-<instance>`. */
  readonly prefix: string;
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly stateDirectory: string;
  /** The store's file in it. */
  readonly storePath: string;
  readonly runDirectory: string;
  readonly adminSocket: string;
  readonly pinDirectory: string;
  readonly objectPath: string;
  /** Whether RunInstances may start processes here. */
  readonly instances: boolean;
}

export interface SettingsInput {
  readonly instance?: string;
  readonly host?: string;
  readonly port?: string;
  readonly stateDirectory?: string;
  readonly instances?: boolean;
}

/** Fills in the defaults and checks. Throws an Error with a sentence for the person at the command line. */
export function settingsFrom(input: SettingsInput): Settings {
  const instance = input.instance ?? 'default';
  if (!/^[a-z0-9]{1,16}$/.test(instance)) {
    throw new Error(`An instance name is 1 to 16 of a-z and 0-9, not '${instance}'.`);
  }
  const port = portFrom(input.port ?? '4566');
  const prefix = `postern-${instance}`;
  const runDirectory = join('/run/postern', instance);
  const stateDirectory = resolve(input.stateDirectory ?? join('/var/lib/postern', instance));
  return {
    instance,
    prefix,
    host: input.host ?? '127.0.0.1',
    port,
    stateDirectory,
    storePath: join(stateDirectory, 'postern.db'),
    runDirectory,
    adminSocket: join(runDirectory, 'admin.sock'),
    pinDirectory: join('/sys/fs/bpf', prefix),
    objectPath: resolve(import.meta.dirname, '../../build/hyperplane.bpf.o'),
    instances: input.instances ?? false,
  };
}

function portFrom(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535)
    throw new Error(`A port is 0 to 65535, not '${text}'.`);
  return Number(text);
}
