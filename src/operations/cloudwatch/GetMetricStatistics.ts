import type { GetMetricStatisticsInput, GetMetricStatisticsOutput } from '@aws-sdk/client-cloudwatch';
import { ServiceError } from '../../model/errors.ts';
import { definitionOf } from '../../model/metrics.ts';
import { operation } from '../operation.ts';
import {
  checkPeriod,
  dimensionsOf,
  hasUnit,
  periodsOf,
  refuse,
  statisticOf,
  statisticValue,
} from './shared/series.ts';

/** Points of one answer. */
const pointsMax = 1440;

/**
 * The statistics of one metric, in no particular order as on AWS (here ascending).
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
 */
export const GetMetricStatistics = operation<GetMetricStatisticsInput, GetMetricStatisticsOutput>({
  service: 'monitoring',
  name: 'GetMetricStatistics',
  access: 'read',
  honours: [
    ...['Namespace', 'MetricName', 'Dimensions', 'StartTime', 'EndTime', 'Period'],
    ...['Statistics', 'ExtendedStatistics', 'Unit'],
  ],
  handle(input, context) {
    // All but the dimensions, statistics and unit are required members.
    const { Namespace: namespace = '', MetricName: metricName = '', Period: periodSeconds = 0 } = input;
    const [fromMs, toMs] = [input.StartTime?.getTime() ?? 0, input.EndTime?.getTime() ?? 0];
    const metric = { namespace, metricName, dimensions: dimensionsOf(input.Dimensions) };
    checkPeriod('Period', periodSeconds);
    checkRange(fromMs, toMs, periodSeconds);
    const statistics = statisticsOf(input);
    const unit = definitionOf(namespace, metricName)?.unit;
    const periods = hasUnit(metric, input.Unit)
      ? periodsOf(metric, { fromMs, toMs, periodSeconds }, context)
      : [];
    return {
      Label: metricName,
      Datapoints: periods.map((period) => ({
        Timestamp: new Date(period.timeMs),
        ...Object.fromEntries(statistics.map((statistic) => [statistic, statisticValue(period, statistic)])),
        Unit: unit,
      })),
    };
  },
});

function checkRange(fromMs: number, toMs: number, periodSeconds: number): void {
  if (fromMs >= toMs) refuse('The parameter StartTime must be less than the parameter EndTime.');
  const points = Math.ceil((toMs - fromMs) / (periodSeconds * 1000));
  if (points <= pointsMax) return;
  throw new ServiceError(
    'InvalidParameterCombination',
    `You have requested up to ${points} datapoints, which exceeds the limit of ${pointsMax}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
  );
}

function statisticsOf({ Statistics = [], ExtendedStatistics = [] }: GetMetricStatisticsInput) {
  if (Statistics.length > 0 && ExtendedStatistics.length > 0) {
    throw new ServiceError(
      'InvalidParameterCombination',
      'Statistics and ExtendedStatistics cannot be given together.',
    );
  }
  if (Statistics.length + ExtendedStatistics.length === 0) {
    throw new ServiceError('MissingParameter', 'The request must contain the parameter Statistics.');
  }
  return [...Statistics, ...ExtendedStatistics].map(statisticOf);
}
