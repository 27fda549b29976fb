import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stackBench } from '../../../operations/testing/stack.ts';
import { refusals } from '../../resource-types.ts';

const topic = 'arn:aws:sns:us-east-1:111111111111:ops';
const watched = {
  Namespace: 'AWS/NetworkELB',
  MetricName: 'UnHealthyHostCount',
  Dimensions: [
    { Name: 'TargetGroup', Value: 'targetgroup/web/1' },
    { Name: 'LoadBalancer', Value: 'net/shop/1' },
  ],
  Statistic: 'Maximum',
  Period: 60,
  EvaluationPeriods: 3,
  Threshold: 0,
  ComparisonOperator: 'GreaterThanThreshold',
};

test('an alarm has what its template says, before and after changes, and goes', () => {
  const stack = stackBench();
  const properties = {
    ...watched,
    AlarmName: 'down',
    AlarmDescription: 'Targets are down.',
    AlarmActions: [topic],
    OKActions: [topic],
    TreatMissingData: 'notBreaching',
    DatapointsToAlarm: '2',
    Tags: [{ Key: 'a', Value: 'b' }],
  };
  const made = stack.create('AWS::CloudWatch::Alarm', properties, { of: 'stack' });
  assert.equal(made.id, 'down');
  assert.deepEqual(made.attributes, { Arn: 'arn:aws:cloudwatch:us-east-1:111111111111:alarm:down' });
  assert.deepEqual(made.read(), properties);
  assert.throws(() => stack.create('AWS::CloudWatch::Alarm', properties), { code: 'AlreadyExists' });
  const after = { ...watched, AlarmName: 'down', Threshold: 2, ActionsEnabled: false };
  stack.calls.splice(0);
  made.update(after);
  assert.deepEqual(stack.calls, ['PutMetricAlarm', 'UntagResource']);
  assert.deepEqual(made.read(), after);
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
});

test('an alarm may watch a query that is a metric; expressions and percentiles are refused', () => {
  const stack = stackBench();
  const MetricStat = { Metric: { Namespace: 'n', MetricName: 'm' }, Period: 60, Stat: 'Sum' };
  const rules = { EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'LessThanThreshold' };
  const properties = { ...rules, Metrics: [{ Id: 'm1', MetricStat, ReturnData: true }] };
  const made = stack.create('AWS::CloudWatch::Alarm', properties);
  const { AlarmName: _, ...shown } = made.read() ?? {};
  assert.deepEqual(shown, properties);
  const refused = (more: object) => refusals('AWS::CloudWatch::Alarm', { ...rules, ...more }).length;
  assert.equal(refused(properties), 0);
  assert.equal(refused({ Metrics: [{ Id: 'e', Expression: 'm1*2' }] }), 1);
  assert.equal(refused({ ExtendedStatistic: 'p99' }), 1);
  assert.equal(refused({ ThresholdMetricId: 'ad' }), 1);
});
