/** The header of the PROXY protocol, as targets get it, with real packets. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { deleteNamespace } from '../src/kernel/namespace.ts';
import { openRelays } from '../src/main/relays.ts';
import { parseIpv4 } from '../src/model/address.ts';
import { openNetworks } from '../src/network/networks.ts';
import { eventually } from '../src/network/testing/place.ts';
import { proxyHeader } from '../src/relay/proxy-header.ts';
import { HostProgram } from './harness/host-program.ts';
import { openNode } from './harness/node.ts';

const on = 'set=proxy_protocol_v2.enabled:true';
const groupLine = (more: string) => `group tg vpc=vpc-p type=ip targets=10.0.1.10:8080@a ${more}`;
const world = `
vpc vpc-p cidr=10.0.0.0/16
subnet subnet-p vpc=vpc-p cidr=10.0.1.0/24 zone=a
eni eni-n subnet=subnet-p ip=10.0.1.50 of=nlb
nlb nlb-1 nodes=eni-n
eni eni-t subnet=subnet-p ip=10.0.1.10 of=instance
instance i-t eni=eni-t state=running
eni eni-l subnet=subnet-p ip=10.0.1.11 of=instance
instance i-l eni=eni-l state=running
${groupLine(on)}
listener l-1 nlb=nlb-1 port=80 group=tg
listener l-2 nlb=nlb-1 port=81 group=tg set=tcp.idle_timeout.seconds:4
service vpce-svc-1 nlbs=nlb-1
vpc vpc-c cidr=10.0.0.0/16
subnet subnet-c vpc=vpc-c cidr=10.0.1.0/24 zone=a
sg sg-c vpc=vpc-c rules=tcp:80-81:0.0.0.0/0
eni eni-e subnet=subnet-c ip=10.0.1.100 of=endpoint sgs=sg-c
endpoint vpce-1 service=vpce-svc-1 state=available epoch=0 enis=eni-e sgs=sg-c
eni eni-c subnet=subnet-c ip=10.0.1.10 of=instance
instance i-c eni=eni-c state=running
`;

/** Speaks first, and says what it got when the other side has ended, then ends itself. */
const server = `
net.createServer({ allowHalfOpen: true }, (socket) => {
  const got = [];
  socket.write('welcome');
  socket.on('error', () => {});
  socket.on('data', (data) => got.push(data));
  socket.on('end', () => {
    say({ got: Buffer.concat(got).toString('hex'), peer: socket.remoteAddress });
    socket.end('goodbye');
  });
}).listen(8080, () => say({ listening: true }));`;

/** Ends its side as soon as it has sent what it has, and says what came until the other side ended. */
const client = `
const socket = net.connect({ host: args.host, port: 80, allowHalfOpen: true }, () => {
  say({ port: socket.localPort });
  socket.end(args.send);
});
const got = [];
socket.on('data', (data) => got.push(data));
socket.on('error', (error) => say({ failed: error.code }));
socket.on('end', () => say({ answered: Buffer.concat(got).toString() }));`;

test('a target that speaks first gets the header before anything else, byte for byte', async () => {
  await using node = await openNode(world);
  await using target = new HostProgram(node.namespaceOf('i-t'), server);
  await target.until('listening');
  await using consumer = new HostProgram(node.namespaceOf('i-c'), client, {
    host: '10.0.1.100',
    send: 'ping',
  });
  assert.equal((await consumer.until('answered')).answered, 'welcomegoodbye');
  const endsWith = (text: string) => (got: unknown) =>
    String(got).endsWith(Buffer.from(text).toString('hex'));
  // Health checks say nothing, and are told apart by that.
  const { got, peer } = await target.until('got', endsWith('ping'));
  const header = proxyHeader({
    clientAddress: parseIpv4('10.0.1.10') ?? 0,
    clientPort: Number((await consumer.until('port')).port),
    address: parseIpv4('10.0.1.100') ?? 0,
    port: 80,
    endpointId: node.id('vpce-1'),
  });
  assert.equal(got, header.toString('hex') + Buffer.from('ping').toString('hex'));
  assert.equal(peer, '::ffff:10.0.1.50', 'it comes from the node');
  await using local = new HostProgram(node.namespaceOf('i-l'), client, { host: '10.0.1.50', send: 'x' });
  await local.until('answered');
  const direct = proxyHeader({
    clientAddress: parseIpv4('10.0.1.11') ?? 0,
    clientPort: Number((await local.until('port')).port),
    address: parseIpv4('10.0.1.50') ?? 0,
    port: 80,
  });
  assert.equal((await target.until('got', endsWith('x'))).got, `${direct.toString('hex')}78`);
});

