/** Alarms as their clients speak of them: the SDK, the aws command, and the older query form. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import * as cw from '@aws-sdk/client-cloudwatch';
import { CreateTopicCommand } from '@aws-sdk/client-sns';
import { makeUser, outcome } from '../../server/testing/identities.ts';
import { startIdentityServer } from '../../server/testing/identity-server.ts';
import { startTestServer, type TestServer } from '../../server/testing/server.ts';
import { operations } from '../generated/registry.ts';
import { historyItemsMax } from './shared/alarm-history.ts';

const topic = 'arn:aws:sns:us-east-1:111111111111:ops';
const Dimensions = [
  { Name: 'TargetGroup', Value: 'targetgroup/web/1' },
  { Name: 'LoadBalancer', Value: 'net/shop/1' },
];
const dayMs = 24 * 60 * 60_000;

const plain = {
  AlarmName: 'targets/down: now',
  MetricName: 'UnHealthyHostCount',
  Namespace: 'AWS/NetworkELB',
  Dimensions,
  Statistic: 'Maximum',
  Period: 60,
  EvaluationPeriods: 3,
  Threshold: 0.5,
  ComparisonOperator: 'GreaterThanThreshold',
} as const;

const put = (server: TestServer, more: object = {}, key?: string) =>
  server.cloudwatch(key).send(new cw.PutMetricAlarmCommand({ ...plain, ...more }));
const described = async (server: TestServer, input: cw.DescribeAlarmsInput = {}, key?: string) =>
  (await server.cloudwatch(key).send(new cw.DescribeAlarmsCommand(input))).MetricAlarms ?? [];
const names = async (server: TestServer, input: cw.DescribeAlarmsInput = {}, key?: string) =>
  (await described(server, input, key)).map(({ AlarmName }) => AlarmName);
const set = (server: TestServer, StateValue: cw.StateValue, more: object = {}) =>
  server.cloudwatch().send(
    new cw.SetAlarmStateCommand({
      AlarmName: plain.AlarmName,
      StateValue,
      StateReason: 'by hand',
      ...more,
    }),
  );

const arn = `arn:aws:cloudwatch:us-east-1:111111111111:alarm:${plain.AlarmName}`;

/** A topic with one subscriber who has confirmed. */
async function listen(server: TestServer): Promise<void> {
  await server.sns().send(new CreateTopicCommand({ Name: 'ops' }));
  await server.state.transact((resources) => {
    resources.put('subscription', {
      id: `${topic}:1`,
      accountId: '111111111111',
      region: 'us-east-1',
      topicArn: topic,
      protocol: 'https',
      endpoint: 'https://example.com/',
      state: 'confirmed',
      confirmationWasAuthenticated: true,
      authenticateOnUnsubscribe: false,
      rawMessageDelivery: false,
      createdAt: '2026-01-01T00:00:00.000Z',
    });
  });
}

const told = (server: TestServer) => [...server.state.all('delivery')];

test('an alarm is what was put, begins without data, and is put again as a whole, but for its state and tags', async () => {
  await using server = await startTestServer(operations);
  await put(server, {
    ...{ AlarmDescription: 'ä', DatapointsToAlarm: 2, TreatMissingData: 'notBreaching', Unit: 'Count' },
    ...{ AlarmActions: [topic], OKActions: [topic], Tags: [{ Key: 'a', Value: '1' }] },
  });
  const [made] = await described(server);
  const { Dimensions: dimensions, ...rest } = made ?? {};
  assert.deepEqual(dimensions, [...Dimensions].reverse(), 'ordered by name');
  const { Dimensions: _, ...others } = plain;
  assert.deepEqual(
    { ...rest, ...others },
    {
      ...rest,
      AlarmArn: arn,
      AlarmDescription: 'ä',
      ActionsEnabled: true,
      OKActions: [topic],
      AlarmActions: [topic],
      InsufficientDataActions: [],
      DatapointsToAlarm: 2,
      TreatMissingData: 'notBreaching',
      Unit: 'Count',
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'Unchecked: Initial alarm creation',
      ...others,
    },
  );
  await set(server, 'OK');
  await put(server, { Tags: [{ Key: 'b', Value: '2' }] });
  const [after] = await described(server);
  assert.deepEqual([after?.StateValue, after?.StateReason], ['OK', 'by hand']);
  assert.deepEqual([after?.AlarmDescription, after?.AlarmActions, after?.Unit], [undefined, [], undefined]);
  const { Tags } = await server.cloudwatch().send(new cw.ListTagsForResourceCommand({ ResourceARN: arn }));
  assert.deepEqual(Tags, [{ Key: 'a', Value: '1' }]);
});

