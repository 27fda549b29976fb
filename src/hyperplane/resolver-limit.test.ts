/** What a network interface may ask the resolver in a second, one frame at a time. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { resolverPacketsPerSecond } from '../plan/limits.ts';
import { SYN, tcpFrame, udpFrame } from './frames.ts';
import { type Bench, entry, ids, ip, openBench, REDIRECT, world } from './test-bench.ts';

const questions = 3000;

let bench: Bench;
before(() => {
  bench = openBench();
});
after(() => bench?.close());
beforeEach(() => {
  bench.forget();
  for (const key of [...bench.hyperplane.maps.askers.raw.keys()])
    bench.hyperplane.maps.askers.raw.delete(key);
  const { eni, nodeEni, front } = world();
  bench.remove(eni, nodeEni);
  assert.ok(front.table === 'front');
  const metered = { ...front, value: { ...front.value, isMetered: true } };
  bench.set(...Object.values(world()), metered, udpListener);
});

const udpListener = entry('listener', {
  leg: 'subnet-a',
  address: ip('10.0.1.100'),
  protocol: 'udp',
  port: 443,
  eni: ids.eni,
  front: ids.front,
  mss: 1400,
});

function question(src: string, sport: number): Uint8Array {
  return udpFrame({ src, dst: '10.0.1.100', sport, dport: 443 });
}

/** Sends a burst of frames. @returns how many passed, and seconds of the kernel's clock that the burst touched */
function burst(frameOf: (number: number) => Uint8Array) {
  // The coarse clock that the program reads is behind this one by less than a second.
  const seconds = () => Number(process.hrtime.bigint() / 1_000_000_000n);
  const began = seconds();
  let passed = 0;
  for (let number = 0; number < questions; number += 1) {
    if (bench.runOnly(frameOf(number)).verdict === REDIRECT) passed += 1;
  }
  return { passed, windows: seconds() - began + 2 };
}

const dropped = () => Number(bench.hyperplane.drops().resolver_limit);

for (const [what, sportOf] of [
  ['each from a new port', (number: number) => 1024 + number],
  ['all from one port', () => 5555],
] as const) {
  test(`of a burst of questions, ${what}, no more than 1,024 a second pass, and the rest is counted`, () => {
    const before = dropped();
    const { passed, windows } = burst((number) => question('10.0.1.10', sportOf(number)));
    assert.ok(passed >= resolverPacketsPerSecond, `${passed} passed`);
    assert.ok(passed <= resolverPacketsPerSecond * windows, `${passed} passed in ${windows} seconds`);
    assert.equal(dropped() - before, questions - passed);
    const stats = bench.hyperplane.stats().get(ids.eni);
    assert.equal(Number(stats?.drops.resolver_limit), questions - passed);
    assert.ok(Number(stats?.connectionsOpened) <= passed, 'a question too many opens nothing');
  });
}

/** Fills the window of an address to its end, in a second that is not over soon. */
function exhaust(src: string): void {
  const { askers } = bench.hyperplane.maps;
  const key = { addr: ip(src), ifindex: bench.legA };
  // The far future: no later second comes.
  askers.set(key, { second_and_packets: (0x7fffffffn << 32n) | BigInt(resolverPacketsPerSecond) });
}

test('an interface that has asked all it may holds up no other, and not the same address on another leg', () => {
  exhaust('10.0.1.10');
  const drops = ['resolver_limit'];
  assert.deepEqual(bench.run(question('10.0.1.10', 5000)).reasons, drops);
  assert.equal(bench.run(question('10.0.1.11', 5000)).verdict, REDIRECT);
  const elsewhere = { src: '10.0.1.10', dst: '10.0.1.50', sport: 5000, dport: 443, flags: SYN };
  assert.equal(bench.run(tcpFrame(elsewhere), bench.legB).verdict, REDIRECT);
});

test('questions by TCP count, also in the midst of a connection; what does not lead to the resolver does not', () => {
  const segment = { src: '10.0.1.10', dst: '10.0.1.100', sport: 5000, dport: 443, flags: SYN };
  assert.equal(bench.run(tcpFrame(segment)).verdict, REDIRECT);
  const [asker] = [...bench.hyperplane.maps.askers.entries()];
  assert.equal(Number((asker?.[1].second_and_packets ?? 0n) & 0xffffffffn), 1);
  exhaust('10.0.1.10');
  assert.deepEqual(bench.run(tcpFrame(segment)).reasons, ['resolver_limit']);
  bench.forget();
  bench.set(world().front);
  assert.equal(bench.run(tcpFrame(segment)).verdict, REDIRECT);
});

test('a new second begins at zero', () => {
  const { askers } = bench.hyperplane.maps;
  const key = { addr: ip('10.0.1.10'), ifindex: bench.legA };
  askers.set(key, { second_and_packets: (1n << 32n) | 5000n });
  assert.equal(bench.run(question('10.0.1.10', 5000)).verdict, REDIRECT);
  assert.equal(Number((askers.get(key)?.second_and_packets ?? 0n) & 0xffffffffn), 1);
});

test('the limit is the one that is set, and 0 is none', () => {
  const { control } = bench.hyperplane.maps;
  const settings = control.get({ index: 0 });
  assert.ok(settings);
  assert.equal(settings.questions_per_second, resolverPacketsPerSecond);
  try {
    control.set({ index: 0 }, { ...settings, questions_per_second: 0 });
    exhaust('10.0.1.10');
    assert.equal(bench.run(question('10.0.1.10', 5000)).verdict, REDIRECT);
  } finally {
    control.set({ index: 0 }, settings);
  }
});
