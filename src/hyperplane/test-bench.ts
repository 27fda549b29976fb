/** A data plane of a test's own, with two legs that are not wired to anything, on which frames are run one at a time. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadLibbpf } from '../kernel/libbpf.ts';
import { deleteNamespace, withNamespace } from '../kernel/namespace.ts';
import { parseIpv4 } from '../model/address.ts';
import type { Entry, Table } from '../plan/entry.ts';
import type { Drops } from './counters.ts';
import { type DropReason, dropReasonNames } from './drop-reasons.ts';
import { type Hyperplane, type HyperplaneOptions, openHyperplane, removeHyperplane } from './hyperplane.ts';

export const objectPath = join(import.meta.dirname, '../../build/hyperplane.bpf.o');

/** Verdicts of tc programs. */
export const SHOT = 2;
export const REDIRECT = 7;
export const OK = 0;

/** What the data plane did with a frame. */
export interface Outcome {
  readonly verdict: number;
  /** The frame as it was left. */
  readonly frame: Uint8Array;
  /** The reasons that were counted. */
  readonly reasons: readonly DropReason[];
}

export interface Bench {
  readonly name: string;
  readonly hyperplane: Hyperplane;
  readonly pinDirectory: string;
  /** ifindex of the leg of `subnet-a` and of `subnet-b`. */
  readonly legA: number;
  readonly legB: number;
  readonly legIndex: (subnetId: string) => number | undefined;
  /** Runs a frame as if it had arrived on the leg. */
  run(frame: Uint8Array, ifindex?: number, gsoSize?: number): Outcome;
  /** The same without a look at the counters: for very many frames. */
  runOnly(frame: Uint8Array, ifindex?: number, gsoSize?: number): Omit<Outcome, 'reasons'>;
  /** Sets entries of the plan; throws when one fails. */
  set(...entries: readonly Entry[]): void;
  remove(...entries: readonly Entry[]): void;
  /** Forgets all connections. */
  forget(): void;
  close(): Promise<void>;
}

export function openBench(options: Partial<HyperplaneOptions> = {}): Bench {
  const name = `pt${randomBytes(4).toString('hex')}`;
  const pinDirectory = `/sys/fs/bpf/${name}`;
  run('ip', 'netns', 'add', name);
  try {
    run('ip', '-n', name, 'link', 'set', 'lo', 'up');
    run('ip', '-n', name, 'link', 'add', 'legA', 'type', 'veth', 'peer', 'name', 'legB');
    for (const leg of ['legA', 'legB']) run('ip', '-n', name, 'link', 'set', leg, 'up');
    const hyperplane = openHyperplane({ namespace: name, pinDirectory, objectPath, ...options });
    return bench(name, pinDirectory, hyperplane);
  } catch (error) {
    deleteNamespace(name);
    removeHyperplane(pinDirectory);
    throw error;
  }
}

function bench(name: string, pinDirectory: string, hyperplane: Hyperplane): Bench {
  const libbpf = loadLibbpf();
  const legA = linkIndex(name, 'legA');
  const legB = linkIndex(name, 'legB');
  const legIndex = (subnetId: string) =>
    new Map([
      ['subnet-a', legA],
      ['subnet-b', legB],
    ]).get(subnetId);
  const apply = (set: readonly Entry[], remove: readonly Entry[]) => {
    const failures = hyperplane.apply({ set, remove }, legIndex);
    if (failures.length > 0) throw new Error(failures.map((failure) => failure.reason).join(', '));
  };
  const runOnly = (frame: Uint8Array, ifindex = legA, gsoSize = 0) => {
    const out = new Uint8Array(frame.length + 100);
    const context = contextOf(ifindex, gsoSize);
    const result = withNamespace(name, () =>
      libbpf.testRun(hyperplane.programFd, { frame, out, context, repeat: 1 }),
    );
    if (result.result !== 0) throw new Error(`the kernel did not run the program: ${result.result}`);
    return { verdict: result.verdict, frame: out.subarray(0, result.outBytes) };
  };
  return {
    name,
    hyperplane,
    pinDirectory,
    legA,
    legB,
    legIndex,
    runOnly,
    run: (frame, ifindex, gsoSize) => {
      const before = hyperplane.drops();
      const outcome = runOnly(frame, ifindex, gsoSize);
      return { ...outcome, reasons: counted(before, hyperplane.drops()) };
    },
    set: (...entries) => apply(entries, []),
    remove: (...entries) => apply([], entries),
    forget: () => {
      for (const { key } of [...hyperplane.maps.flows.raw.entries()]) hyperplane.maps.flows.raw.delete(key);
    },
    close: async () => {
      await hyperplane.close();
      deleteNamespace(name);
      const errors = removeHyperplane(pinDirectory);
      if (errors.length > 0 || existsSync(pinDirectory))
        throw new Error(`left over: ${pinDirectory}`, { cause: errors });
    },
  };
}