test('what an alarm cannot be is refused, each with the code of AWS, and changes nothing', async () => {
  await using server = await startTestServer(operations);
  const before = JSON.stringify([...server.state.all('metricAlarm')]);
  const query = {
    Id: 'm',
    MetricStat: { Metric: { Namespace: 'n', MetricName: 'm' }, Period: 60, Stat: 'Sum' },
  };
  const bare = {
    ...{ MetricName: undefined, Namespace: undefined, Dimensions: undefined, Statistic: undefined },
    Period: undefined,
  };
  const refused: readonly (readonly [object, RegExp, RegExp])[] = [
    [{ AlarmName: '' }, /Validation/, /1 to 255/],
    [{ AlarmName: 'a\nb' }, /Validation/, /control/],
    [{ EvaluationPeriods: 0 }, /Validation/, /EvaluationPeriods/],
    [{ DatapointsToAlarm: 4 }, /Validation/, /DatapointsToAlarm/],
    [{ EvaluationPeriods: 1441 }, /Validation/, /86400/],
    [{ EvaluationPeriods: 169, Period: 3600 }, /Validation/, /604800/],
    [{ Period: 30 }, /InvalidParameterValue/, /multiple of 60/],
    [{ Threshold: undefined }, /Validation/, /Threshold/],
    [{ Statistic: undefined }, /InvalidParameterCombination/, /Statistic/],
    [{ Statistic: undefined, ExtendedStatistic: 'p99' }, /InvalidParameterValue/, /every sample/],
    [{ ExtendedStatistic: 'p99' }, /InvalidParameterCombination/, /Statistic/],
    [{ TreatMissingData: 'bad' }, /Validation/, /notBreaching/],
    [{ ComparisonOperator: 'GreaterThanUpperThreshold' }, /Validation/, /anomaly/],
    [{ AlarmActions: ['arn:aws:automate:us-east-1:ec2:stop'] }, /Validation/, /topics of SNS/],
    [{ AlarmActions: ['ops'] }, /Validation/, /Invalid arn syntax: ops/],
    [{ AlarmActions: [topic.replace('east-1', 'west-2')] }, /Validation/, /Only us-east-1/],
    [{ OKActions: Array(6).fill(topic) }, /Validation/, /at most 5/],
    [{ Metrics: [query] }, /InvalidParameterCombination/, /MetricName and Metrics/],
    [{ ...bare, Metrics: [{ Id: 'e', Expression: 'm*2' }] }, /Validation/, /no expressions/],
    [{ ...bare, Metrics: [query, { ...query, Id: 'n' }] }, /Validation/, /Exactly one/],
    [{ ...bare, Metrics: [{ ...query, AccountId: '222222222222' }] }, /Validation/, /not shared/],
    [bare, /Missing/, /MetricName/],
    [{ EvaluateLowSampleCountPercentile: 'ignore' }, /UnsupportedOperation/, /EvaluateLowSample/],
    [{ ThresholdMetricId: 'ad' }, /UnsupportedOperation/, /ThresholdMetricId/],
    [{ Dimensions: [...Dimensions, Dimensions[0]] }, /InvalidParameterValue/, /once/],
    [{ Tags: [{ Key: 'aws:x', Value: '' }] }, /InvalidParameterValue/, /reserved/],
  ];
  for (const [more, name, message] of refused) {
    await assert.rejects(put(server, more), (error: Error) => {
      assert.match(error.name, name, JSON.stringify(more));
      assert.match(error.message, message, JSON.stringify(more));
      return true;
    });
  }
  assert.equal(JSON.stringify([...server.state.all('metricAlarm')]), before);
  assert.deepEqual([...server.state.all('alarmHistoryItem')], []);
});

