import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  CreateHealthCheckResponse,
  GetHealthCheckStatusResponse,
  HealthCheckConfig,
  ListHealthChecksResponse,
  ResourceRecordSet,
  UpdateHealthCheckResponse,
} from '@aws-sdk/client-route-53';
import { PutMetricAlarm } from '../cloudwatch/PutMetricAlarm.ts';
import { SetAlarmState } from '../cloudwatch/SetAlarmState.ts';
import { CreateHealthCheck } from './CreateHealthCheck.ts';
import { DeleteHealthCheck } from './DeleteHealthCheck.ts';
import { GetHealthCheck } from './GetHealthCheck.ts';
import { GetHealthCheckStatus } from './GetHealthCheckStatus.ts';
import { ListHealthChecks } from './ListHealthChecks.ts';
import { dnsBench } from './testing/dns-bench.ts';
import { UpdateHealthCheck } from './UpdateHealthCheck.ts';

const byHand: HealthCheckConfig = { Type: 'TCP', IPAddress: '192.0.2.1', Port: 80, Disabled: true };

function setUp() {
  const bench = dnsBench();
  let references = 0;
  const create = (config: HealthCheckConfig = byHand): string => {
    references += 1;
    const input = { CallerReference: String(references), HealthCheckConfig: config };
    return bench.invoke<CreateHealthCheckResponse>(CreateHealthCheck, input).HealthCheck?.Id ?? '';
  };
  const update = (HealthCheckId: string, more: object) => {
    const answer = bench.invoke<UpdateHealthCheckResponse>(UpdateHealthCheck, { HealthCheckId, ...more });
    bench.changed();
    return answer.HealthCheck;
  };
  const status = (HealthCheckId: string) =>
    bench
      .invoke<GetHealthCheckStatusResponse>(GetHealthCheckStatus, { HealthCheckId })
      .HealthCheckObservations?.[0]?.StatusReport?.Status?.split(':')[0];
  return { ...bench, create, update, status };
}

test('checks that are turned by hand, and what is calculated from them', () => {
  const { create, update, status } = setUp();
  const [one, two] = [create(), create()];
  const both = create({ Type: 'CALCULATED', HealthThreshold: 2, ChildHealthChecks: [one, two] });
  const not = create({
    Type: 'CALCULATED',
    HealthThreshold: 2,
    ChildHealthChecks: [one, two],
    Inverted: true,
  });
  assert.deepEqual([one, both, not].map(status), ['Success', 'Success', 'Failure']);
  assert.equal(update(one, { Inverted: true })?.HealthCheckVersion, 2);
  assert.deepEqual([one, both, not].map(status), ['Failure', 'Failure', 'Success']);
  update(both, { HealthThreshold: 1 });
  assert.equal(status(both), 'Success');
});

test('a check goes by its alarm, and by what it says of too little data', () => {
  const { create, update, status, invoke, refusal, resources } = setUp();
  const AlarmName = 'down';
  const put = (more: object = {}) =>
    invoke(PutMetricAlarm, {
      ...{ AlarmName, MetricName: 'm', Namespace: 'n', Statistic: 'Sum', Period: 60, Threshold: 0 },
      ...{ EvaluationPeriods: 2, ComparisonOperator: 'GreaterThanThreshold', ...more },
    });
  const set = (StateValue: string) => invoke(SetAlarmState, { AlarmName, StateValue, StateReason: 'r' });
  put();
  const AlarmIdentifier = { Region: 'us-east-1', Name: AlarmName } as const;
  const of = (InsufficientDataHealthStatus?: 'Healthy' | 'Unhealthy' | 'LastKnownStatus') =>
    create({ Type: 'CLOUDWATCH_METRIC', AlarmIdentifier, InsufficientDataHealthStatus });
  const checks = [of('Healthy'), of('Unhealthy'), of('LastKnownStatus'), of()];
  const found = () => checks.map((id) => status(id) === 'Success');
  assert.deepEqual(found(), [true, false, true, true], 'nothing is known yet');
  set('ALARM');
  assert.deepEqual(found(), [false, false, false, false]);
  set('INSUFFICIENT_DATA');
  put({ Threshold: 1 });
  assert.deepEqual(found(), [true, false, false, false]);
  set('OK');
  assert.deepEqual(found(), [true, true, true, true]);
  const all = create({ Type: 'CALCULATED', HealthThreshold: 4, ChildHealthChecks: checks });
  update(checks[0] ?? '', { Inverted: true });
  assert.equal(status(all), 'Failure');
  resources.delete('metricAlarm', 'arn:aws:cloudwatch:us-east-1:111111111111:alarm:down');
  assert.deepEqual(
    found(),
    [false, false, true, true],
    'an alarm that is gone has no data; the first is inverted',
  );
  put({ DatapointsToAlarm: 1 });
  const few = { CallerReference: 'few', HealthCheckConfig: { Type: 'CLOUDWATCH_METRIC', AlarmIdentifier } };
  assert.match(refusal(CreateHealthCheck, few), /^InvalidInput: The alarm must not/);
});

