/** The hyperplane's own stack on the fabric: what it sends to targets, and what VPCs ask it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { required } from '../src/demo/world.ts';
import { run } from '../src/hyperplane/test-bench.ts';
import { Station } from '../src/hyperplane/test-station.ts';
import { formatIpv4, parseIpv4 } from '../src/model/address.ts';
import {
  fabricName,
  nodeFabricAddress,
  relayFabricAddress,
  resolverFabricAddress,
  vpcFabricAddress,
  vpcOfFabricAddress,
} from '../src/model/fabric.ts';
import { fabricSlot } from '../src/model/fabric-slot.ts';
import { eventually } from '../src/network/testing/place.ts';
import { HostProgram } from './harness/host-program.ts';
import { openNode, type TestNode } from './harness/node.ts';

/** Two VPCs with the same addresses, each with a load balancer's node and targets; one of them in the fabric's own range. */
const world = ['a', 'b']
  .map(
    (name) => `
vpc vpc-${name} cidr=10.0.0.0/16
subnet subnet-${name}1 vpc=vpc-${name} cidr=10.0.1.0/24 zone=a
subnet subnet-${name}0 vpc=vpc-${name} cidr=10.0.0.0/24 zone=a
subnet subnet-${name}f vpc=vpc-${name} cidr=100.64.0.0/24 zone=a
eni eni-n${name} subnet=subnet-${name}1 ip=10.0.1.50 of=nlb
nlb nlb-${name} nodes=eni-n${name}
eni eni-${name}1 subnet=subnet-${name}1 ip=10.0.1.10 of=instance
eni eni-${name}0 subnet=subnet-${name}0 ip=10.0.0.10 of=instance
eni eni-${name}f subnet=subnet-${name}f ip=100.64.0.53 of=instance
instance i-${name}1 eni=eni-${name}1 state=running
instance i-${name}0 eni=eni-${name}0 state=running
instance i-${name}f eni=eni-${name}f state=running
`,
  )
  .join('');

test('the stack speaks to targets in the VPC of the node whose address it uses, and they see that node', async () => {
  await using node = await openNode(world);
  await using stack = await stackOf(node);
  for (const name of ['a', 'b'] as const) {
    for (const [host, target] of [
      ['1', '10.0.1.10'],
      ['0', '10.0.0.10'],
      ['f', '100.64.0.53'],
    ] as const) {
      const server = node.station(`i-${name}${host}`);
      server.tell({ do: 'listen', port: 8080 });
      await server.until(({ event }) => event === 'listening', 'listening');
      const id = `${name}${host}`;
      const localAddress = originOf(node, `eni-n${name}`);
      stack.station.tell({ do: 'connect', id, host: nameOf(target), port: 8080, localAddress });
      await stack.station.until((it) => it.event === 'connected' && it.id === id, `the connection to ${id}`);
      stack.station.tell({ do: 'exchange', id, bytes: 300_000 });
      const exchanged = await stack.station.until((it) => it.event === 'exchanged' && it.id === id, id);
      assert.ok('right' in exchanged && exchanged.right, id);
      const seen = server.happened.filter((it) => it.event === 'accepted');
      assert.equal(seen.length, 1, `${id} has one connection: nobody else's`);
      assert.match('id' in seen[0]! ? seen[0].id : '', /^10\.0\.1\.50:/);
    }
  }
});

test('a target cannot reach the stack, and the stack reaches nobody from an address of no node', async () => {
  await using node = await openNode(world);
  await using stack = await stackOf(node);
  stack.station.tell({ do: 'listen', port: 9000 });
  await stack.station.until(({ event }) => event === 'listening', 'listening');
  const target = node.station('i-a1');
  target.tell({ do: 'listen', port: 8080 });
  await target.until(({ event }) => event === 'listening', 'listening');
  const before = node.hyperplane.drops();
  stack.station.tell({
    do: 'connect',
    id: 'nobody',
    host: '10.0.1.10',
    port: 8080,
    localAddress: '100.96.0.1',
  });
  stack.station.tell({ do: 'connect', id: 'plain', host: '10.0.1.10', port: 8080 });
  const hosts = ['100.64.0.2', '100.64.0.53', originOf(node, 'eni-na'), '10.0.1.50', '10.0.0.2'];
  for (const host of hosts) target.tell({ do: 'connect', id: host, host, port: 9000 });
  await eventually('the drops of the first', () => node.hyperplane.drops().not_ours >= before.not_ours + 2n);
  await eventually(
    'the drops of the node and the resolver',
    () => node.hyperplane.drops().no_listener >= before.no_listener + 2n,
  );
  assert.ok(!target.happened.some(({ event }) => event === 'accepted' || event === 'connected'));
  assert.ok(!stack.station.happened.some(({ event }) => event === 'accepted' || event === 'connected'));
});