test('a metric may be given as the only query, and is shown as such', async () => {
  await using server = await startTestServer(operations);
  const MetricStat = {
    Metric: { Namespace: 'Mine', MetricName: 'm', Dimensions: [] },
    ...{ Period: 120, Stat: 'Average' },
  };
  await server.cloudwatch().send(
    new cw.PutMetricAlarmCommand({
      ...{ AlarmName: 'q', EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'LessThanThreshold' },
      Metrics: [{ Id: 'm1', Label: 'mine', MetricStat, ReturnData: true }],
    }),
  );
  const [made] = await described(server);
  assert.deepEqual(made?.Metrics, [{ Id: 'm1', Label: 'mine', MetricStat, ReturnData: true }]);
  assert.deepEqual([made?.MetricName, made?.Period], [undefined, undefined]);
});

test('alarms are found by names, prefix, state, action and type, in pages, and by their metric', async () => {
  await using server = await startTestServer(operations);
  const all = ['a1', 'a2', 'b1'];
  for (const AlarmName of all)
    await put(server, { AlarmName, AlarmActions: AlarmName === 'a2' ? [topic] : [] });
  assert.deepEqual(await names(server), all);
  assert.deepEqual(await names(server, { AlarmNames: ['b1', 'none', 'b1'] }), ['b1']);
  assert.deepEqual(await names(server, { AlarmNamePrefix: 'a' }), ['a1', 'a2']);
  assert.deepEqual(await names(server, { ActionPrefix: 'arn:aws:sns' }), ['a2']);
  assert.deepEqual(await names(server, { StateValue: 'OK' }), []);
  assert.deepEqual(await names(server, { AlarmTypes: ['CompositeAlarm', 'LogAlarm'] }), []);
  assert.deepEqual(await names(server, { AlarmTypes: ['MetricAlarm'] }), all);
  assert.deepEqual(await names(server, {}, 'AKIAOTHER'), [], 'another account');
  await assert.rejects(names(server, { AlarmNames: ['a1'], AlarmNamePrefix: 'a' }), /together/);
  await assert.rejects(names(server, { MaxRecords: 101 }), /1 to 100/);
  const page = new cw.DescribeAlarmsCommand({ MaxRecords: 2 });
  const { MetricAlarms, NextToken } = await server.cloudwatch().send(page);
  assert.equal(MetricAlarms?.length, 2);
  assert.deepEqual(await names(server, { MaxRecords: 2, NextToken }), ['b1']);
  await assert.rejects(names(server, { AlarmNamePrefix: 'a', NextToken }), { name: 'InvalidNextToken' });

  const of = async (input: object) => {
    const command = new cw.DescribeAlarmsForMetricCommand({
      ...{ Namespace: plain.Namespace, MetricName: plain.MetricName, Dimensions },
      ...input,
    });
    return (await server.cloudwatch().send(command)).MetricAlarms?.map(({ AlarmName }) => AlarmName);
  };
  assert.deepEqual(await of({}), all);
  assert.deepEqual(await of({ Dimensions: Dimensions.slice(1) }), []);
  assert.deepEqual(await of({ Statistic: 'Sum' }), []);
  assert.deepEqual(await of({ Statistic: 'Maximum', Period: 60 }), all);
  assert.deepEqual(await of({ Unit: 'Count' }), []);
});

