import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlarmState, MetricAlarm, MissingData } from '../../../model/alarm-resources.ts';
import type { MetricPoint } from '../../../model/metrics.ts';
import { evaluateAlarm } from './alarm-evaluation.ts';
import { verdictOn } from './alarm-verdict.ts';

const minuteMs = 60_000;
const endMs = Date.parse('2026-11-28T06:45:00.000Z');
const at = '2026-11-28T06:00:00.000Z';

function alarm(more: Partial<MetricAlarm> = {}, metric: Partial<MetricAlarm['metric']> = {}): MetricAlarm {
  return {
    id: 'arn:aws:cloudwatch:us-east-1:111111111111:alarm:a',
    accountId: '111111111111',
    region: 'us-east-1',
    tags: [],
    name: 'a',
    actionsEnabled: true,
    actions: { OK: [], ALARM: [], INSUFFICIENT_DATA: [] },
    metric: {
      namespace: 'AWS/NetworkELB',
      metricName: 'UnHealthyHostCount',
      dimensions: [{ name: 'LoadBalancer', value: 'net/a/1' }],
      statistic: 'Maximum',
      periodSeconds: 60,
      ...metric,
    },
    evaluationPeriods: 3,
    threshold: 0,
    comparison: 'GreaterThanThreshold',
    configuredAt: at,
    state: 'INSUFFICIENT_DATA',
    stateReason: '',
    stateUpdatedAt: at,
    stateTransitionedAt: at,
    ...more,
  };
}

/** Minutes, the oldest first: `X` 1, `0` 0, `-` none. */
function minutes(text: string): MetricPoint[] {
  const marks = text.split(' ');
  return marks.flatMap((mark, index) => {
    if (mark === '-') return [];
    const value = mark === 'X' ? 1 : Number(mark);
    const timeMs = endMs - (marks.length - index) * minuteMs;
    return [{ timeMs, min: value, max: value, sum: value, count: 1 }];
  });
}

function reader(points: readonly MetricPoint[]) {
  const asked: { fromMs: number; toMs: number }[] = [];
  return {
    asked,
    read: (_: unknown, __: string, fromMs: number, toMs: number) => {
      asked.push({ fromMs, toMs });
      return points.filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs);
    },
  };
}

const stays = undefined;
type States = Readonly<Record<MissingData, AlarmState | undefined>>;
const all = (state: AlarmState): States => ({
  missing: state,
  ignore: state,
  breaching: state,
  notBreaching: state,
});
const few: States = {
  missing: 'INSUFFICIENT_DATA',
  ignore: stays,
  breaching: 'ALARM',
  notBreaching: 'OK',
};

/** As AWS's tables have it. */
const tables: readonly (readonly [m: number, rows: Readonly<Record<string, States>>])[] = [
  [
    3,
    {
      '0 - X - X': all('OK'),
      '0 - - - -': all('OK'),
      '- - - - -': few,
      '0 X X - X': all('ALARM'),
      '- - - - X': few,
      'X - - - -': { ...few, missing: 'ALARM' },
      '- - X - -': { ...few, missing: 'ALARM' },
      'X X X X 0': all('OK'),
      '0 0 X X X': all('ALARM'),
    },
  ],
  [
    2,
    {
      '0 - X - X': all('ALARM'),
      '0 0 X 0 X': all('ALARM'),
      '0 - X - -': { ...all('OK'), breaching: 'ALARM' },
      '- - - - 0': { ...all('OK'), breaching: 'ALARM' },
      '- - - - X': few,
      '- - - X X': all('ALARM'),
      'X X 0 0 0': all('OK'),
    },
  ],
];

for (const [datapointsToAlarm, rows] of tables) {
  test(`${datapointsToAlarm} of 3 datapoints, some of them missing`, () => {
    for (const [marks, states] of Object.entries(rows)) {
      for (const [treatMissingData, state] of Object.entries(states)) {
        // The keys of States.
        const put = { datapointsToAlarm, treatMissingData: treatMissingData as MissingData };
        const found = evaluateAlarm(alarm(put), reader(minutes(marks)), endMs + 20_000);
        assert.equal(found.state, state, `${marks} ${treatMissingData}`);
      }
    }
  });
}

test('what is older than the evaluation range, or of the minute that is not over, has no say', () => {
  const points = [...minutes('X X X - - - - -'), { timeMs: endMs, min: 1, max: 1, sum: 1, count: 1 }];
  const metrics = reader(points);
  assert.equal(evaluateAlarm(alarm(), metrics, endMs + 59_999).state, 'INSUFFICIENT_DATA');
  assert.deepEqual(metrics.asked, [{ fromMs: endMs - 5 * minuteMs, toMs: endMs }]);
});