/** Runs a program that must succeed and returns what it wrote. */
export function run(command: string, ...args: readonly string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The ifindex of a device in a namespace. */
export function linkIndex(namespace: string, device: string): number {
  return JSON.parse(run('ip', '-n', namespace, '-j', 'link', 'show', device))[0].ifindex;
}

export const ip = (text: string): number => {
  const address = parseIpv4(text);
  if (address === undefined) throw new Error(`no address: ${text}`);
  return address;
};

/** An entry of the plan; its key plays no part in the data plane. */
export function entry<T extends Table>(table: T, value: Extract<Entry, { table: T }>['value']): Entry {
  // A table with the value of that table.
  return { table, key: JSON.stringify(value), value } as unknown as Entry;
}

export const ids = {
  eni: '00000000000000e1',
  nodeEni: '00000000000000e2',
  front: '00000000000000f1',
  table: '00000000000000a1',
  target: 'ffffffffffffff01',
  sources: '8000000000000051',
} as const;

export const macs = {
  client: '02:00:00:00:00:01',
  endpoint: '02:00:00:00:00:aa',
  node: '02:00:00:00:00:bb',
  target: '02:00:00:00:00:02',
} as const;

/**
 * 10.0.1.100:443 on leg A leads through the node 10.0.1.50 on leg B to 10.0.1.10:8080; sources 10.0.0.0/16. The node
 * itself listens on leg B, port 443, for everybody.
 */
export function world() {
  return {
    target: entry('target', {
      id: ids.target,
      address: ip('10.0.1.10'),
      port: 8080,
      nextHop: ip('10.0.1.10'),
    }),
    table: entry('targetTable', { id: ids.table, slots: [ids.target, ids.target, ids.target] }),
    sources: entry('sources', { set: ids.sources, base: ip('10.0.0.0'), prefixLength: 16 }),
    eni: entry('eni', { id: ids.eni, networkInterfaceId: 'eni-1', epoch: 1 }),
    nodeEni: entry('eni', { id: ids.nodeEni, networkInterfaceId: 'eni-2', epoch: 1 }),
    front: entry('front', {
      id: ids.front,
      leg: 'subnet-b',
      addresses: [ip('10.0.1.50')],
      mac: macs.node,
      targetTable: ids.table,
      slots: 3,
      idleTimeoutSeconds: 350,
      isSticky: false,
    }),
    address: entry('address', {
      leg: 'subnet-a',
      address: ip('10.0.1.100'),
      mac: macs.endpoint,
      eni: ids.eni,
      role: 'endpoint',
    }),
    node: entry('address', {
      leg: 'subnet-b',
      address: ip('10.0.1.50'),
      mac: macs.node,
      eni: ids.nodeEni,
      role: 'node',
    }),
    listener: entry('listener', {
      leg: 'subnet-a',
      address: ip('10.0.1.100'),
      protocol: 'tcp',
      port: 443,
      eni: ids.eni,
      front: ids.front,
      sources: ids.sources,
      mss: 1400,
    }),
    nodeListener: entry('listener', {
      leg: 'subnet-b',
      address: ip('10.0.1.50'),
      protocol: 'tcp',
      port: 443,
      eni: ids.nodeEni,
      front: ids.front,
      mss: 1400,
    }),
  };
}

/** struct __sk_buff with the fields that a test run takes. */
function contextOf(ifindex: number, gsoSize: number): Uint8Array {
  const bytes = new Uint8Array(192);
  const words = new Uint32Array(bytes.buffer);
  words[10] = ifindex;
  words[44] = gsoSize;
  return bytes;
}

function counted(before: Drops, after: Drops): DropReason[] {
  return dropReasonNames.flatMap((name) =>
    Array.from({ length: Number(after[name] - before[name]) }, () => name),
  );
}
