/** The driver: what it writes, what it takes over, what it says, and what it leaves behind. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { loadLibbpf } from '../kernel/libbpf.ts';
import type { Entry } from '../plan/entry.ts';
import { checkKernel, checkRelease } from './check-kernel.ts';
import { ACK, SYN, tcpFrame } from './frames.ts';
import { Hyperplane, openHyperplane, removeHyperplane } from './hyperplane.ts';
import { layoutHash } from './layout-header.ts';
import { loadHyperplane } from './load.ts';
import { mapNames } from './maps.ts';
import { TargetTables } from './target-tables.ts';
import { type Bench, entry, ids, ip, objectPath, openBench, REDIRECT, run, world } from './test-bench.ts';

let bench: Bench;
before(() => {
  bench = openBench();
});
after(() => bench?.close());

const syn = tcpFrame({ src: '10.0.1.10', dst: '10.0.1.100', sport: 5555, dport: 443, flags: SYN });

/** A second driver of the same instance, as after a restart. */
async function withSecond<T>(use: (second: Hyperplane) => T | Promise<T>): Promise<T> {
  const second = openHyperplane({ namespace: bench.name, pinDirectory: bench.pinDirectory, objectPath });
  try {
    return await use(second);
  } finally {
    await second.close();
  }
}

/** All that a plan is responsible for, as text, in an order of its own. */
function dump(): readonly string[] {
  const { maps } = bench.hyperplane;
  const tables = new TargetTables(loadLibbpf(), maps.target_tables).ids().map((id) => `table ${id}`);
  const entries = (['targets', 'sources', 'enis', 'fronts', 'addresses', 'listeners'] as const).flatMap(
    (name) =>
      [...maps[name].raw.entries()].map(
        ({ key, value }) =>
          `${name} ${Buffer.from(key).toString('hex')} ${Buffer.from(value).toString('hex')}`,
      ),
  );
  const stats = [...maps.eni_stats.entries()].map(([{ id }]) => `stats ${id}`);
  return [...entries, ...tables, ...stats].sort();
}

function generation(): bigint {
  return bench.hyperplane.maps.control.get({ index: 0 })?.generation ?? -1n;
}

test('this machine has everything', () => {
  assert.deepEqual(checkKernel(), []);
});

test('a kernel that is too old is named with the remedy', () => {
  assert.deepEqual(checkRelease('5.15.0-91-generic'), []);
  assert.deepEqual(checkRelease('6.1.0-13-amd64'), []);
  assert.match(
    checkRelease('5.10.0-8-amd64')[0] ?? '',
    /5\.10\.0-8-amd64 is too old: run Linux 5\.15 or newer/,
  );
  assert.equal(checkRelease('4.19.0').length, 1);
});

test('a new driver finds connections and entries, changes nothing that is right, and goes on', async () => {
  const plan = Object.values(world());
  bench.set(...plan);
  assert.equal(bench.run(syn).verdict, REDIRECT);
  const held = dump();
  const before = generation();
  await withSecond((second) => {
    assert.deepEqual(second.notices, []);
    assert.deepEqual(second.adopt(plan, bench.legIndex), []);
    assert.deepEqual(dump(), held);
    assert.equal(generation(), before + 1n, 'connections are looked at once');
    assert.equal(second.stats().get(ids.eni)?.connectionsOpen, 1n);
  });
  assert.equal([...bench.hyperplane.maps.flows.raw.keys()].length, 2);
});