test('what is not carried out is refused, and what is wrong too', () => {
  const { refusal, create, update, resources } = setUp();
  const one = create();
  const calculated = create({ Type: 'CALCULATED', HealthThreshold: 1, ChildHealthChecks: [one] });
  const before = resources.snapshot();
  const refused = (HealthCheckConfig: object) =>
    refusal(CreateHealthCheck, { CallerReference: 'x', HealthCheckConfig });
  assert.match(
    refused({ ...byHand, Disabled: false }),
    /^UnsupportedOperation: Health checks of the type TCP are not/,
  );
  assert.match(refused({ Type: 'RECOVERY_CONTROL', Disabled: true }), /^UnsupportedOperation/);
  const AlarmIdentifier = { Region: 'us-east-1', Name: 'none' };
  assert.match(refused({ Type: 'CLOUDWATCH_METRIC' }), /^InvalidInput.*AlarmIdentifier/);
  assert.match(
    refused({ Type: 'CLOUDWATCH_METRIC', AlarmIdentifier }),
    /^InvalidInput: There is no alarm none/,
  );
  assert.match(refused({ Type: 'CLOUDWATCH_METRIC', AlarmIdentifier, Port: 1 }), /^InvalidInput.*port/);
  assert.match(refused({ ...byHand, AlarmIdentifier }), /^InvalidInput.*CLOUDWATCH_METRIC only/);
  assert.match(refused({ ...byHand, Port: 0 }), /^InvalidInput/);
  assert.match(refused({ ...byHand, IPAddress: undefined }), /^InvalidInput/);
  assert.match(refused({ ...byHand, SearchString: 'x' }), /^InvalidInput/);
  assert.match(refused({ Type: 'CALCULATED', ChildHealthChecks: [one] }), /^InvalidInput/);
  assert.match(refused({ Type: 'CALCULATED', HealthThreshold: 1, Port: 80 }), /^InvalidInput/);
  assert.match(
    refused({ Type: 'CALCULATED', HealthThreshold: 1, ChildHealthChecks: ['none'] }),
    /^NoSuchHealthCheck/,
  );
  assert.match(
    refused({ Type: 'CALCULATED', HealthThreshold: 1, ChildHealthChecks: [calculated] }),
    /^InvalidInput/,
  );
  assert.match(
    refused({ Type: 'CALCULATED', HealthThreshold: 1, ChildHealthChecks: [one, one] }),
    /^InvalidInput/,
  );
  assert.match(refusal(UpdateHealthCheck, { HealthCheckId: one, Disabled: false }), /^UnsupportedOperation/);
  assert.match(
    refusal(UpdateHealthCheck, { HealthCheckId: one, HealthCheckVersion: 9 }),
    /^HealthCheckVersionMismatch/,
  );
  assert.match(refusal(DeleteHealthCheck, { HealthCheckId: one }), /^HealthCheckInUse/);
  const theirs = { accountId: '222222222222' };
  for (const operation of [GetHealthCheck, GetHealthCheckStatus, DeleteHealthCheck, UpdateHealthCheck]) {
    assert.match(refusal(operation, { HealthCheckId: one }, theirs), /^NoSuchHealthCheck/);
  }
  assert.deepEqual(resources.snapshot(), before);
  update(one, { Port: 81 });
});

test('a reference makes one check, again the same, and never another', () => {
  const { invoke, refusal } = setUp();
  const input = { CallerReference: 'a', HealthCheckConfig: byHand };
  const first = invoke<CreateHealthCheckResponse>(CreateHealthCheck, input).HealthCheck;
  assert.deepEqual(invoke<CreateHealthCheckResponse>(CreateHealthCheck, input).HealthCheck, first);
  const other = { ...input, HealthCheckConfig: { ...byHand, Port: 81 } };
  assert.match(refusal(CreateHealthCheck, other), /^HealthCheckAlreadyExists/);
  assert.equal(invoke<ListHealthChecksResponse>(ListHealthChecks, {}).HealthChecks?.length, 1);
  invoke(DeleteHealthCheck, { HealthCheckId: first?.Id });
  invoke(CreateHealthCheck, other);
});

test('answers go by health: failover, weights, multivalue', () => {
  const { create, update, vpc, zone, change, ask, refusal } = setUp();
  const id = vpc();
  const zoneId = zone('example.internal', id);
  const [one, two] = [create(), create()];
  const set = (Name: string, SetIdentifier: string, address: string, HealthCheckId: string, more: object) => {
    const ResourceRecordSet: ResourceRecordSet = {
      Name: `${Name}.example.internal`,
      Type: 'A',
      TTL: 5,
      ResourceRecords: [{ Value: address }],
      SetIdentifier,
      HealthCheckId,
      ...more,
    };
    return { Action: 'CREATE', ResourceRecordSet } as const;
  };
  change(zoneId, [
    set('f', 'a', '10.0.0.1', one, { Failover: 'PRIMARY' }),
    set('f', 'b', '10.0.0.2', two, { Failover: 'SECONDARY' }),
    set('w', 'a', '10.0.0.1', one, { Weight: 255 }),
    set('w', 'b', '10.0.0.2', two, { Weight: 0 }),
    set('m', 'a', '10.0.0.1', one, { MultiValueAnswer: true }),
    set('m', 'b', '10.0.0.2', two, { MultiValueAnswer: true }),
  ]);
  const addresses = (name: string) =>
    ask(id, `${name}.example.internal`)
      .answers.map((line) => line.split(' ')[2])
      .sort();
  const all = () => ['f', 'w', 'm'].map(addresses);
  assert.deepEqual(all(), [['10.0.0.1'], ['10.0.0.1'], ['10.0.0.1', '10.0.0.2']]);
  update(one, { Inverted: true });
  assert.deepEqual(all(), [['10.0.0.2'], ['10.0.0.2'], ['10.0.0.2']]);
  update(two, { Inverted: true });
  assert.deepEqual(all(), [['10.0.0.1'], ['10.0.0.1'], ['10.0.0.1', '10.0.0.2']], 'when none is, all are');
  assert.match(
    refusal(DeleteHealthCheck, { HealthCheckId: one }),
    /^HealthCheckInUse: .*example\.internal\. A/,
  );
});
