import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDate } from './dates.ts';

// https://www.w3.org/TR/NOTE-datetime
test('times are read in every form that AWS takes', () => {
  const table = [
    ['2020-01-01T00:00:01Z', Date.UTC(2020, 0, 1, 0, 0, 1)],
    ['2020-01-01t00:00:01z', Date.UTC(2020, 0, 1, 0, 0, 1)],
    ['2020-01', Date.UTC(2020, 0, 1)],
    ['2020-01-31', Date.UTC(2020, 0, 31)],
    ['2020T', Date.UTC(2020, 0, 1)],
    ['2020-01-01T10:30', Date.UTC(2020, 0, 1, 10, 30)],
    ['2020-01-01T10:30:15.25+01:30', Date.UTC(2020, 0, 1, 9, 0, 15, 250)],
    ['2020-01-01T10:30:15-08', Date.UTC(2020, 0, 1, 18, 30, 15)],
    ['2016-12-13t2:00:00.593194+23', Date.UTC(2016, 11, 12, 3, 0, 0) + 593.194],
    ['2020-02-31', Date.UTC(2020, 2, 2)],
    ['0', 0],
    ['1577836801', Date.UTC(2020, 0, 1, 0, 0, 1)],
    ['2020', 2_020_000],
    ['', undefined],
    ['x', undefined],
    ['-', undefined],
    ['T', undefined],
    ['-1-', undefined],
    ['2020-13', undefined],
    ['2020-00-01', undefined],
    ['234-13', undefined],
    ['2020-01-32', undefined],
    ['2020-01-01T24:00Z', undefined],
    ['2020-01-01T10:60Z', undefined],
    ['2020-01-01T10:30:61Z', undefined],
    ['2020-01-01T10:30Z+01:00', undefined],
    ['2020-01-01T10:30T', undefined],
    ['2016-12-13t2:00:00.593194+1', undefined],
    ['2016-12-13t2:00:00.1999999999+10:59', undefined],
    ['9223372036854775808', undefined],
    ['1.5', undefined],
    ['292278994-01-01', undefined],
    ['١٢', undefined],
  ] as const;
  for (const [text, expected] of table) assert.equal(parseDate(text), expected, text);
});

test('every time that Date writes is read back', () => {
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true, min: new Date(-1e14), max: new Date(1e14) }), (date) => {
      const text = date.toISOString().replace(/^\+/, '');
      assert.equal(Math.round(parseDate(text) ?? Number.NaN), date.getTime(), text);
    }),
    { numRuns: 2_000 },
  );
});

test('times outside of what Date holds keep their order', () => {
  const years = ['-292275054', '-292275053-01', '0001T', '275761-01', '292278993-12-31'];
  const times = years.map((text) => parseDate(text) ?? Number.NaN);
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
  assert.ok(times.every(Number.isFinite));
});
