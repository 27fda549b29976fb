import type { DescribeAlarmsInput, DescribeAlarmsOutput } from '@aws-sdk/client-cloudwatch';
import type { MetricAlarm } from '../../model/alarm-resources.ts';
import { ServiceError } from '../../model/errors.ts';
import { type OperationContext, operation } from '../operation.ts';
import { takePage } from '../shared/pages.ts';
import { invalid } from './shared/alarm-input.ts';
import { alarmNamed, pageMax, pageUsual, toSdkAlarm } from './shared/alarms.ts';

/** Names in one request. */
const namesMax = 100;

/**
 * The caller's alarms in the region, by name. There are none of the other types.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export const DescribeAlarms = operation<DescribeAlarmsInput, DescribeAlarmsOutput>({
  service: 'monitoring',
  name: 'DescribeAlarms',
  access: 'read',
  honours: [
    ...['AlarmNames', 'AlarmNamePrefix', 'AlarmTypes', 'StateValue', 'ActionPrefix'],
    ...['MaxRecords', 'NextToken'],
  ],
  handle(input, context) {
    const { MaxRecords: limit = pageUsual, NextToken: token, AlarmTypes: types = ['MetricAlarm'] } = input;
    if (limit < 1 || limit > pageMax) throw invalid(`MaxRecords must be from 1 to ${pageMax}.`);
    const wanted = types.length === 0 || types.includes('MetricAlarm') ? named(input, context) : [];
    const { NextToken: _, ...question } = input;
    const page = takePage(
      wanted.filter((alarm) => matches(alarm, input)),
      { scope: `DescribeAlarms ${JSON.stringify(question)}`, key: ({ name }) => name, limit, token },
    );
    if (!page) throw new ServiceError('InvalidNextToken', 'The parameter NextToken is invalid.');
    return {
      CompositeAlarms: [],
      MetricAlarms: page.records.map(toSdkAlarm),
      ...(page.nextToken !== undefined && { NextToken: page.nextToken }),
    };
  },
});

function named(
  { AlarmNames: names, AlarmNamePrefix: prefix }: DescribeAlarmsInput,
  context: OperationContext,
): readonly MetricAlarm[] {
  const { resources, caller, region } = context;
  if (!names?.length) return resources.find('metricAlarm', 'owner', `${caller.accountId}/${region}`);
  if (prefix !== undefined) {
    throw new ServiceError(
      'InvalidParameterCombination',
      'AlarmNames and AlarmNamePrefix cannot be given together.',
    );
  }
  if (names.length > namesMax) throw invalid(`At most ${namesMax} AlarmNames can be given.`);
  return [...new Set(names)].flatMap((name) => alarmNamed(context, name) ?? []);
}

function matches(
  { name, state, actions }: MetricAlarm,
  { AlarmNamePrefix: prefix = '', StateValue, ActionPrefix }: DescribeAlarmsInput,
): boolean {
  if (!name.startsWith(prefix) || (StateValue !== undefined && StateValue !== state)) return false;
  if (ActionPrefix === undefined) return true;
  return Object.values(actions).some((arns) => arns.some((arn) => arn.startsWith(ActionPrefix)));
}
