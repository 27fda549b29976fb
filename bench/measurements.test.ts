import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDatagrams, readIperf, readWrk } from './measurements.ts';

test('of iperf3 counts what arrived, not what was sent', () => {
  const report = {
    end: { sum_sent: { bits_per_second: 9e9 }, sum_received: { bits_per_second: 8.5e9 } },
  };
  assert.equal(readIperf(JSON.stringify(report)), 8.5);
});

test('iperf3 that failed or moved nothing gives no figure', () => {
  assert.throws(
    () => readIperf(JSON.stringify({ error: 'unable to connect', end: {} })),
    /iperf3: unable to connect/,
  );
  assert.throws(
    () => readIperf(JSON.stringify({ end: { sum_received: { bits_per_second: 0 } } })),
    /nothing arrived/,
  );
  assert.throws(() => readIperf('not JSON'), SyntaxError);
});

test('of datagrams those count that were not lost', () => {
  const end = (sum: object) => JSON.stringify({ end: { sum } });
  assert.equal(readDatagrams(end({ packets: 1000, lost_packets: 400, seconds: 2 })), 300);
  assert.throws(
    () => readDatagrams(end({ packets: 1000, lost_packets: 1000, seconds: 2 })),
    /nothing arrived/,
  );
  assert.throws(() => readDatagrams(JSON.stringify({ error: 'unable to connect' })), /unable to connect/);
});

const wrk = (report: object) =>
  `Running 3s test @ http://10.0.1.10:80/\n  1 threads\n${JSON.stringify(report)}`;

test('of wrk the last line is read', () => {
  const report = { requests: 10, durationUs: 2e6, bytes: 500, p50Us: 40, p99Us: 90, errors: 0 };
  assert.deepEqual(readWrk(wrk(report)), report);
});

test('wrk with failed requests or none gives no figure', () => {
  assert.throws(() => readWrk(wrk({ requests: 10, errors: 1 })), /1 of 10 requests failed/);
  assert.throws(() => readWrk(wrk({ requests: 0, errors: 0 })), /no request/);
  assert.throws(() => readWrk('unable to connect to 10.0.1.10:80 Connection refused'), SyntaxError);
});
