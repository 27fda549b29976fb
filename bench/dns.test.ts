import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DnsResult } from './dns.ts';
import { readDnsperf } from './dns-programs.ts';
import { dnsTable } from './dns-table.ts';
import { dnsTargets, isReached } from './targets.ts';

const report = `Statistics:

  Queries sent:         66661
  Queries completed:    66660 (100.00%)
  Queries lost:         1 (0.00%)

  Response codes:       NOERROR 66660 (100.00%)
  Run time (s):         3.000233
  Queries per second:   22218.500502
`;

const figures = { perSecond: 40_000, p99Ms: 0.5, cpuUs: 8 };
const result: DnsResult = {
  zones: 10_000,
  records: 999_900,
  postern: figures,
  unbound: { ...figures, perSecond: 80_000 },
  rateRatio: 0.5,
  cpuRatio: 1,
  changeMs: 50,
  startMs: 10_000,
  daemonBytes: 500e6,
};

test('the report of dnsperf is read, and wrong answers are a failure', () => {
  const plain = { answered: 66_660, lost: 1, perSecond: 22_218.500502 };
  assert.deepEqual(readDnsperf(report), { ...plain, p99Ms: undefined });
  assert.deepEqual(readDnsperf(`${report}p99 0.000250\n`), { ...plain, p99Ms: 0.25 });
  assert.throws(
    () => readDnsperf(report.replace('NOERROR 66660', 'NOERROR 60, NXDOMAIN 66600')),
    /66600 of 66660/,
  );
  assert.throws(() => readDnsperf(''), /nothing was answered/);
});

test('the aims for names, just reached and just missed', () => {
  assert.deepEqual(dnsTargets(result).map(isReached), [true, true, true, true, true]);
  const missed = { ...result, rateRatio: 0.49, changeMs: 51, startMs: 10_001, daemonBytes: 501e6 };
  assert.deepEqual(dnsTargets(missed).map(isReached), [false, true, false, false, false]);
  assert.deepEqual(
    dnsTargets({ ...result, rateRatio: null, changeMs: null, startMs: null, daemonBytes: null }).map(
      isReached,
    ),
    [false, true, false, false, false],
  );
});

test('the table has both resolvers and the ratio', () => {
  assert.match(dnsTable(result), /queries +40000\/s +80000\/s +0\.50/);
});
