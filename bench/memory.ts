/** What the daemon and the data plane hold in memory. */
import { readFileSync } from 'node:fs';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { callAdmin } from '../src/admin/admin-client.ts';
import { openHyperplane, removeHyperplane } from '../src/hyperplane/hyperplane.ts';
import { maps } from '../src/hyperplane/layout.ts';
import { settingsFrom } from '../src/main/settings.ts';
import { hyperplaneNamespace } from '../src/network/names.ts';
import type { Cleanup } from './cleanup.ts';

/** A daemon gives back what its start has left behind soon after it has greeted. */
const settleMs = 3_000;

/** Resident memory of the daemon of an instance of Postern that may just have greeted, bytes. */
export async function daemonMemoryBytes(instance: string): Promise<number> {
  await setTimeout(settleMs);
  const { pid } = await callAdmin(settingsFrom({ instance }).adminSocket, 'GET /info');
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (kilobytes === undefined) throw new Error(`/proc/${pid}/status does not say VmRSS`);
  return Number(kilobytes) * 1024;
}

/** Kernel memory of the maps of an instance of Postern, bytes. */
export async function mapMemoryBytes(instance: string): Promise<number> {
  const { prefix, pinDirectory, objectPath } = settingsFrom({ instance });
  const namespace = hyperplaneNamespace(prefix);
  const hyperplane = openHyperplane({ namespace, pinDirectory, objectPath });
  try {
    return hyperplane.memory();
  } finally {
    await hyperplane.close();
  }
}

/** Kernel memory of the maps, bytes. */
export interface FlowMemory {
  readonly connections: number;
  readonly emptyBytes: number;
  readonly fullBytes: number;
}

/** Fills a data plane that nothing is attached to with connections, each of which is an entry in either direction. */
export async function measureFlowMemory(
  cleanup: Cleanup,
  name: string,
  connections: number,
): Promise<FlowMemory> {
  const settings = settingsFrom({ instance: name });
  const { prefix, pinDirectory, objectPath } = settings;
  cleanup.add(() => {
    const [error] = removeHyperplane(pinDirectory);
    if (error !== undefined) throw error;
  });
  const hyperplane = openHyperplane({ namespace: hyperplaneNamespace(prefix), pinDirectory, objectPath });
  try {
    const emptyBytes = hyperplane.memory();
    for (const entries of flowEntries(connections * 2)) {
      hyperplane.maps.flows.raw.setAll(entries);
      await setImmediate();
    }
    return { connections, emptyBytes, fullBytes: hyperplane.memory() };
  } finally {
    await hyperplane.close();
  }
}

/** Entries whose keys are all different, some thousand at a time. What the values hold makes no difference to the memory. */
export function* flowEntries(count: number): Generator<{ key: Uint8Array; value: Uint8Array }[]> {
  const value = new Uint8Array(maps.flows.value.size);
  for (let start = 0; start < count; start += chunkEntries) {
    const length = Math.min(chunkEntries, count - start);
    yield Array.from({ length }, (_, offset) => ({ key: flowKey(start + offset), value }));
  }
}

const chunkEntries = 65_536;

function flowKey(number: number): Uint8Array {
  return maps.flows.key.encode({
    src: 0x0a000000 + Math.floor(number / 60_000),
    dst: 0x0a010064,
    sport: 1024 + (number % 60_000),
    dport: 80,
    ifindex: 1,
    protocol: 6,
  });
}