test('every comparison holds at and beside the threshold as its name says', () => {
  const expected = {
    GreaterThanOrEqualToThreshold: ['OK', 'ALARM', 'ALARM'],
    GreaterThanThreshold: ['OK', 'OK', 'ALARM'],
    LessThanOrEqualToThreshold: ['ALARM', 'ALARM', 'OK'],
    LessThanThreshold: ['ALARM', 'OK', 'OK'],
  } as const;
  for (const [comparison, states] of Object.entries(expected)) {
    for (const [index, state] of states.entries()) {
      const put = { evaluationPeriods: 1, threshold: 2, comparison: comparison as keyof typeof expected };
      assert.equal(evaluateAlarm(alarm(put), reader(minutes(`${index + 1}`)), endMs).state, state);
    }
  }
});

test('longer periods slide, and put their minutes together by the statistic', () => {
  const points = minutes('9 9 9 1 2 3 4 5');
  const values = (statistic: MetricAlarm['metric']['statistic']) =>
    evaluateAlarm(alarm({ evaluationPeriods: 1 }, { statistic, periodSeconds: 300 }), reader(points), endMs)
      .datapoints;
  assert.deepEqual(values('Sum'), [{ timeMs: endMs - 300_000, samples: 5, value: 15 }]);
  assert.equal(values('Average')[0]?.value, 3);
  assert.equal(values('Minimum')[0]?.value, 1);
  assert.equal(values('Maximum')[0]?.value, 5);
  assert.equal(values('SampleCount')[0]?.value, 5);
  // A minute later the period is another one.
  const later = evaluateAlarm(
    alarm({ evaluationPeriods: 1 }, { periodSeconds: 300 }),
    reader(points),
    endMs + minuteMs,
  );
  assert.equal(later.datapoints[0]?.samples, 4);
});

test('a metric that is not there, or has another unit, has no samples', () => {
  for (const odd of [{ namespace: 'Mine' }, { metricName: 'Nothing' }, { unit: 'Bytes' }]) {
    const metrics = reader(minutes('X X X X X'));
    assert.equal(evaluateAlarm(alarm({}, odd), metrics, endMs).state, 'INSUFFICIENT_DATA');
    assert.deepEqual(metrics.asked, []);
  }
  const found = evaluateAlarm(alarm({}, { unit: 'Count' }), reader(minutes('X X X X X')), endMs);
  assert.equal(found.state, 'ALARM');
});

test('a verdict is given when the state is another one, with reasons in the words of CloudWatch', () => {
  const reasons = (marks: string, more: Partial<MetricAlarm> = {}) =>
    verdictOn(alarm(more), reader(minutes(marks)), endMs)?.reason;
  assert.equal(
    reasons('X', { evaluationPeriods: 1 }),
    'Threshold Crossed: 1 datapoint [1.0 (28/11/26 06:44:00)] was greater than the threshold (0.0).',
  );
  assert.equal(
    reasons('0', { evaluationPeriods: 1, state: 'ALARM' }),
    'Threshold Crossed: 1 datapoint [0.0 (28/11/26 06:44:00)] was not greater than the threshold (0.0).',
  );
  assert.equal(
    reasons('X 0 X', { datapointsToAlarm: 2 }),
    'Threshold Crossed: 2 out of the last 3 datapoints [1.0 (28/11/26 06:44:00), 0.0 (28/11/26 06:43:00), 1.0 (28/11/26 06:42:00)] were greater than the threshold (0.0) (minimum 2 datapoints for OK -> ALARM transition).',
  );
  assert.equal(
    reasons('-', { state: 'OK', treatMissingData: 'breaching' }),
    'Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching].',
  );
  assert.equal(reasons('-', { state: 'OK' }), 'Insufficient Data: 3 datapoints were unknown.');
  assert.equal(reasons('-'), undefined, 'it has that state');
  assert.equal(reasons('-', { state: 'OK', treatMissingData: 'ignore' }), undefined);
  const data = verdictOn(alarm({ evaluationPeriods: 2 }), reader(minutes('2 X')), endMs + 1_234)?.reasonData;
  assert.deepEqual(JSON.parse(data ?? ''), {
    version: '1.0',
    queryDate: '2026-11-28T06:45:01.234+0000',
    startDate: '2026-11-28T06:43:00.000+0000',
    statistic: 'Maximum',
    period: 60,
    recentDatapoints: [2, 1],
    threshold: 0,
    evaluatedDatapoints: [
      { timestamp: '2026-11-28T06:44:00.000+0000', sampleCount: 1, value: 1 },
      { timestamp: '2026-11-28T06:43:00.000+0000', sampleCount: 1, value: 2 },
    ],
  });
});
