/** What PutMetricAlarm is given, checked. */
import type { MetricDataQuery, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type {
  AlarmComparison,
  AlarmMetric,
  MetricAlarm,
  MissingData,
} from '../../../model/alarm-resources.ts';
import { ServiceError } from '../../../model/errors.ts';
import type { Arn } from '../../../model/ids.ts';
import type { OperationContext } from '../../operation.ts';
import { checkPeriod, dimensionsOf, statisticOf } from './series.ts';

const actionsMax = 5;
const nameCharactersMax = 255;
const descriptionCharactersMax = 1024;
const hourSeconds = 60 * 60;
const daySeconds = 24 * hourSeconds;

/** What a request says of an alarm: all but its state. */
export type AlarmSettings = Pick<
  MetricAlarm,
  | 'name'
  | 'description'
  | 'actionsEnabled'
  | 'actions'
  | 'metric'
  | 'query'
  | 'evaluationPeriods'
  | 'datapointsToAlarm'
  | 'threshold'
  | 'comparison'
  | 'treatMissingData'
>;

/** @throws ServiceError `ValidationError`, `InvalidParameterValue`, `InvalidParameterCombination`, `MissingParameter` */
export function settingsOf(input: PutMetricAlarmInput, context: OperationContext): AlarmSettings {
  const { AlarmName: name = '', AlarmDescription: description } = input;
  checkName(name);
  if (description !== undefined && [...description].length > descriptionCharactersMax) {
    throw invalid(`AlarmDescription can have at most ${descriptionCharactersMax} characters.`);
  }
  const comparison = comparisonOf(input.ComparisonOperator);
  const threshold = input.Threshold;
  if (threshold === undefined || !Number.isFinite(threshold)) {
    throw invalid('Threshold must be a number.');
  }
  const { metric, query } = watched(input, context);
  const { evaluationPeriods, datapointsToAlarm } = periodsOf(input, metric);
  return {
    name,
    ...(description !== undefined && { description }),
    actionsEnabled: input.ActionsEnabled !== false,
    actions: {
      OK: actionsOf(input.OKActions, 'OKActions', context),
      ALARM: actionsOf(input.AlarmActions, 'AlarmActions', context),
      INSUFFICIENT_DATA: actionsOf(input.InsufficientDataActions, 'InsufficientDataActions', context),
    },
    metric,
    ...(query && { query }),
    evaluationPeriods,
    ...(datapointsToAlarm !== undefined && { datapointsToAlarm }),
    threshold,
    comparison,
    ...missingDataOf(input.TreatMissingData),
  };
}

function checkName(name: string): void {
  const { length } = [...name];
  if (length < 1 || length > nameCharactersMax) {
    throw invalid(`AlarmName must have from 1 to ${nameCharactersMax} characters.`);
  }
  if (/\p{Cc}/u.test(name)) throw invalid('AlarmName must not contain control characters.');
}

const comparisons: readonly AlarmComparison[] = [
  'GreaterThanOrEqualToThreshold',
  'GreaterThanThreshold',
  'LessThanOrEqualToThreshold',
  'LessThanThreshold',
];

function comparisonOf(given: string | undefined): AlarmComparison {
  const found = comparisons.find((each) => each === given);
  if (found) return found;
  if (given === undefined) throw invalid('ComparisonOperator must be given.');
  throw invalid(
    `ComparisonOperator ${given} is for anomaly detection, which Postern has not. Use ${comparisons.join(', ')}.`,
  );
}

type Watched = Pick<MetricAlarm, 'metric' | 'query'>;

function watched(input: PutMetricAlarmInput, context: OperationContext): Watched {
  const { Metrics: queries, MetricName: metricName, Namespace: namespace } = input;
  if (queries === undefined || queries.length === 0) {
    if (metricName === undefined || namespace === undefined) {
      throw new ServiceError('MissingParameter', 'MetricName and Namespace, or Metrics, must be given.');
    }
    if ((input.Statistic === undefined) === (input.ExtendedStatistic === undefined)) {
      throw combination('Exactly one of Statistic and ExtendedStatistic must be given.');
    }
    return {
      metric: metricOf({
        Metric: { Namespace: namespace, MetricName: metricName, Dimensions: input.Dimensions },
        Period: input.Period,
        Stat: input.Statistic ?? input.ExtendedStatistic,
        Unit: input.Unit,
      }),
    };
  }
  const others = ['MetricName', 'Namespace', 'Dimensions', 'Period', 'Unit', 'Statistic'] as const;
  const odd = [...others, 'ExtendedStatistic' as const].find((each) => input[each] !== undefined);
  if (odd !== undefined) throw combination(`${odd} and Metrics cannot be given together.`);
  return queried(queries, context);
}

/** Like GetMetricData: metrics themselves, no expressions. */
function queried(queries: readonly MetricDataQuery[], { caller }: OperationContext): Watched {
  if (queries.some(({ Expression }) => Expression !== undefined)) {
    throw invalid('Postern evaluates no expressions. Let the alarm watch the metric itself.');
  }
  const [query] = queries;
  if (!query || queries.length > 1 || query.ReturnData === false) {
    throw invalid(
      'Exactly one element of the metrics list must return data, and without expressions that is all of it.',
    );
  }
  const { Id: id = '', Label: label, MetricStat, Period, AccountId } = query;
  if (!/^[a-z]\w{0,254}$/.test(id)) {
    throw invalid('The Id of a query must begin with a small letter, and letters, digits and _ follow.');
  }
  if (AccountId !== undefined && AccountId !== caller.accountId) {
    throw invalid('Metrics of other accounts are not shared. Leave AccountId out.');
  }
  if (Period !== undefined) throw invalid('The Period belongs into the MetricStat of the query.');
  if (!MetricStat) throw invalid(`The query '${id}' must have a MetricStat.`);
  const named = {
    id,
    ...(label !== undefined && { label }),
    ...(AccountId !== undefined && { accountId: caller.accountId }),
  };
  return { metric: metricOf(MetricStat), query: named };
}

function metricOf({ Metric, Period, Stat = '', Unit }: Partial<NonNullable<MetricDataQuery['MetricStat']>>) {
  const { Namespace: namespace = '', MetricName: metricName = '' } = Metric ?? {};
  for (const [member, text] of [
    ['Namespace', namespace],
    ['MetricName', metricName],
  ] as const) {
    if (text.length < 1 || text.length > 255) throw invalid(`${member} must have from 1 to 255 characters.`);
  }
  if (Period === undefined) throw invalid('Period must be given.');
  checkPeriod('Period', Period);
  const metric: AlarmMetric = {
    namespace,
    metricName,
    dimensions: dimensionsOf(Metric?.Dimensions),
    statistic: statisticOf(Stat),
    periodSeconds: Period,
    ...(Unit !== undefined && { unit: Unit }),
  };
  return metric;
}

function periodsOf(
  { EvaluationPeriods, DatapointsToAlarm }: PutMetricAlarmInput,
  { periodSeconds }: AlarmMetric,
) {
  const n = EvaluationPeriods;
  if (n === undefined || n < 1) throw invalid('EvaluationPeriods must be 1 or more.');
  const most = periodSeconds < hourSeconds ? daySeconds : 7 * daySeconds;
  if (n * periodSeconds > most) {
    throw invalid(
      `Metrics cannot be checked across more than ${most === daySeconds ? 'a day' : 'seven days'} (EvaluationPeriods * Period must be <= ${most}).`,
    );
  }
  if (DatapointsToAlarm !== undefined && (DatapointsToAlarm < 1 || DatapointsToAlarm > n)) {
    throw invalid('DatapointsToAlarm must be from 1 to EvaluationPeriods.');
  }
  return { evaluationPeriods: n, datapointsToAlarm: DatapointsToAlarm };
}

function missingDataOf(given: string | undefined): { readonly treatMissingData?: MissingData } {
  if (given === undefined) return {};
  const words: readonly MissingData[] = ['breaching', 'ignore', 'missing', 'notBreaching'];
  const found = words.find((each) => each === given);
  if (found) return { treatMissingData: found };
  throw invalid(`TreatMissingData must be one of ${words.join(', ')}.`);
}

/** Topics of SNS, in this region; whether they are there is looked at when there is something to tell. */
function actionsOf(
  given: readonly string[] = [],
  member: string,
  { region }: OperationContext,
): readonly Arn[] {
  if (given.length > actionsMax) throw invalid(`${member} can have at most ${actionsMax} actions.`);
  return given.map((text) => {
    const [arn, , service, itsRegion = '', account = '', ...name] = text.split(':');
    const shown = text.slice(0, 200);
    if (arn !== 'arn' || service === undefined) throw invalid(`Invalid arn syntax: ${shown}`);
    if (service !== 'sns') {
      throw invalid(
        `Alarms of Postern notify topics of SNS and do nothing else: ${shown} in ${member} is none.`,
      );
    }
    if (itsRegion !== region) {
      throw invalid(`Invalid region ${itsRegion} specified. Only ${region} is supported.`);
    }
    if (!/^\d{12}$/.test(account) || name.length !== 1 || !/^[\w-]{1,256}$/.test(name[0] ?? '')) {
      throw invalid(`Invalid arn syntax: ${shown}`);
    }
    return `arn:aws:sns:${itsRegion}:${account}:${name[0]}` as const;
  });
}

export function invalid(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}

function combination(message: string): ServiceError {
  return new ServiceError('InvalidParameterCombination', message);
}
