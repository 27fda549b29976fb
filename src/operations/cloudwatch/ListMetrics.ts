import type { DimensionFilter, ListMetricsInput, ListMetricsOutput } from '@aws-sdk/client-cloudwatch';
import { ServiceError } from '../../model/errors.ts';
import type { KnownSubject } from '../../model/metrics.ts';
import { type OperationContext, operation } from '../operation.ts';
import { takePage } from '../shared/pages.ts';
import { refuse, subjectsOf } from './shared/series.ts';

/** Metrics on a page. */
const pageMax = 500;
/** What RecentlyActive means: three hours. */
const recentMs = 3 * 60 * 60_000;

/**
 * The metrics of the caller's account in the region that have had values in the last two weeks.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html
 */
export const ListMetrics = operation<ListMetricsInput, ListMetricsOutput>({
  service: 'monitoring',
  name: 'ListMetrics',
  access: 'read',
  honours: ['Namespace', 'MetricName', 'Dimensions', 'NextToken', 'RecentlyActive'],
  handle(input, context) {
    const { NextToken: token } = input;
    const filters = input.Dimensions ?? [];
    if (filters.length > 10) refuse('At most 10 dimensions can be given.');
    const metrics = subjectsOf(context)
      .filter((subject) => matches(subject, input, filters, context))
      .flatMap(({ namespace, dimensions, metricNames }) =>
        metricNames.map((metricName) => ({ namespace, metricName, dimensions })),
      )
      .filter(({ metricName }) => input.MetricName === undefined || metricName === input.MetricName);
    const { NextToken: _, ...question } = input;
    const page = takePage(metrics, {
      scope: `ListMetrics ${JSON.stringify(question)}`,
      key: ({ namespace, metricName, dimensions }) => JSON.stringify([namespace, metricName, dimensions]),
      limit: pageMax,
      token,
    });
    if (!page) throw new ServiceError('InvalidParameterValue', 'The parameter NextToken is invalid.');
    return {
      Metrics: page.records.map(({ namespace, metricName, dimensions }) => ({
        Namespace: namespace,
        MetricName: metricName,
        Dimensions: dimensions.map(({ name, value }) => ({ Name: name, Value: value })),
      })),
      ...(page.nextToken !== undefined && { NextToken: page.nextToken }),
    };
  },
});

function matches(
  { namespace, dimensions, lastMs }: KnownSubject,
  { Namespace, RecentlyActive }: ListMetricsInput,
  filters: readonly DimensionFilter[],
  { now }: OperationContext,
): boolean {
  if (Namespace !== undefined && Namespace !== namespace) return false;
  if (RecentlyActive !== undefined && lastMs < Date.parse(now) - recentMs) return false;
  return filters.every(({ Name, Value }) =>
    dimensions.some(({ name, value }) => name === Name && (Value === undefined || value === Value)),
  );
}
