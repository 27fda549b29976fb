import type { DescribeAlarmsForMetricInput, DescribeAlarmsForMetricOutput } from '@aws-sdk/client-cloudwatch';
import type { MetricAlarm } from '../../model/alarm-resources.ts';
import { operation } from '../operation.ts';
import { toSdkAlarm } from './shared/alarms.ts';
import { dimensionsOf, statisticOf } from './shared/series.ts';

/**
 * The caller's alarms in the region that watch the metric, with exactly these dimensions; not those that were put with
 * `Metrics`, as on AWS.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmsForMetric.html
 */
export const DescribeAlarmsForMetric = operation<DescribeAlarmsForMetricInput, DescribeAlarmsForMetricOutput>(
  {
    service: 'monitoring',
    name: 'DescribeAlarmsForMetric',
    access: 'read',
    honours: ['MetricName', 'Namespace', 'Statistic', 'ExtendedStatistic', 'Dimensions', 'Period', 'Unit'],
    handle(input, { resources, caller, region }) {
      const { Namespace, MetricName, Statistic, ExtendedStatistic, Period, Unit } = input;
      const statistic = Statistic ?? ExtendedStatistic;
      if (statistic !== undefined) statisticOf(statistic);
      const dimensions = JSON.stringify(dimensionsOf(input.Dimensions));
      const matches = ({ metric, query }: MetricAlarm) =>
        query === undefined &&
        JSON.stringify(metric.dimensions) === dimensions &&
        (statistic === undefined || metric.statistic === statistic) &&
        (Period === undefined || metric.periodSeconds === Period) &&
        (Unit === undefined || metric.unit === Unit);
      const place = `${caller.accountId}/${region}/${Namespace}/${MetricName}`;
      return { MetricAlarms: resources.find('metricAlarm', 'metric', place).filter(matches).map(toSdkAlarm) };
    },
  },
);
