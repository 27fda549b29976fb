/** Health checks through the data plane, and what follows from them, with real packets. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import type { Station } from '../src/hyperplane/test-station.ts';
import { openNode, type TestNode } from './harness/node.ts';

const group = 'arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/tg/0123456789abcdef';
const check = 'check=intervalSeconds:1,timeoutSeconds:1,healthyThreshold:2,unhealthyThreshold:2';
const addresses = ['10.0.1.11', '10.0.1.12', '10.0.1.13'] as const;
const groupLine = (more = check) =>
  `group ${group} vpc=vpc-p type=ip targets=${addresses.map((each) => `${each}:8080@a`).join()} ${more}`;
const world = `
vpc vpc-p cidr=10.0.0.0/16
subnet subnet-p vpc=vpc-p cidr=10.0.1.0/24 zone=a
eni eni-n subnet=subnet-p ip=10.0.1.50 of=nlb
nlb nlb-1 nodes=eni-n
${[1, 2, 3].map((at) => `eni eni-${at} subnet=subnet-p ip=10.0.1.1${at} of=instance\ninstance i-${at} eni=eni-${at} state=running`).join('\n')}
listener l-1 nlb=nlb-1 port=80 group=${group}
service vpce-svc-1 nlbs=nlb-1
vpc vpc-c cidr=10.0.0.0/16
subnet subnet-c vpc=vpc-c cidr=10.0.1.0/24 zone=a
sg sg-c vpc=vpc-c rules=tcp:80-80:0.0.0.0/0
eni eni-e subnet=subnet-c ip=10.0.1.100 of=endpoint sgs=sg-c
endpoint vpce-1 service=vpce-svc-1 state=available epoch=0 enis=eni-e sgs=sg-c
eni eni-c subnet=subnet-c ip=10.0.1.10 of=instance
instance i-c eni=eni-c state=running
`;

test('the middle one of three targets dies under load: few fail, then none, and its connections are reset', async () => {
  await using scene = await openScene(groupLine());
  await scene.untilStates('healthy', 'healthy', 'healthy');
  // A connection that would last, on the target that dies.
  const held = await scene.connectionTo(addresses[1]);
  scene.client.tell({ do: 'load', id: 'during', host: '10.0.1.100', port: 80, perSecond: 200 });
  // The listener goes and nobody answers for it; a kernel that is there refuses.
  scene.servers[1]?.tell({ do: 'unlisten' });
  await scene.untilStates('healthy', 'unhealthy', 'healthy');
  await scene.settled();
  scene.client.tell({ do: 'unload', id: 'during' });
  const during = await scene.client.until((it) => it.event === 'loaded' && it.id === 'during', 'the load');
  assert.ok(during.event === 'loaded' && during.failed < during.right, JSON.stringify(during));
  assert.equal(scene.reason(1), 'Target.FailedHealthChecks');
  const after = await scene.load('after', 400);
  assert.deepEqual([after.failed, after.peers.toSorted()], [0, ['10.0.1.11', '10.0.1.13']]);
  scene.client.tell({ do: 'write', id: held });
  const cut = await scene.client.until((it) => it.event === 'failed' && it.id === held, 'the reset');
  assert.ok('code' in cut && cut.code === 'ECONNRESET');
  assert.ok(scene.node.hyperplane.drops().target_cut >= 1n);
});

test('all die and traffic goes to all of them; they come back and it goes on', async () => {
  await using scene = await openScene(groupLine());
  await scene.untilStates('healthy', 'healthy', 'healthy');
  for (const server of scene.servers) server.tell({ do: 'unlisten' });
  await scene.untilStates('unhealthy', 'unhealthy', 'unhealthy');
  await scene.settled();
  assert.equal(scene.tables(), 3, 'all are in the table');
  scene.servers[2]?.tell({ do: 'listen', port: 8080 });
  await scene.untilStates('unhealthy', 'unhealthy', 'healthy');
  await scene.settled();
  const one = await scene.load('one', 60);
  assert.deepEqual([one.failed, one.peers], [0, ['10.0.1.13']]);
  for (const at of [0, 1]) scene.servers[at]?.tell({ do: 'listen', port: 8080 });
  await scene.untilStates('healthy', 'healthy', 'healthy');
  await scene.settled();
  const all = await scene.load('all', 300);
  assert.deepEqual([all.failed, all.peers.length], [0, 3]);
});

test('a new target gets no traffic before its first success, while others are healthy', async () => {
  await using scene = await openScene(
    groupLine(check.replace('intervalSeconds:1', 'intervalSeconds:60')),
    [0, 1],
  );
  await scene.untilStates('healthy', 'healthy', 'initial');
  await scene.settled();
  const two = await scene.load('two', 100);
  assert.deepEqual([two.failed, two.peers.toSorted()], [0, ['10.0.1.11', '10.0.1.12']]);
  assert.equal(scene.reason(2), 'Elb.InitialHealthChecking');
  scene.servers[2]?.tell({ do: 'listen', port: 8080 });
  await scene.untilStates('healthy', 'healthy', 'healthy');
});

test('HTTP and HTTPS are asked by path, and the code and the reason are told', async () => {
  await using scene = await openScene(groupLine(`${check},protocol:HTTP,path:/healthy,port:9000`));
  for (const [at, status] of [200, 503, 301].entries()) {
    scene.servers[at]?.tell({ do: 'serveHttp', port: 9000, status });
  }
  await scene.untilStates('healthy', 'unhealthy', 'healthy');
  assert.equal(scene.reason(1), 'Target.ResponseCodeMismatch');
  const asked = scene.servers[0]?.happened.find((it) => it.event === 'asked');
  assert.ok(asked && 'host' in asked);
  assert.deepEqual(
    [asked.url, asked.host, asked.agent, asked.id],
    ['/healthy', '10.0.1.50:80', 'ELB-HealthChecker/2.0', '10.0.1.50'],
  );
  const { key, cert } = certificate();
  for (const [at, status] of [200, 503, 301].entries()) {
    scene.servers[at]?.tell({ do: 'serveHttp', port: 9443, status, key, cert });
  }
  await scene.node.put(groupLine(`${check},protocol:HTTPS,path:/healthy,port:9443,matcher:503`));
  await scene.untilStates('unhealthy', 'healthy', 'unhealthy');
  assert.equal(scene.reason(0), 'Target.ResponseCodeMismatch');
});

test('without termination the connections of an unhealthy target go on, and it drains for a while', async () => {
  const set =
    'set=target_health_state.unhealthy.connection_termination.enabled:false,target_health_state.unhealthy.draining_interval_seconds:3';
  await using scene = await openScene(groupLine(`${check} ${set}`));
  await scene.untilStates('healthy', 'healthy', 'healthy');
  const held = await scene.connectionTo(addresses[1]);
  scene.servers[1]?.tell({ do: 'unlisten' });
  await scene.untilStates('healthy', 'unhealthy.draining', 'healthy');
  await scene.settled();
  scene.client.tell({ do: 'exchange', id: held, bytes: 1000 });
  await scene.client.until((it) => it.event === 'exchanged' && it.id === held, 'the exchange');
  await scene.untilStates('healthy', 'unhealthy', 'healthy');
  scene.client.tell({ do: 'write', id: held });
  assert.ok(!scene.client.happened.some((it) => it.event === 'failed' && it.id === held));
});

test('fewer healthy targets than the group wants, and traffic goes to all', async () => {
  const set = 'set=target_group_health.unhealthy_state_routing.minimum_healthy_targets.count:3';
  await using scene = await openScene(groupLine(`${check} ${set}`), [0, 1]);
  await scene.untilStates('healthy', 'healthy', 'unhealthy');
  await scene.settled();
  assert.equal(scene.tables(), 3);
  await scene.node.put(groupLine(check));
  await scene.settled();
  assert.equal(scene.tables(), 2);
});

async function openScene(groupText: string, listening: readonly number[] = [0, 1, 2]) {
  const node = await openNode(world);
  try {
    const servers = [node.station('i-1'), node.station('i-2'), node.station('i-3')];
    for (const at of listening) servers[at]?.tell({ do: 'listen', port: 8080 });
    for (const at of listening) {
      await servers[at]?.until(({ event }) => event === 'listening', `listening ${at}`);
    }
    await node.put(groupText);
    return sceneOf(node, servers, node.station('i-c'));
  } catch (error) {
    await node[Symbol.asyncDispose]();
    throw error;
  }
}

let serial = 0;

/** Nobody has signed it, and nobody looks at that. */
function certificate(): { readonly key: string; readonly cert: string } {
  const pem = execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-subj',
      '/CN=x',
      '-keyout',
      '-',
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return { key: pem, cert: pem };
}

