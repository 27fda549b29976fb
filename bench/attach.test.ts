import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { attachHost, type Segment } from './attach.ts';
import { createCleanup } from './cleanup.ts';
import { run } from './command.ts';

/** A namespace with a bridge that only its alternative name tells, and a host 10.0.1.10 on it. */
function makeSegment(name: string): Segment & AsyncDisposable {
  run('ip', 'netns', 'add', name);
  const ip = (...args: string[]) => run('ip', '-netns', name, ...args);
  ip('link', 'add', 'name', 'br0', 'type', 'bridge');
  ip('link', 'property', 'add', 'dev', 'br0', 'altname', `subnet-${name}`);
  ip('address', 'add', '10.0.1.10/24', 'dev', 'br0');
  ip('link', 'set', 'dev', 'br0', 'up');
  return {
    namespace: name,
    bridge: `subnet-${name}`,
    [Symbol.asyncDispose]: async () => void run('ip', 'netns', 'delete', name),
  };
}

function ports(segment: Segment): string[] {
  const links = JSON.parse(run('ip', '-netns', segment.namespace, '-json', 'link', 'show', 'type', 'veth'));
  return (links as { ifname: string }[]).map((each) => each.ifname);
}

/** Connects to the segment's host, which refuses: that takes a packet there and one back. */
function knock(host: string, from: string): void {
  assert.throws(
    () =>
      run(
        ...(['nsenter', `--net=/run/netns/${host}`, 'curl', '-s', '-m', '2'] as const),
        ...['--interface', from, 'http://10.0.1.10:9/'],
      ),
    { status: curlRefused },
  );
}

const curlRefused = 7;

test('a host reaches equal addresses in two segments, each from its own address, and goes without a trace', async () => {
  const random = randomBytes(3).toString('hex');
  await using left = makeSegment(`tb${random}l`);
  await using right = makeSegment(`tb${random}r`);
  const host = `tb${random}host`;
  const cleanup = createCleanup();
  try {
    attachHost(cleanup, host, [
      { link: 'l0', segment: left, address: '10.0.1.201' },
      { link: 'r0', segment: right, address: '10.0.1.202' },
    ]);
    assert.equal(ports(left).length, 1);
    assert.equal(ports(right).length, 1);
    const received = (segment: Segment) =>
      JSON.parse(run('ip', '-netns', segment.namespace, '-json', '-stats', 'link', 'show', 'dev', 'br0'))[0]
        .stats64.rx.packets as number;
    const before = received(left);
    knock(host, '10.0.1.202');
    assert.equal(received(left), before, 'what has the right address does not go left');
    knock(host, '10.0.1.201');
    assert.ok(received(left) > before);
  } finally {
    await cleanup.run();
  }
  assert.ok(!existsSync(`/run/netns/${host}`));
  assert.deepEqual([ports(left), ports(right)], [[], []]);
});

test('a host that could be made by half only is removed as well', async () => {
  const random = randomBytes(3).toString('hex');
  await using left = makeSegment(`tb${random}l`);
  const host = `tb${random}host`;
  const cleanup = createCleanup();
  const missing = { namespace: left.namespace, bridge: 'no-such-bridge' };
  assert.throws(() =>
    attachHost(cleanup, host, [
      { link: 'l0', segment: left, address: '10.0.1.201' },
      { link: 'r0', segment: missing, address: '10.0.1.202' },
    ]),
  );
  await cleanup.run();
  assert.ok(!existsSync(`/run/netns/${host}`));
  // The pair whose inner end had not been deleted goes with the namespace, in the background.
  await waitFor(() => ports(left).length === 0);
});

async function waitFor(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!holds()) {
    assert.ok(Date.now() < deadline, 'waited for 5 s');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
