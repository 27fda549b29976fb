import type { DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput } from '@aws-sdk/client-cloudwatch';
import type { AlarmHistoryItem } from '../../model/alarm-resources.ts';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { takePage } from '../shared/pages.ts';
import { oldestShown } from './shared/alarm-history.ts';
import { invalid } from './shared/alarm-input.ts';
import { pageMax } from './shared/alarms.ts';

/** An item and where it comes in the order that was asked for. */
interface Placed {
  readonly item: AlarmHistoryItem;
  readonly place: string;
}

/**
 * What happened to the caller's alarms in the region in the last 30 days, also to those that are gone; the newest first
 * unless asked.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html
 */
export const DescribeAlarmHistory = operation<DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput>({
  service: 'monitoring',
  name: 'DescribeAlarmHistory',
  access: 'read',
  honours: [
    ...['AlarmName', 'AlarmTypes', 'HistoryItemType', 'StartDate', 'EndDate'],
    ...['MaxRecords', 'NextToken', 'ScanBy'],
  ],
  handle(input, { resources, caller, region, now }) {
    const { AlarmName: name, AlarmTypes: types = [], MaxRecords: limit = pageMax } = input;
    if (limit < 1 || limit > pageMax) throw invalid(`MaxRecords must be from 1 to ${pageMax}.`);
    const owner = `${caller.accountId}/${region}`;
    const all =
      name === undefined
        ? resources.find('alarmHistoryItem', 'owner', owner)
        : resources.find('alarmHistoryItem', 'alarm', `${owner}/${name}`);
    const isMetric = types.length === 0 || types.includes('MetricAlarm');
    const found = isMetric ? all.filter((item) => matches(item, input, oldestShown(now))) : [];
    const { NextToken: token, ...question } = input;
    const page = takePage(placed(found, input.ScanBy === 'TimestampAscending'), {
      scope: `DescribeAlarmHistory ${JSON.stringify(question)}`,
      key: ({ place }) => place,
      limit,
      token,
    });
    if (!page) throw new ServiceError('InvalidNextToken', 'The parameter NextToken is invalid.');
    return {
      AlarmHistoryItems: page.records.map(({ item }) => ({
        AlarmName: item.alarmName,
        AlarmType: 'MetricAlarm',
        Timestamp: new Date(item.at),
        HistoryItemType: item.type,
        HistorySummary: item.summary,
        HistoryData: item.data,
      })),
      ...(page.nextToken !== undefined && { NextToken: page.nextToken }),
    };
  },
});

function matches(
  { type, at }: AlarmHistoryItem,
  { HistoryItemType, StartDate, EndDate }: DescribeAlarmHistoryInput,
  since: string,
): boolean {
  if (HistoryItemType !== undefined && HistoryItemType !== type) return false;
  if (StartDate !== undefined && at < StartDate.toISOString()) return false;
  if (EndDate !== undefined && at > EndDate.toISOString()) return false;
  return at >= since;
}

/** Numbers are of twelve digits: what is left to the greatest runs the other way. */
function placed(items: readonly AlarmHistoryItem[], isAscending: boolean): readonly Placed[] {
  return items.map((item) => {
    const digits = item.id.slice(item.id.lastIndexOf('/') + 1);
    const place = isAscending ? digits : String(999_999_999_999 - Number(digits)).padStart(12, '0');
    return { item, place };
  });
}