test('what the plan does not want any more goes, and an interface with another epoch is noticed', async () => {
  bench.set(...Object.values(world()));
  const stale = entry('target', {
    id: '0000000000000bad',
    address: ip('10.9.9.9'),
    port: 1,
    nextHop: ip('10.9.9.9'),
  });
  bench.set(stale, entry('targetTable', { id: '0000000000000bad', slots: [ids.target] }));
  bench.set(entry('eni', { id: '0000000000000bad', networkInterfaceId: 'eni-3', epoch: 1 }));
  const before = generation();
  await withSecond((second) => {
    second.adopt(
      Object.values({
        ...world(),
        eni: entry('eni', { id: ids.eni, networkInterfaceId: 'eni-1', epoch: 9 }),
      }),
      bench.legIndex,
    );
  });
  assert.equal(generation(), before + 1n);
  assert.equal(bench.hyperplane.maps.enis.get({ id: ids.eni })?.epoch, 9);
  assert.ok(!dump().some((line) => line.includes('0bad')), 'nothing of what is stale is left');
});

test('a daemon that was killed in the midst of a cut leaves it to the next one', async () => {
  const plan = { ...world(), target: entry('target', { ...targetOf(world()), terminates: true }) };
  const open = () => {
    bench.forget();
    bench.set(...Object.values(plan));
    assert.equal(bench.run(syn).verdict, REDIRECT);
  };
  const cut = async (next: Readonly<Record<string, Entry>>) => {
    await withSecond((second) => second.adopt(Object.values(next), bench.legIndex));
    return bench.run(tcpFrame({ src: '10.0.1.10', dst: '10.0.1.100', sport: 5555, dport: 443, flags: ACK }))
      .reasons;
  };

  open();
  const rejected = entry('eni', { id: ids.eni, networkInterfaceId: 'eni-1', epoch: 7 });
  // The epoch was written, and nobody was told.
  bench.hyperplane.maps.enis.set(
    { id: ids.eni },
    { ...bench.hyperplane.maps.enis.get({ id: ids.eni })!, epoch: 7 },
  );
  assert.deepEqual(await cut({ ...plan, eni: rejected }), ['flow_revoked']);

  open();
  const { target: _, ...without } = plan;
  const empty = entry('targetTable', { id: ids.table, slots: [] });
  assert.deepEqual(
    await cut({ ...without, table: empty }),
    ['target_cut'],
    'deregistered, and nothing was written',
  );
  await bench.hyperplane.sweep();
});

function targetOf({ target }: ReturnType<typeof world>) {
  assert.ok(target.table === 'target');
  return target.value;
}

test('a table with the same number of slots and other targets is written', async () => {
  bench.set(...Object.values(world()));
  const table = { id: ids.table, slots: [ids.target, ids.target, '00000000000000ff'] };
  const tables = new TargetTables(loadLibbpf(), bench.hyperplane.maps.target_tables);
  assert.equal(tables.has(table), false);
  await withSecond((second) =>
    second.adopt(Object.values({ ...world(), table: entry('targetTable', table) }), bench.legIndex),
  );
  assert.equal(tables.has(table), true);
});

test('whatever was applied before, taking over a plan gives the maps of that plan', () => {
  const choices = fc.record({
    leg: fc.constantFrom('subnet-a' as const, 'subnet-b' as const),
    number: fc.integer({ min: 0, max: 5 }),
    value: fc.integer({ min: 1, max: 3 }),
    table: fc.constantFrom('target', 'targetTable', 'sources', 'eni', 'front', 'address', 'listener'),
  });
  const plans = fc.uniqueArray(choices.map(arbitraryEntry), {
    selector: (it) => `${it.table} ${it.key}`,
    maxLength: 25,
  });
  fc.assert(
    fc.property(plans, plans, (first, second) => {
      bench.hyperplane.adopt([], bench.legIndex);
      assert.deepEqual(dump(), []);
      bench.set(...second);
      const wanted = dump();
      bench.hyperplane.adopt([], bench.legIndex);
      bench.set(...first);
      assert.deepEqual(bench.hyperplane.adopt(second, bench.legIndex), []);
      assert.deepEqual(dump(), wanted);
      bench.remove(...second);
      assert.deepEqual(dump(), []);
    }),
    { numRuns: 40 },
  );
});

