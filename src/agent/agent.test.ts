import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Change } from '../model/access.ts';
import type { ApplyFailure, Entry, PlanDifference } from '../plan/entry.ts';
import { createPlanner } from '../plan/planner.ts';
import { putLine, worldOf } from '../plan/testing/world.ts';
import { Agent, type Applied, entryName } from './agent.ts';

const world = `
subnet subnet-p1 vpc=vpc-p cidr=10.0.1.0/24 zone=a
subnet subnet-c1 vpc=vpc-c cidr=10.0.1.0/24 zone=a
sg sg-1 vpc=vpc-c rules=tcp:80:10.0.0.0/16
eni eni-n1 subnet=subnet-p1 ip=10.0.1.50 of=nlb
nlb nlb-1 nodes=eni-n1
group tg-1 vpc=vpc-p type=ip targets=10.0.1.10:8080@a
listener l-1 nlb=nlb-1 port=80 group=tg-1
service vpce-svc-1 nlbs=nlb-1
eni eni-c1 subnet=subnet-c1 ip=10.0.1.100 of=endpoint sgs=sg-1
eni eni-i subnet=subnet-c1 ip=10.0.1.10 of=instance
`;
const endpoint = 'endpoint vpce-1 service=vpce-svc-1 state=pending epoch=0 enis=eni-c1 sgs=sg-1';
const runningInstance = 'instance i-1 eni=eni-i state=running';
const goingInstance = 'instance i-1 eni=eni-i state=shutting-down';

/** An agent over drivers that only write down what they are told. */
function bench({
  failing = () => false,
  endpoints = 0,
}: {
  readonly failing?: (entry: Entry) => boolean;
  readonly endpoints?: number;
} = {}) {
  const others = Array.from(
    { length: endpoints },
    (_, at) => `endpoint vpce-other${at} service=vpce-svc-1 state=available epoch=0 enis=eni-c1 sgs=sg-1`,
  );
  const resources = worldOf([world, ...others].join('\n'));
  const done: string[] = [];
  const applied: Applied[] = [];
  const legs = new Map<string, number>();
  let removal: Promise<void> = Promise.resolve();
  const fail = (entries: readonly Entry[]): ApplyFailure[] =>
    entries.filter(failing).map((entry) => ({ entry, reason: 'it was told to fail' }));
  const isNetwork = ({ table }: Entry) => ['network', 'segment', 'leg', 'instance'].includes(table);
  const networks = {
    adopt: async () => {
      done.push('adopted');
      return [];
    },
    apply: async ({ set, remove }: PlanDifference) => {
      if (remove.some(isNetwork)) await removal;
      for (const entry of set.filter(isNetwork)) {
        done.push(`+ ${entryName(entry)}`);
        if (entry.table === 'leg') legs.set(entry.key, legs.size + 2);
      }
      for (const entry of remove.filter(isNetwork)) done.push(`- ${entryName(entry)}`);
      return fail([...set, ...remove].filter(isNetwork));
    },
    legIndex: (subnetId: string) => legs.get(subnetId),
  };
  const hyperplane = {
    attach: (ifindex: number) => void done.push(`attach ${ifindex}`),
    adopt: () => [],
    apply: ({ set, remove }: PlanDifference) => {
      const entries = [...set, ...remove].filter((entry) => !isNetwork(entry) && entry.table !== 'check');
      for (const entry of entries) done.push(`${set.includes(entry) ? '+' : '-'} ${entry.table}`);
      return fail(entries);
    },
  };
  const agent = new Agent({
    planner: createPlanner(resources),
    networks,
    hyperplane,
    health: { adopt: () => {}, apply: () => {} },
    relays: { adopt: async () => {}, apply: async () => {} },
    log: () => {},
    retryMs: 5,
    onApplied: async (step) => void applied.push({ ...step, failures: new Map(step.failures) }),
  });
  const put = (line: string) => agent.changed([putLine(resources, line) as Change]);
  return { agent, put, done, applied, block: (until: Promise<void>) => (removal = until) };
}

test('a leg is there and has its program before the first listener on it', async () => {
  const { agent, put, done } = bench();
  await agent.start();
  done.length = 0;
  put(endpoint);
  await agent.idle();
  const order = ['+ leg subnet-c1', 'attach', '+ listener'].map((start) =>
    done.findIndex((line) => line.startsWith(start)),
  );
  assert.ok(
    order.every((at, index) => at >= 0 && at > (order[index - 1] ?? -1)),
    done.join(', '),
  );
});

test('changes that come while a step runs are told of once, after they are in the kernel', async () => {
  const { agent, put, applied } = bench();
  const starting = agent.start();
  put(endpoint);
  assert.equal(applied.length, 0);
  await starting;
  await agent.idle();
  assert.deepEqual(
    applied.flatMap((step) => step.changes.map((change) => change.id)),
    ['vpce-1'],
  );
});

test('an instance that does not want to go holds up nothing else, and is told of when it has gone', async () => {
  const { agent, put, applied, block } = bench();
  await agent.start();
  put(runningInstance);
  await agent.idle();
  applied.length = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  block(promise);
  put(goingInstance);
  put(endpoint.replace('pending', 'pendingAcceptance'));
  const ids = () => applied.flatMap((step) => step.changes.map((change) => change.id));
  for (let turn = 0; turn < 50 && !ids().includes('vpce-1'); turn += 1) await new Promise(setImmediate);
  assert.deepEqual(ids(), ['vpce-1']);
  resolve();
  await agent.idle();
  assert.deepEqual(ids(), ['vpce-1', 'i-1']);
});

test('what failed is named, and tried again until it works', async () => {
  let broken = true;
  const { agent, put, applied } = bench({ failing: (entry) => broken && entry.table === 'listener' });
  await agent.start();
  put(endpoint);
  await agent.idle();
  assert.ok([...(applied.at(-1)?.failures.keys() ?? [])].every((name) => name.startsWith('listener ')));
  assert.ok((applied.at(-1)?.failures.size ?? 0) > 0);
  broken = false;
  const deadline = Date.now() + 5000;
  while (agent.failures.size > 0 && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(agent.failures.size, 0);
  await agent.close();
});

test('a closed agent starts nothing more', async () => {
  const { agent, put, applied } = bench();
  await agent.start();
  await agent.close();
  put(endpoint);
  await agent.idle();
  assert.equal(applied.length, 0);
});

test('while very many are planned at the start others get their turn, and what they change follows', async () => {
  const { agent, put, applied, done } = bench({ endpoints: 1000 });
  const starting = agent.start();
  let turns = 0;
  const turn = () => {
    turns += 1;
    if (turns === 2) put(endpoint);
    if (done.length === 0) setImmediate(turn);
  };
  setImmediate(turn);
  await starting;
  await agent.idle();
  assert.ok(turns > 5, `${turns} turns`);
  assert.deepEqual(
    applied.flatMap((step) => step.changes.map((change) => change.id)),
    ['vpce-1'],
  );
});
