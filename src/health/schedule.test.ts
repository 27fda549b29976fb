import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import type { Finding, Probe } from './probe.ts';
import { type Check, Schedule, type Transition } from './schedule.ts';

const settings = {
  enabled: true,
  protocol: 'TCP',
  port: 'traffic-port',
  intervalSeconds: 10,
  timeoutSeconds: 5,
  healthyThreshold: 2,
  unhealthyThreshold: 2,
} as const;

function check(key: string, more: Partial<Check> = {}): Check {
  return { key, address: key, localAddress: '', port: 80, host: '', settings, ...more };
}

/** Checks that end when the test says so, at times that the test makes. */
function bench(findings: (address: string) => Finding | undefined = () => ({})) {
  const started: { readonly address: string; readonly atMs: number }[] = [];
  const news: Transition[] = [];
  const aborted: string[] = [];
  mock.timers.enable({ apis: ['setTimeout'] });
  let nowMs = 0;
  const schedule = new Schedule({
    random: () => 0.5,
    nowMs: () => nowMs,
    onTransition: (transition) => news.push(transition),
    probe: ({ address }: Probe, done) => {
      started.push({ address, atMs: nowMs });
      const finding = findings(address);
      if (finding) setImmediate(() => done(finding));
      return () => aborted.push(address);
    },
  });
  const pass = async (ms: number) => {
    for (let step = 0; step < ms; step += 100) {
      nowMs += 100;
      mock.timers.tick(100);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const times = (address: string) => started.filter((it) => it.address === address).map((it) => it.atMs);
  return { schedule, news, pass, times, aborted, [Symbol.dispose]: () => mock.timers.reset() };
}

const broken: Finding = { reason: 'Target.FailedHealthChecks', description: 'Health checks failed' };

test('a target that never answers delays nobody', async () => {
  using it = bench((address) => (address === 'hole' ? undefined : {}));
  it.schedule.set([check('hole'), check('well')]);
  await it.pass(60_000);
  assert.equal(it.times('hole').length, 1);
  assert.equal(it.times('well').length, 7);
  it.schedule.remove(['hole']);
  assert.deepEqual(it.aborted, ['hole']);
});

test('a new target that fails is checked again soon, and one that is known once an interval', async () => {
  let finding: Finding = broken;
  using it = bench(() => finding);
  it.schedule.set([check('a')]);
  await it.pass(3_500);
  assert.equal(it.times('a').length, 4);
  finding = {};
  await it.pass(1_000);
  assert.equal(it.news.at(-1)?.status.state, 'healthy');
  const before = it.times('a').length;
  await it.pass(60_000);
  const later = it.times('a').slice(before + 1);
  const gaps = later.slice(1).map((at, index) => at - (later[index] ?? 0));
  assert.ok(gaps.length >= 4 && gaps.every((gap) => Math.abs(gap - 10_000) <= 200), gaps.join());
});

test('news are told when the state or the reason changes, and not else', async () => {
  let finding: Finding = {};
  using it = bench(() => finding);
  it.schedule.set([check('a')]);
  await it.pass(30_000);
  assert.equal(it.news.length, 1);
  finding = broken;
  await it.pass(40_000);
  finding = { reason: 'Target.Timeout', description: 'Request timed out' };
  await it.pass(20_000);
  assert.deepEqual(
    it.news.map(({ status }) => `${status.state} ${status.reason ?? ''}`),
    ['healthy ', 'unhealthy Target.FailedHealthChecks', 'unhealthy Target.Timeout'],
  );
});

test('other settings hold from the next check on, and what was known stays', async () => {
  using it = bench();
  it.schedule.set([check('a')]);
  await it.pass(1_000);
  it.schedule.set([check('a', { address: 'b' })]);
  await it.pass(20_000);
  assert.ok(it.times('b').length >= 1);
  assert.equal(it.news.length, 1);
});

test('what an earlier worker knew is not forgotten', async () => {
  using it = bench(() => broken);
  it.schedule.set([check('a', { known: { state: 'healthy', contrary: 0 } })]);
  await it.pass(100);
  assert.deepEqual(it.news, [], 'one failure is not enough for a target that was healthy');
});

test('the first checks of many are spread, and nothing is checked after the end', async () => {
  using it = bench();
  it.schedule.set(Array.from({ length: 100 }, (_, at) => check(String(at))));
  await it.pass(900);
  assert.equal(it.times('0').length, 0);
  await it.pass(300);
  assert.equal(it.times('0').length, 1);
  it.schedule.close();
  await it.pass(30_000);
  assert.equal(it.times('0').length, 1);
});