test('an entry that cannot be placed is reported and the others are applied', () => {
  const lost = entry('address', {
    leg: 'subnet-x',
    address: ip('10.0.1.1'),
    mac: '02:00:00:00:00:03',
    eni: ids.eni,
    role: 'endpoint',
  });
  const { eni, address } = world();
  for (const failures of [
    bench.hyperplane.apply({ set: [lost, eni, address], remove: [] }, bench.legIndex),
    bench.hyperplane.adopt([lost, eni, address], bench.legIndex),
  ]) {
    assert.deepEqual(failures, [{ entry: lost, reason: 'the leg of subnet-x is not there' }]);
    assert.equal(
      bench.hyperplane.maps.addresses.get({ addr: ip('10.0.1.100'), ifindex: bench.legA })?.role,
      0,
    );
  }
});

test('what stood on a leg that has gone meanwhile is removed all the same', () => {
  const { address } = world();
  bench.set(address);
  assert.deepEqual(
    bench.hyperplane.apply({ set: [], remove: [address] }, () => undefined),
    [],
  );
  assert.equal(
    bench.hyperplane.maps.addresses.get({ addr: ip('10.0.1.100'), ifindex: bench.legA }),
    undefined,
  );
});

test('a full map is reported for the entries that find no room, also when a plan is taken over', async () => {
  const small = openBench({ sizes: { targets: 2 } });
  try {
    const target = (number: number) =>
      entry('target', { id: `000000000000000${number}`, address: number, port: 80, nextHop: number });
    const wished = [target(1), target(2), target(3)];
    for (const failures of [
      small.hyperplane.apply({ set: wished, remove: [] }, small.legIndex),
      small.hyperplane.adopt(wished, small.legIndex),
    ]) {
      assert.deepEqual(
        failures.map((failure) => failure.entry),
        [wished[2]],
      );
      assert.match(failures[0]?.reason ?? '', /write to targets: .*errno 7/);
    }
  } finally {
    await small.close();
  }
});

test('a map keeps its size, and that is said', async () => {
  const small = openBench({ sizes: { flows: 64 } });
  try {
    const second = openHyperplane({
      namespace: small.name,
      pinDirectory: small.pinDirectory,
      objectPath,
      sizes: { flows: 128 },
    });
    assert.match(second.notices.join(), /flows keeps its 64 entries .* 128 are configured/);
    await second.close();
  } finally {
    await small.close();
  }
});

test('maps of another layout are not taken over, and that is said', async () => {
  const other = openBench();
  try {
    mkdirSync(join(other.pinDirectory, 'layout-000000000000'));
    const second = openHyperplane({ namespace: other.name, pinDirectory: other.pinDirectory, objectPath });
    assert.match(second.notices.join(), /another layout: connections that were open are lost/);
    assert.deepEqual(readdirSync(other.pinDirectory), [`layout-${layoutHash()}`]);
    await second.close();
  } finally {
    await other.close();
  }
});

test('a program that is attached is replaced by the next one', async () => {
  bench.hyperplane.attach(bench.legA);
  const attached = () => run('tc', '-n', bench.name, 'filter', 'show', 'dev', 'legA', 'ingress');
  const first = attached();
  assert.equal(first.match(/name hyperplane/g)?.length, 1, first);
  await withSecond((second) => second.attach(bench.legA));
  const then = attached();
  assert.equal(then.match(/name hyperplane/g)?.length, 1, then);
  assert.notEqual(then, first);
});

test('attaching to a device that is not there says so', () => {
  assert.throws(() => bench.hyperplane.attach(9999), /prepare the ingress of device 9999/);
});

test('the sweep also runs the way it does before Linux 6.1', async () => {
  const pinDirectory = `${bench.pinDirectory}-old`;
  const object = loadHyperplane(loadLibbpf(), { pinDirectory, objectPath }, ['testRun']);
  const old = new Hyperplane(loadLibbpf(), object, bench.name);
  try {
    assert.equal(object.sweepsBySyscall, false);
    const key = { src: 1, dst: 2, sport: 3, dport: 4, ifindex: 5, protocol: 6 };
    const { value } = bench.hyperplane.maps.flows;
    const zero = structuredClone(value.decode(new Uint8Array(value.size)));
    object.maps.flows.set(key, zero);
    await old.sweep();
    assert.equal(object.maps.swept.get({ index: 0 })?.orphans, 1n);
    assert.equal(object.maps.flows.get(key), undefined);
  } finally {
    await old.close();
    removeHyperplane(pinDirectory);
  }
});