test('a change of state tells the topics of that state, once, with the body that CloudWatch sends', async () => {
  await using server = await startTestServer(operations);
  await listen(server);
  await put(server, { AlarmActions: [topic, topic], InsufficientDataActions: [topic] });
  await set(server, 'ALARM', { StateReasonData: '{"a":1}' });
  const [delivery, ...more] = told(server);
  assert.deepEqual(more, []);
  assert.equal(delivery?.subject, 'ALARM: "targets/down: now" in US East (N. Virginia)');
  const body = JSON.parse(delivery.message);
  assert.match(body.StateChangeTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
  const { AlarmConfigurationUpdatedTimestamp: _, StateChangeTime: __, ...rest } = body;
  assert.deepEqual(rest, {
    AlarmName: plain.AlarmName,
    AlarmDescription: null,
    AWSAccountId: '111111111111',
    NewStateValue: 'ALARM',
    NewStateReason: 'by hand',
    Region: 'US East (N. Virginia)',
    AlarmArn: arn,
    OldStateValue: 'INSUFFICIENT_DATA',
    OKActions: [],
    AlarmActions: [topic, topic],
    InsufficientDataActions: [topic],
    Trigger: {
      MetricName: 'UnHealthyHostCount',
      Namespace: 'AWS/NetworkELB',
      StatisticType: 'Statistic',
      Statistic: 'MAXIMUM',
      Unit: null,
      Dimensions: [
        { value: 'net/shop/1', name: 'LoadBalancer' },
        { value: 'targetgroup/web/1', name: 'TargetGroup' },
      ],
      Period: 60,
      EvaluationPeriods: 3,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 0.5,
      TreatMissingData: '',
      EvaluateLowSampleCountPercentile: '',
    },
  });
  await set(server, 'ALARM');
  await set(server, 'OK');
  assert.equal(told(server).length, 1, 'the same state, and one without actions');
  const enable = (on: boolean) => {
    const input = { AlarmNames: [plain.AlarmName, 'none'] };
    const command = on ? new cw.EnableAlarmActionsCommand(input) : new cw.DisableAlarmActionsCommand(input);
    return server.cloudwatch().send(command as cw.EnableAlarmActionsCommand);
  };
  await enable(false);
  assert.equal((await described(server))[0]?.ActionsEnabled, false);
  await set(server, 'ALARM');
  assert.equal(told(server).length, 1, 'actions are off');
  await enable(true);
  await set(server, 'INSUFFICIENT_DATA');
  assert.equal(told(server).length, 2);
  await assert.rejects(set(server, 'OK', { StateReasonData: '{' }), (error: Error) => {
    assert.match(error.name, /^InvalidFormat/);
    return true;
  });
  await assert.rejects(set(server, 'OK', { AlarmName: 'none' }), (error: Error) => {
    assert.match(error.name, /^ResourceNotFound/);
    return true;
  });
});

test('a topic that is not there, or is not for CloudWatch, hears nothing, and the history says so', async () => {
  await using server = await startTestServer(operations);
  const other = 'arn:aws:sns:us-east-1:222222222222:theirs';
  await server.sns('AKIAOTHER').send(new CreateTopicCommand({ Name: 'theirs' }));
  await put(server, { AlarmActions: [topic, other] });
  await set(server, 'ALARM');
  const command = new cw.DescribeAlarmHistoryCommand({
    HistoryItemType: 'Action',
    ScanBy: 'TimestampAscending',
  });
  const { AlarmHistoryItems: items = [] } = await server.cloudwatch().send(command);
  assert.deepEqual(
    items.map(({ HistorySummary }) => HistorySummary),
    [
      `Failed to execute action ${topic}. Received error: "Topic does not exist"`,
      `Failed to execute action ${other}. Received error: "CloudWatch Alarms is not authorized to perform: SNS:Publish"`,
    ],
  );
  assert.deepEqual(told(server), []);
});

test('the history tells what happened, in either order, by type and time, and outlives the alarm', async () => {
  await using server = await startTestServer(operations);
  await put(server);
  await set(server, 'OK');
  await put(server, { Threshold: 3 });
  await server.cloudwatch().send(new cw.DeleteAlarmsCommand({ AlarmNames: [plain.AlarmName] }));
  const history = async (input: cw.DescribeAlarmHistoryInput = {}, key?: string) => {
    const answer = await server.cloudwatch(key).send(new cw.DescribeAlarmHistoryCommand(input));
    return { ...answer, items: answer.AlarmHistoryItems ?? [] };
  };
  const summaries = async (input: cw.DescribeAlarmHistoryInput, key?: string) =>
    (await history(input, key)).items.map(({ HistorySummary }) => HistorySummary);
  const quoted = `Alarm "${plain.AlarmName}"`;
  const newest = [
    ...[`${quoted} deleted`, `${quoted} updated`],
    ...['Alarm updated from INSUFFICIENT_DATA to OK', `${quoted} created`],
  ];
  assert.deepEqual(await summaries({}), newest);
  assert.deepEqual(
    await summaries({ AlarmName: plain.AlarmName, ScanBy: 'TimestampAscending' }),
    newest.toReversed(),
  );
  assert.deepEqual(await summaries({ AlarmName: 'none' }), []);
  assert.deepEqual(await summaries({ HistoryItemType: 'StateUpdate' }), newest.slice(2, 3));
  assert.deepEqual(await summaries({ EndDate: new Date(0) }), []);
  assert.deepEqual(await summaries({ StartDate: new Date(Date.now() + 60_000) }), []);
  assert.deepEqual(await summaries({ AlarmTypes: ['CompositeAlarm'] }), []);
  assert.deepEqual(await summaries({}, 'AKIAOTHER'), []);
  const first = await history({ MaxRecords: 3 });
  assert.equal(first.items.length, 3);
  assert.deepEqual(await summaries({ MaxRecords: 3, NextToken: first.NextToken }), newest.slice(3));
  const [update] = (await history({ HistoryItemType: 'StateUpdate' })).items;
  const data = JSON.parse(update?.HistoryData ?? '');
  assert.deepEqual([data.oldState.stateValue, data.newState.stateReason], ['INSUFFICIENT_DATA', 'by hand']);
  const at = new Date(Date.now() - 30 * dayMs - 1).toISOString();
  await server.state.transact((resources) => {
    for (const item of [...resources.all('alarmHistoryItem')])
      resources.put('alarmHistoryItem', { ...item, at });
  });
  assert.deepEqual(await summaries({}), [], 'thirty days later');
});

test('the history of an account stays within its bound, and what is too old goes', async () => {
  await using server = await startTestServer(operations);
  const owner = '111111111111/us-east-1';
  const fill = (count: number, daysAgo: number) =>
    server.state.transact((resources) => {
      for (const { id } of [...resources.all('alarmHistoryItem')]) resources.delete('alarmHistoryItem', id);
      resources.put('alarmHistory', { id: owner, accountId: '111111111111', first: 0, next: count });
      for (let number = 0; number < count; number++) {
        resources.put('alarmHistoryItem', {
          id: `${owner}/${String(number).padStart(12, '0')}`,
          ...{ accountId: '111111111111', region: 'us-east-1', alarmName: 'a', type: 'Action' },
          ...{ at: new Date(Date.now() - daysAgo * dayMs).toISOString(), summary: '', data: '{}' },
        });
      }
    });
  const count = () => [...server.state.all('alarmHistoryItem')].length;
  await fill(historyItemsMax, 1);
  await put(server);
  assert.equal(count(), historyItemsMax);
  assert.equal(server.state.get('alarmHistoryItem', `${owner}/${'0'.repeat(12)}`), undefined);
  await fill(10, 31);
  for (const left of [8, 6, 4, 4, 5]) {
    await put(server);
    assert.equal(count(), left);
  }
  assert.equal(count(), 5, 'only what was put since');
});

test('alarms are deleted together or not at all, tags change, and others see nothing of them', async () => {
  await using server = await startTestServer(operations);
  await put(server);
  const clients = { own: server.cloudwatch(), other: server.cloudwatch('AKIAOTHER') };
  const remove = (AlarmNames: string[], of: 'own' | 'other' = 'own') =>
    clients[of].send(new cw.DeleteAlarmsCommand({ AlarmNames }));
  const isNotFound = (error: Error) => {
    assert.match(error.name, /^ResourceNotFound/);
    return true;
  };
  await assert.rejects(remove([plain.AlarmName, 'none']), isNotFound);
  await assert.rejects(remove([plain.AlarmName], 'other'), isNotFound);
  assert.deepEqual(await names(server), [plain.AlarmName]);
  const tag = { ResourceARN: arn, Tags: [{ Key: 'a', Value: '1' }] };
  await clients.own.send(new cw.TagResourceCommand({ ...tag, Tags: [...tag.Tags, { Key: 'b', Value: '' }] }));
  await clients.own.send(new cw.UntagResourceCommand({ ResourceARN: arn, TagKeys: ['b', 'c'] }));
  const { Tags } = await clients.own.send(new cw.ListTagsForResourceCommand({ ResourceARN: arn }));
  assert.deepEqual(Tags, tag.Tags);
  await assert.rejects(clients.other.send(new cw.TagResourceCommand(tag)), isNotFound);
  await assert.rejects(
    clients.own.send(new cw.TagResourceCommand({ ...tag, ResourceARN: topic })),
    /ARN of an alarm/,
  );
  await remove([plain.AlarmName, plain.AlarmName]);
  assert.deepEqual(await names(server), []);
});

test('there are as many alarms as the quota says', async () => {
  await using server = await startTestServer(operations, {
    settings: { instances: false, quotas: { alarmsPerRegion: 1 } },
  });
  await put(server);
  await put(server, { Threshold: 2 });
  await assert.rejects(put(server, { AlarmName: 'more' }), (error: Error) => {
    assert.match(error.name, /^LimitExceeded/);
    return true;
  });
});

test('policies say which alarms, and tags at creation need TagResource too', async () => {
  await using server = await startIdentityServer();
  const own = `arn:aws:cloudwatch:us-east-1:111111111111:alarm:own-*`;
  const user = await makeUser(server.as(server.root), 'ann', {
    Effect: 'Allow',
    Action: ['cloudwatch:PutMetricAlarm', 'cloudwatch:DescribeAlarms', 'cloudwatch:SetAlarmState'],
    Resource: own,
  });
  const ann = new cw.CloudWatchClient({
    ...{ endpoint: server.url, region: 'us-east-1', maxAttempts: 1 },
    credentials: user,
  });
  const asAnn = (more: object) => outcome(ann.send(new cw.PutMetricAlarmCommand({ ...plain, ...more })));
  assert.equal(await asAnn({ AlarmName: 'own-1' }), 'taken');
  assert.match(await asAnn({ AlarmName: 'other' }), /403/);
  assert.match(await asAnn({ AlarmName: 'own-2', Tags: [{ Key: 'a', Value: '' }] }), /403/);
  const find = (AlarmNames?: string[]) => outcome(ann.send(new cw.DescribeAlarmsCommand({ AlarmNames })));
  assert.equal(await find(['own-1']), 'taken');
  assert.match(await find(['own-1', 'other']), /403/);
  assert.match(await find(), /403/);
});

test('the query form and the aws command put, list and delete', async () => {
  await using server = await startTestServer(operations);
  const form = new URLSearchParams({
    ...{ Action: 'PutMetricAlarm', Version: '2010-08-01', AlarmName: 'q', MetricName: 'm', Namespace: 'n' },
    ...{ Statistic: 'Sum', Period: '60', EvaluationPeriods: '1', Threshold: '1.5' },
    ...{ ComparisonOperator: 'LessThanThreshold', 'AlarmActions.member.1': topic },
  });
  const answer = await server.send({ service: 'monitoring', method: 'POST', body: `${form}` });
  assert.equal(answer.status, 200, answer.body);
  assert.match(answer.body, /<PutMetricAlarmResponse .*<RequestId>/);
  const aws = async (...args: string[]) => {
    const { stdout } = await promisify(execFile)(
      'aws',
      ['cloudwatch', ...args, '--endpoint-url', server.url, '--region', 'us-east-1', '--output', 'json'],
      {
        env: {
          ...process.env,
          AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
          AWS_SECRET_ACCESS_KEY: server.keys.get('AKIAEXAMPLE')?.secret,
        },
      },
    );
    return stdout === '' ? undefined : JSON.parse(stdout);
  };
  const { MetricAlarms } = await aws('describe-alarms');
  assert.deepEqual(
    [MetricAlarms[0].AlarmName, MetricAlarms[0].Threshold, MetricAlarms[0].AlarmActions],
    ['q', 1.5, [topic]],
  );
  await aws('set-alarm-state', '--alarm-name', 'q', '--state-value', 'OK', '--state-reason', 'r');
  const { AlarmHistoryItems } = await aws('describe-alarm-history', '--alarm-name', 'q');
  assert.equal(AlarmHistoryItems.length, 2);
  await aws('delete-alarms', '--alarm-names', 'q');
  const missing = new URLSearchParams({
    Action: 'DeleteAlarms',
    'AlarmNames.member.1': 'q',
    Version: '2010-08-01',
  });
  const refused = await server.send({ service: 'monitoring', method: 'POST', body: `${missing}` });
  assert.equal(refused.status, 404);
  assert.match(refused.body, /<Code>ResourceNotFound<\/Code>/);
});