test('the resolver of each VPC is the server on the fabric, which sees who asks', async () => {
  await using node = await openNode(world);
  await using stack = await stackOf(node);
  stack.station.tell({ do: 'listenUdp', port: 53, host: resolverFabricAddress });
  stack.station.tell({ do: 'listen', port: 53 });
  await stack.station.until(() => stack.station.happened.length === 2, 'listening');
  for (const name of ['a', 'b'] as const) {
    // In the subnet of the resolver's address it is asked without a router.
    for (const host of ['0', '1'] as const) {
      const client = node.station(`i-${name}${host}`);
      for (const address of ['10.0.0.2', '169.254.169.253']) {
        client.tell({ do: 'echoUdp', id: address, host: address, port: 53, count: 20 });
        const echoed = await client.until((it) => it.event === 'echoed' && it.id === address, address);
        assert.ok(echoed.event === 'echoed' && echoed.right === 20, `${name}${host} ${address}`);
        const peers = new Set(echoed.peers.map((peer) => peer.split(':')[0] ?? ''));
        assert.deepEqual(
          [...peers].map((peer) => vpcOfFabricAddress(peer, node.resources)),
          [node.id(`vpc-${name}`)],
        );
        client.tell({ do: 'connect', id: `tcp ${address}`, host: address, port: 53 });
        await client.until((it) => it.event === 'connected' && it.id === `tcp ${address}`, 'TCP');
      }
    }
  }
  await node.put('vpc vpc-a cidr=10.0.0.0/16 dns=off');
  const client = node.station('i-a1');
  client.tell({ do: 'echoUdp', id: 'off', host: '10.0.0.2', port: 53, count: 1, patienceMs: 300 });
  const unanswered = await client.until((it) => it.event === 'echoed', 'the end of patience');
  assert.ok(unanswered.event === 'echoed' && unanswered.right === 0);
});

test('whatever source a VPC gives its questions, the resolver sees the VPC that asks', async () => {
  await using node = await openNode(world);
  const askedBy = `
    const socket = dgram.createSocket('udp4');
    socket.on('message', (message, { address }) => say({ asked: message.toString(), address }));
    socket.bind(53, '${resolverFabricAddress}', () => say({ listening: true }));`;
  await using stack = new HostProgram(node.networks.hyperplaneNamespace, askedBy);
  await stack.until('listening');
  const host = node.namespaceOf('i-a1');
  const vpcAddress = (name: `vpc-${string}`) => {
    const id = node.id(name);
    return required(vpcFabricAddress(id, node.resources.find('vpc', 'fabricSlot', fabricSlot(id))));
  };
  const sources = [
    ...[vpcAddress('vpc-b'), originOf(node, 'eni-nb'), resolverFabricAddress, relayFabricAddress],
    ...['10.0.1.50', '10.0.1.10'],
  ];
  const before = node.hyperplane.drops();
  for (const source of ['169.254.169.253', '252.64.0.53', ...sources]) {
    if (source !== '10.0.1.10') run('ip', '-n', host, 'addr', 'add', `${source}/32`, 'dev', 'eth0');
    const ask = `
      const socket = dgram.createSocket('udp4');
      socket.bind(0, args.source, () => socket.send(args.source, 53, '10.0.0.2', () => say({ sent: true })));`;
    await using client = new HostProgram(host, ask, { source });
    await client.until('sent');
  }
  await eventually(
    'the drops of what nobody can come from',
    () => node.hyperplane.drops().martian_source >= before.martian_source + 2n,
  );
  for (const source of sources) {
    const { address } = await stack.until('asked', (asked) => asked === source);
    assert.equal(address, vpcAddress('vpc-a'), `asked from ${source}`);
  }
  assert.equal(stack.lines.filter((line) => 'asked' in line).length, sources.length);
});

async function stackOf(node: TestNode) {
  const station = new Station(node.networks.hyperplaneNamespace);
  return { station, [Symbol.asyncDispose]: () => station.close() };
}

function originOf(node: TestNode, name: `eni-${string}`): string {
  const id = node.id(name);
  const address = nodeFabricAddress(
    id,
    node.resources.find('networkInterface', 'fabricSlot', fabricSlot(id)),
  );
  assert.ok(address);
  return address;
}

function nameOf(address: string): string {
  return formatIpv4(fabricName(parseIpv4(address) ?? 0));
}
