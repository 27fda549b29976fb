import type { GetMetricDataInput, GetMetricDataOutput, MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { ServiceError } from '../../model/errors.ts';
import { type OperationContext, operation } from '../operation.ts';
import {
  checkPeriod,
  dimensionsOf,
  hasUnit,
  periodsOf,
  refuse,
  statisticOf,
  statisticValue,
} from './shared/series.ts';

/** Values of one answer, and queries of one request. */
const valuesMax = 100_800;
const queriesMax = 500;

/**
 * The values of several metrics. Expressions are refused.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export const GetMetricData = operation<GetMetricDataInput, GetMetricDataOutput>({
  service: 'monitoring',
  name: 'GetMetricData',
  access: 'read',
  honours: ['MetricDataQueries', 'StartTime', 'EndTime', 'NextToken', 'ScanBy', 'MaxDatapoints'],
  handle(input, context) {
    const queries = input.MetricDataQueries ?? [];
    checkQueries(queries);
    // Required members.
    const [fromMs, toMs] = [input.StartTime?.getTime() ?? 0, input.EndTime?.getTime() ?? 0];
    if (fromMs >= toMs) invalid('The parameter StartTime must be less than the parameter EndTime.');
    const max = input.MaxDatapoints ?? valuesMax;
    if (max < 1 || max > valuesMax) invalid(`MaxDatapoints must be from 1 to ${valuesMax}.`);
    const results = queries.map((query) => resultOf(query, { fromMs, toMs }, input, context));
    const shown = results.filter((_, at) => queries[at]?.ReturnData !== false);
    return pageOf(shown, skippedBy(input.NextToken), max);
  },
});

function checkQueries(queries: readonly MetricDataQuery[]): void {
  if (queries.length > queriesMax) invalid(`At most ${queriesMax} queries can be given.`);
  const ids = new Set<string>();
  for (const { Id = '', Expression, MetricStat } of queries) {
    if (!/^[a-z]\w{0,254}$/.test(Id)) {
      invalid(
        `The value '${Id.slice(0, 50)}' of Id must begin with a small letter, and letters, digits and _ follow.`,
      );
    }
    if (ids.has(Id)) invalid(`The id '${Id}' is given more than once.`);
    ids.add(Id);
    if (Expression !== undefined) {
      invalid(
        `Error in expression '${Id}': Postern evaluates no expressions. Ask for the metrics themselves.`,
      );
    }
    if (!MetricStat) invalid(`The query '${Id}' must have a MetricStat.`);
  }
}

function resultOf(
  { Id = '', Label, MetricStat, AccountId }: MetricDataQuery,
  range: { readonly fromMs: number; readonly toMs: number },
  { ScanBy }: GetMetricDataInput,
  context: OperationContext,
) {
  const { Metric, Period = 0, Stat = '', Unit } = MetricStat ?? {};
  const metric = {
    namespace: Metric?.Namespace ?? '',
    metricName: Metric?.MetricName ?? '',
    dimensions: dimensionsOf(Metric?.Dimensions),
  };
  checkPeriod('Period', Period);
  const statistic = statisticOf(Stat);
  const isOwn = AccountId === undefined || AccountId === context.caller.accountId;
  if (!isOwn) refuse('Metrics of other accounts are not shared. Leave AccountId out.');
  const found = hasUnit(metric, Unit) ? periodsOf(metric, { ...range, periodSeconds: Period }, context) : [];
  const periods = ScanBy === 'TimestampAscending' ? found : found.toReversed();
  return {
    Id,
    Label: Label ?? metric.metricName,
    Timestamps: periods.map(({ timeMs }) => new Date(timeMs)),
    Values: periods.map((period) => statisticValue(period, statistic)),
  };
}

type Result = ReturnType<typeof resultOf>;

/** `max` values from the `skipped`th on, counted through all results. */
function pageOf(results: readonly Result[], skipped: number, max: number): GetMetricDataOutput {
  let before = 0;
  const page = results.map((result) => {
    const from = Math.max(0, skipped - before);
    const to = Math.max(0, skipped + max - before);
    const isWhole = to >= result.Values.length;
    before += result.Values.length;
    return {
      ...result,
      Timestamps: result.Timestamps.slice(from, to),
      Values: result.Values.slice(from, to),
      StatusCode: isWhole ? ('Complete' as const) : ('PartialData' as const),
    };
  });
  const next = skipped + max;
  return {
    MetricDataResults: page,
    Messages: [],
    ...(next < before && { NextToken: Buffer.from(`skip ${next}`).toString('base64url') }),
  };
}

function skippedBy(token: string | undefined): number {
  if (token === undefined) return 0;
  const digits = /^skip (\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (digits === undefined) throw new ServiceError('InvalidNextToken', 'The parameter NextToken is invalid.');
  return Number(digits);
}

function invalid(message: string): never {
  throw new ServiceError('ValidationError', message);
}