test('a consumer whose endpoint the relay has not heard of yet waits, and is not taken for a client in the VPC', async () => {
  await using node = await openNode(world);
  await using target = new HostProgram(node.namespaceOf('i-t'), server);
  await target.until('listening');
  const via = [...node.planner.entries()].filter(
    (entry) => entry.table === 'eni' && entry.value.networkInterfaceId === node.id('eni-e'),
  );
  assert.equal(via.length, 1);
  await node.relays.apply({ set: [], remove: via });
  await using consumer = new HostProgram(node.namespaceOf('i-c'), client, {
    host: '10.0.1.100',
    send: 'ping',
  });
  await consumer.until('port');
  await node.relays.apply({ set: via, remove: [] });
  assert.equal((await consumer.until('answered')).answered, 'welcomegoodbye');
  const { got } = await target.until('got', (it) => String(it).endsWith(Buffer.from('ping').toString('hex')));
  assert.ok(
    String(got).includes(Buffer.from(node.id('vpce-1')).toString('hex')),
    'the header names the endpoint',
  );
});

test('a connection without a byte is reset on both sides when its time is over; one in use or kept alive is not', async () => {
  await using node = await openNode(world);
  await using target = new HostProgram(
    node.namespaceOf('i-t'),
    `net.createServer((socket) => {
      let got = 0;
      socket.on('data', (data) => { got += data.length; });
      socket.on('error', (error) => say({ broken: error.code, got }));
    }).listen(8080, () => say({ listening: true }));`,
  );
  await target.until('listening');
  const source = `
    const socket = net.connect(81, '10.0.1.100', () => say({ connected: true }));
    socket.on('error', (error) => say({ failed: error.code }));
    if (args.kept) socket.setKeepAlive(true, 1000);
    if (args.busy) setInterval(() => socket.write('x'), 200);`;
  await using busy = new HostProgram(node.namespaceOf('i-c'), source, { busy: true });
  await busy.until('connected');
  await using kept = new HostProgram(node.namespaceOf('i-c'), source, { kept: true });
  await kept.until('connected');
  await using idle = new HostProgram(node.namespaceOf('i-c'), source);
  assert.equal((await idle.until('failed')).failed, 'ECONNRESET');
  // Health checks are reset too, after 16 bytes at the most.
  await target.until('got', (got) => got === 100);
  for (const { lines } of [busy, kept]) assert.ok(!lines.some((line) => 'failed' in line));
});

/** Stays, and says how it ended. */
const staying = `
const socket = net.connect({ host: args.host, port: 80 });
socket.on('data', () => say({ open: true }));
socket.on('error', (error) => say({ ended: error.code }));
socket.on('end', () => say({ ended: 'FIN' }));`;

test('a target that takes its connections with it takes those through relays too, whatever they see of it', async () => {
  await using node = await openNode(
    world.replace(on, `${on},deregistration_delay.connection_termination.enabled:true`),
  );
  await using target = new HostProgram(node.namespaceOf('i-t'), server);
  await target.until('listening');
  await using consumer = new HostProgram(node.namespaceOf('i-c'), staying, { host: '10.0.1.100' });
  await consumer.until('open');
  await node.put(
    `group tg vpc=vpc-p type=ip targets=10.0.1.11:8080@a ${on},deregistration_delay.connection_termination.enabled:true`,
  );
  // The target's entry goes before a relay has looked at it.
  await node.hyperplane.sweep();
  assert.equal((await consumer.until('ended')).ended, 'ECONNRESET');
});

test('relays that were left in a namespace without a name are ended, and others take their place', async () => {
  await using node = await openNode(world);
  const { prefix, stateDirectory, resources, relays, planner } = node;
  const before = relays.pids;
  assert.ok(before.length > 0);
  relays.close();
  deleteNamespace(node.networks.hyperplaneNamespace);
  const next = openRelays({
    prefix,
    pinDirectory: `/sys/fs/bpf/${prefix}`,
    runDirectory: stateDirectory,
    networks: openNetworks({ prefix, stateDirectory, log: () => {} }),
    resources,
    log: () => {},
  });
  try {
    await next.adopt(planner.entries());
    assert.equal(next.pids.length, before.length);
    await eventually('the end of the old ones', () => !before.some((pid) => existsSync(`/proc/${pid}/exe`)));
  } finally {
    next.close();
  }
});