function sceneOf(node: TestNode, servers: readonly Station[], client: Station) {
  const healthOf = (at: number) => node.health.healthOf(group, { id: addresses[at] ?? '', port: 8080 });
  return {
    node,
    servers,
    client,
    reason: (at: number) => healthOf(at).reason,
    /** Waits until the targets have these states. */
    untilStates: async (...states: readonly string[]) => {
      const deadline = performance.now() + 30_000;
      for (;;) {
        const now = [0, 1, 2].map((at) => healthOf(at).state);
        if (now.join() === states.join()) return;
        if (performance.now() > deadline) throw new Error(`the states are ${now}, not ${states}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    /** Waits until the kernel has followed. */
    settled: () => node.agent.idle(),
    /** How many targets the listener's table has. */
    tables: () => {
      const entries = [...node.planner.entries()].flatMap((entry) =>
        entry.table === 'targetTable' && entry.value.slots.length > 1 ? [entry.value.slots] : [],
      );
      return new Set(entries.flat()).size;
    },
    /** Opens connections until one leads to the target. @returns its id */
    connectionTo: async (address: string): Promise<string> => {
      for (;;) {
        serial += 1;
        const id = `held${serial}`;
        client.tell({ do: 'connect', id, host: '10.0.1.100', port: 80 });
        await client.until((it) => it.event === 'connected' && it.id === id, id);
        client.tell({ do: 'ask', id });
        const told = await client.until((it) => it.event === 'told' && it.id === id, 'who it is');
        if ('peer' in told && told.peer === address) return id;
      }
    },
    /** So many connections, one after the other. */
    load: async (id: string, count: number) => {
      client.tell({ do: 'load', id, host: '10.0.1.100', port: 80, perSecond: 200, count });
      const loaded = await client.until((it) => it.event === 'loaded' && it.id === id, id);
      assert.ok(loaded.event === 'loaded');
      return loaded;
    },
    [Symbol.asyncDispose]: () => node[Symbol.asyncDispose](),
  };
}
