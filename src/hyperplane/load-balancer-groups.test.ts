/** Security groups of load balancers, one frame at a time. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type Entry, fabricLeg } from '../plan/entry.ts';
import { portSet } from '../plan/units/sources.ts';
import type { EniCounters } from './counters.ts';
import { ACK, RST, readFrame, type Segment, SYN, tcpFrame, udpFrame } from './frames.ts';
import { type Bench, entry, ids, ip, macs, openBench, REDIRECT, SHOT, world } from './test-bench.ts';

const [inbound, outbound] = ['8000000000000061', 'f000000000000071'];

let bench: Bench;
before(() => {
  bench = openBench();
});
after(() => bench?.close());
beforeEach(() => {
  bench.forget();
  const { eni, nodeEni } = world();
  bench.remove(eni, nodeEni, ...letIn, ...letOut);
  bench.set(...Object.values(world()), withGroups({ inbound, outbound }), udpListener);
});

function prefix(groups: string, protocol: 'tcp' | 'udp', port: number, base: string, prefixLength: number) {
  return entry('sources', { set: portSet(groups, protocol, port), base: ip(base), prefixLength });
}

const letIn = (['tcp', 'udp'] as const).map((protocol) => prefix(inbound, protocol, 443, '10.0.1.0', 24));
const letOut = (['tcp', 'udp'] as const).map((protocol) => prefix(outbound, protocol, 8080, '10.0.1.10', 32));
const udpListener = entry('listener', {
  leg: 'subnet-a',
  address: ip('10.0.1.100'),
  protocol: 'udp',
  port: 443,
  eni: ids.eni,
  front: ids.front,
  mss: 1400,
});

function withGroups(groups: { readonly inbound?: string; readonly outbound?: string }): Entry {
  const { front } = world();
  assert.ok(front.table === 'front');
  return { ...front, value: { ...front.value, ...groups } };
}

function toEndpoint(segment: Partial<Segment> = {}) {
  const usual = { src: '10.0.1.10', dst: '10.0.1.100', sport: 5555, dport: 443, flags: SYN };
  return bench.run(tcpFrame({ ...usual, ...segment }));
}

function askEndpoint(src = '10.0.1.10') {
  return bench.run(udpFrame({ src, dst: '10.0.1.100', sport: 5555, dport: 443 }));
}

function toNode(src = '10.0.1.9') {
  const usual = { dst: '10.0.1.50', sport: 5555, dport: 443, flags: SYN, smac: macs.target };
  return bench.run(tcpFrame({ src, ...usual }), bench.legB);
}

function statsOf(id: string = ids.eni): EniCounters {
  const stats = bench.hyperplane.stats().get(id);
  assert.ok(stats);
  return stats;
}

const flowCount = () => [...bench.hyperplane.maps.flows.raw.keys()].length;

test('groups without rules let nobody in, whatever the endpoint says, and nobody is told', () => {
  const { verdict, reasons } = toEndpoint();
  assert.deepEqual([verdict, reasons, flowCount()], [SHOT, ['load_balancer_inbound'], 0]);
  assert.deepEqual(askEndpoint().reasons, ['load_balancer_inbound']);
  const { blockedInbound, blockedOutbound, blocked, rejected, connectionsOpened } = statsOf();
  assert.deepEqual(blockedInbound, { tcp: 1n, udp: 1n });
  for (const none of [blockedOutbound, blocked, rejected]) assert.deepEqual(none, { tcp: 0n, udp: 0n });
  assert.equal(connectionsOpened, 0n);
});

test('an inbound rule lets a client of its prefix in at its port and protocol alone', () => {
  bench.set(...letOut, prefix(inbound, 'tcp', 443, '10.0.1.10', 32));
  assert.equal(toEndpoint().verdict, REDIRECT);
  assert.deepEqual(toEndpoint({ src: '10.0.1.11' }).reasons, ['load_balancer_inbound']);
  assert.deepEqual(askEndpoint().reasons, ['load_balancer_inbound']);
  bench.remove(prefix(inbound, 'tcp', 443, '10.0.1.10', 32));
  bench.set(prefix(inbound, 'tcp', 444, '10.0.1.10', 32), prefix(inbound, 'udp', 443, '10.0.1.10', 32));
  assert.deepEqual(toEndpoint({ sport: 5556 }).reasons, ['load_balancer_inbound']);
  assert.equal(askEndpoint().verdict, REDIRECT);
  bench.remove(prefix(inbound, 'tcp', 444, '10.0.1.10', 32), prefix(inbound, 'udp', 443, '10.0.1.10', 32));
});

test("the endpoint's own groups come first, and count as the endpoint's", () => {
  bench.set(...letIn, ...letOut);
  assert.deepEqual(toEndpoint({ src: '192.168.0.1' }).reasons, ['security_group']);
  assert.deepEqual([statsOf().blocked.tcp, statsOf().blockedInbound.tcp], [1n, 0n]);
});

test('inbound rules for clients of endpoints mean nobody who comes to the node', () => {
  bench.set(...letOut);
  assert.equal(toNode().verdict, REDIRECT);
});

test('with inbound rules turned off for endpoints their clients are let in', () => {
  bench.set(...letOut, withGroups({ outbound }));
  assert.equal(toEndpoint().verdict, REDIRECT);
});

test('outbound rules stop connections to a target that none of them names, from endpoints and from the VPC', () => {
  bench.set(...letIn, prefix(outbound, 'tcp', 8080, '10.0.1.11', 32));
  assert.deepEqual(
    [toEndpoint().reasons, askEndpoint().reasons],
    [['load_balancer_outbound'], ['load_balancer_outbound']],
  );
  assert.deepEqual(toNode().reasons, ['load_balancer_outbound']);
  assert.deepEqual(
    [statsOf().blockedOutbound, statsOf(ids.nodeEni).blockedOutbound.tcp],
    [{ tcp: 1n, udp: 1n }, 1n],
  );
  bench.remove(prefix(outbound, 'tcp', 8080, '10.0.1.11', 32));
  bench.set(...letOut);
  for (const outcome of [toEndpoint(), askEndpoint(), toNode()]) assert.equal(outcome.verdict, REDIRECT);
});

test('a rule that goes stops new connections and leaves those that are open', () => {
  bench.set(...letIn, ...letOut);
  toEndpoint();
  bench.remove(...letIn, ...letOut);
  assert.equal(toEndpoint().verdict, REDIRECT, 'the same SYN again');
  assert.equal(toEndpoint({ flags: ACK, seq: 1001 }).verdict, REDIRECT);
  assert.deepEqual(toEndpoint({ sport: 5556 }).reasons, ['load_balancer_inbound']);
});

test('a stray segment is answered to those alone whom the groups let in', () => {
  const stray = { flags: ACK, sport: 6000 };
  assert.deepEqual(toEndpoint(stray).reasons, ['load_balancer_inbound']);
  assert.equal(statsOf().blockedInbound.tcp, 0n, 'no flow was blocked');
  bench.set(...letIn);
  const { verdict, frame } = toEndpoint(stray);
  assert.deepEqual([verdict, readFrame(frame).flags & RST], [REDIRECT, RST]);
});

test('health checks and relays meet the outbound rules of the port that they ask', () => {
  const leg = 'subnet-b';
  const origin = entry('origin', {
    address: ip('100.96.0.1'),
    // A subnet by name, as the bench has it.
    leg: leg as 'subnet-b',
    node: ip('10.0.1.50'),
    mac: macs.node,
    eni: ids.nodeEni,
    base: ip('10.0.1.0'),
    prefixLength: 24,
    gateway: ip('10.0.1.1'),
    idleTimeoutSeconds: 350,
    mss: 1400,
    outbound,
  });
  const legIndex = (name: string) => (name === fabricLeg ? bench.legA : bench.legIndex(name));
  assert.deepEqual(bench.hyperplane.apply({ set: [origin, ...letOut], remove: [] }, legIndex), []);
  const check = (dport: number, flags: number = SYN) =>
    bench.run(tcpFrame({ src: '100.96.0.1', dst: '10.0.1.10', sport: 7000, dport, flags }));
  try {
    assert.equal(check(8080).verdict, REDIRECT);
    assert.deepEqual(check(9000).reasons, ['load_balancer_outbound']);
    assert.equal(statsOf(ids.nodeEni).blockedOutbound.tcp, 1n);
    assert.deepEqual(check(9001, ACK).reasons, ['no_flow']);
    assert.equal(statsOf(ids.nodeEni).blockedOutbound.tcp, 1n);
  } finally {
    bench.hyperplane.apply({ set: [], remove: [origin] }, legIndex);
  }
});