test('an object that is missing or none is an error that says what to do', async () => {
  const options = { namespace: bench.name, pinDirectory: `${bench.pinDirectory}-none` };
  try {
    assert.throws(() => openHyperplane({ ...options, objectPath: '/nowhere.o' }), /npm run setup builds it/);
    assert.throws(
      () => openHyperplane({ ...options, objectPath: import.meta.filename }),
      /open the eBPF object/,
    );
  } finally {
    removeHyperplane(options.pinDirectory);
  }
});

test('maps are pinned while the driver is gone, and nothing is left when they are removed', async () => {
  const gone = openBench();
  await gone.hyperplane.close();
  assert.deepEqual(
    readdirSync(join(gone.pinDirectory, `layout-${layoutHash()}`)).sort(),
    [...mapNames].sort(),
  );
  await gone.close();
  assert.equal(existsSync(gone.pinDirectory), false);
  assert.deepEqual(removeHyperplane(gone.pinDirectory), []);
});

const estimated = isBefore(6, 4) && 'before Linux 6.4 the kernel tells an estimate of the most';
test('the memory of the maps is that of what they hold', { skip: estimated }, () => {
  bench.forget();
  const before = bench.hyperplane.memory();
  const { flows } = bench.hyperplane.maps;
  const flow = flows.value.decode(new Uint8Array(flows.value.size));
  for (let sport = 1; sport <= 1000; sport += 1) {
    flows.set({ src: 1, dst: 2, sport, dport: 4, ifindex: 5, protocol: 6 }, flow);
  }
  const each = (bench.hyperplane.memory() - before) / 1000;
  assert.ok(each >= 180 && each <= 512, `${each} bytes an entry`);
  bench.forget();
});

/** Whether the running kernel is older than that release. */
function isBefore(major: number, minor: number): boolean {
  const [ours = 0, oursMinor = 0] = release()
    .split('.')
    .map((part) => Number.parseInt(part, 10));
  return ours < major || (ours === major && oursMinor < minor);
}

/** An entry whose key and value come from a few numbers, so that plans meet. */
function arbitraryEntry(choice: {
  leg: 'subnet-a' | 'subnet-b';
  number: number;
  value: number;
  table: string;
}): Entry {
  const { leg, number, value } = choice;
  const id = `00000000000000${number}0`;
  const entries: Readonly<Record<string, Entry>> = {
    target: entry('target', { id, address: value, port: value, nextHop: value }),
    targetTable: entry('targetTable', { id, slots: Array.from({ length: value - 1 }, () => id) }),
    sources: entry('sources', { set: id, base: ip(`10.${number}.0.0`), prefixLength: 16 }),
    eni: entry('eni', { id, networkInterfaceId: 'eni-1', epoch: value }),
    front: entry('front', {
      id,
      leg,
      addresses: [value],
      mac: '02:00:00:00:00:01',
      targetTable: id,
      slots: value,
      idleTimeoutSeconds: 350,
      isSticky: false,
    }),
    address: entry('address', {
      leg,
      address: number,
      mac: '02:00:00:00:00:01',
      eni: id,
      role: value === 1 ? 'node' : 'endpoint',
    }),
    listener: entry('listener', {
      leg,
      address: number,
      protocol: 'tcp',
      port: number,
      eni: id,
      front: id,
      mss: value,
    }),
  };
  // Every table that is chosen from is there.
  const made = entries[choice.table]!;
  const onLeg = made.table === 'address' || made.table === 'listener';
  return { ...made, key: onLeg ? `${leg} ${number}` : id } as Entry;
}
