/** A place of its own for each test: a random prefix and a directory, removed afterwards whatever happened. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { TestContext } from 'node:test';
import { listNamespaces, withNamespace } from '../../kernel/namespace.ts';
import type { Place } from '../inventory.ts';
import { type Networks, openNetworks, removeNetworks } from '../networks.ts';

export interface TestPlace extends Place {
  /** What drivers logged. */
  readonly logged: string[];
  /** A driver as a daemon that starts would open it. */
  open(): Networks;
}

export function testPlace(test: TestContext): TestPlace {
  const prefix = `t${randomBytes(5).toString('hex')}`;
  const stateDirectory = mkdtempSync(`${tmpdir()}/${prefix}-`);
  const logged: string[] = [];
  test.after(async () => {
    const errors = await removeNetworks({ prefix, stateDirectory });
    rmSync(stateDirectory, { recursive: true, force: true });
    if (errors.length > 0) throw new AggregateError(errors, 'the test left something that cannot be removed');
  });
  const open = () => openNetworks({ prefix, stateDirectory, log: (message) => logged.push(message) });
  return { prefix, stateDirectory, logged, open };
}

/** Everything on the machine that has to do with the place, and links that look like ours where none may be. */
export function traces(place: Place): string[] {
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  const rootLinks = readdirSync('/sys/class/net').filter((name) => /^(br|leg|i)-/.test(name));
  return [
    ...listNamespaces(place.prefix),
    ...mounts.filter((line) => line.includes(place.prefix)),
    ...rootLinks,
    ...processesNaming(place.prefix),
    ...readdirSync(place.stateDirectory).map((name) => `${place.stateDirectory}/${name}`),
  ];
}

/** A setting of a namespace, below /proc/sys/net. */
export function readSysctl(namespace: string, name: string): string {
  return withNamespace(namespace, () => readFileSync(`/proc/sys/net/${name}`, 'utf8').trim());
}

/** Waits until the function gives something, and returns it. @throws Error after `limitMs` */
export async function eventually<T>(
  what: string,
  probe: () => T | undefined | false,
  limitMs = 15_000,
): Promise<T> {
  const deadline = performance.now() + limitMs;
  while (true) {
    const result = probe();
    if (result !== undefined && result !== false) return result;
    if (performance.now() > deadline) throw new Error(`${what} did not happen within ${limitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function processesNaming(text: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((pid) => `${pid} ${commandLine(pid)}`)
    .filter((line) => line.includes(text));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return ''; // It has ended.
  }
}
