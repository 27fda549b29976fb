import assert from 'node:assert/strict';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { required } from '../src/demo/world.ts';
import { openConnections, openScene, type Scene } from './harness/scene.ts';

/** Ports that a load balancer's address has for one target: 1024 to 65535. */
const portsMax = 64_512;
const clientAddresses = ['10.0.1.11', '10.0.1.12', '10.0.1.13', '10.0.1.14', '10.0.1.15'];
const connectionsEach = 13_200;

/** Five processes that accept and hold; one may open 20,000 files at the most. */
const holder = `#!/usr/bin/env node
const cluster = require('node:cluster');
const net = require('node:net');
if (cluster.isPrimary) {
  for (let worker = 0; worker < 5; worker += 1) cluster.fork();
} else {
  net.createServer((socket) => socket.on('error', () => {})).listen({ port: 8080, host: '0.0.0.0', reusePort: true, backlog: 4096 });
}
`;

/** Arguments: host, port, count. Opens connections, 200 at a time, prints how many opened and how the others failed, and holds them until its input ends. */
const opener = `
const net = require('node:net');
const [host, port, count] = process.argv.slice(1);
const result = { opened: 0, failed: {} };
const sockets = [];
let started = 0;
const one = () => new Promise((resolve) => {
  const socket = net.connect({ host, port: Number(port) });
  socket.once('connect', () => { sockets.push(socket); result.opened += 1; resolve(); });
  socket.on('error', (error) => { result.failed[error.code] = (result.failed[error.code] ?? 0) + 1; resolve(); });
});
const lane = async () => { while (started < Number(count)) { started += 1; await one(); } };
Promise.all(Array.from({ length: 200 }, lane)).then(() => console.log(JSON.stringify(result)));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
`;

interface Opened {
  readonly opened: number;
  readonly failed: Readonly<Record<string, number>>;
}

test('60,000 connections reach one target; when its ports run out the rest are refused and counted', async () => {
  await using scene = await openScene({ server: holder, serverAddresses: ['10.0.1.10'], clientAddresses });
  const openers = clientAddresses.map((address) => open(scene, address));
  try {
    const results = await Promise.all(openers.map((opener) => opener.result));
    const opened = results.reduce((sum, each) => sum + each.opened, 0);
    const refused = results.reduce((sum, each) => sum + (each.failed.ECONNREFUSED ?? 0), 0);
    const summary = JSON.stringify(results);
    assert.ok(opened >= 60_000 && opened <= portsMax, summary);
    assert.equal(
      opened + refused,
      clientAddresses.length * connectionsEach,
      `every other one is refused: ${summary}`,
    );
    assert.equal(await openConnections(scene), opened);
    // A health check that finds no port is counted too; there is one every ten seconds or less often.
    const errors = await portAllocationErrors(scene);
    assert.ok(errors >= refused && errors <= refused + 10, `${errors} counted, ${refused} refused`);
  } finally {
    for (const opener of openers) opener.close();
  }
});

function open(scene: Scene, address: string): { result: Promise<Opened>; close: () => void } {
  const consumer = required(scene.consumers[0]);
  const host = required(consumer.hosts.get(address));
  const child = scene.machine.launch(
    host,
    'node',
    '-e',
    opener,
    consumer.endpoint.addresses[0],
    '80',
    String(connectionsEach),
  );
  const lines = createInterface({ input: required(child.stdout ?? undefined) });
  const result = new Promise<Opened>((resolve, reject) => {
    lines.once('line', (line) => resolve(JSON.parse(line)));
    child.once('exit', (code) => reject(new Error(`the opener at ${address} ended with ${code}`)));
  });
  result.catch(() => {});
  return { result, close: () => child.stdin?.end() };
}

async function portAllocationErrors(scene: Scene): Promise<number> {
  const status = (await scene.machine.status()) as { drops: Record<string, number> };
  return status.drops.port_allocation ?? 0;
}
