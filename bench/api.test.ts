import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApiResult } from './api.ts';
import { apiTable } from './api-table.ts';
import { apiTargets, isReached } from './targets.ts';

const postern = { perSecond: 2500, p99Ms: 4.25 };

function result(ratio: number | null): ApiResult {
  const row = { postern, moto: ratio === null ? null : { perSecond: 2500 / ratio, p99Ms: 50 }, ratio };
  return {
    endpoints: 1000,
    operations: { DescribeVpcEndpoints: row, CreateVpcEndpoint: row, CreateTags: row },
  };
}

test('the aim is ten times the rate of moto in each operation', () => {
  assert.deepEqual(apiTargets(result(10)).map(isReached), [true, true, true]);
  assert.deepEqual(apiTargets(result(9.9)).map(isReached), [false, false, false]);
});

test('without moto the rates are told, and the aim counts as not reached', () => {
  const text = apiTable(result(null));
  assert.match(text, /CreateTags +2500\/s +4\.3 ms +not measured +not measured +not measured/);
  assert.deepEqual(apiTargets(result(null)).map(isReached), [false, false, false]);
});
