/** What CloudWatch sends to topics. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
import type { MetricAlarm } from '../../../model/alarm-resources.ts';
import type { TopicMessage } from '../../sns/shared/publish.ts';
import { offsetTime } from './alarm-reasons.ts';

/** Of subjects of SNS. */
const subjectCharactersMax = 100;

/** How messages call regions; one that is not here goes by its name. */
const regionNames: Readonly<Record<string, string>> = {
  'ap-northeast-1': 'Asia Pacific (Tokyo)',
  'ap-northeast-2': 'Asia Pacific (Seoul)',
  'ap-south-1': 'Asia Pacific (Mumbai)',
  'ap-southeast-1': 'Asia Pacific (Singapore)',
  'ap-southeast-2': 'Asia Pacific (Sydney)',
  'ca-central-1': 'Canada (Central)',
  'eu-central-1': 'EU (Frankfurt)',
  'eu-north-1': 'EU (Stockholm)',
  'eu-west-1': 'EU (Ireland)',
  'eu-west-2': 'EU (London)',
  'eu-west-3': 'EU (Paris)',
  'sa-east-1': 'South America (Sao Paulo)',
  'us-east-1': 'US East (N. Virginia)',
  'us-east-2': 'US East (Ohio)',
  'us-west-1': 'US West (N. California)',
  'us-west-2': 'US West (Oregon)',
};

/** @param alarm as it is now */
export function alarmMessage(before: MetricAlarm, alarm: MetricAlarm): TopicMessage {
  const region = regionNames[alarm.region] ?? alarm.region;
  const subject = `${alarm.state}: "${alarm.name}" in ${region}`;
  return {
    // Subjects are of printable ASCII characters.
    subject: subject.replace(/[^ -~]/g, '?').slice(0, subjectCharactersMax),
    message: JSON.stringify(bodyOf(before, alarm, region)),
  };
}

function bodyOf(before: MetricAlarm, alarm: MetricAlarm, region: string) {
  return {
    AlarmName: alarm.name,
    AlarmDescription: alarm.description ?? null,
    AWSAccountId: alarm.accountId,
    AlarmConfigurationUpdatedTimestamp: offsetTime(Date.parse(alarm.configuredAt)),
    NewStateValue: alarm.state,
    NewStateReason: alarm.stateReason,
    StateChangeTime: offsetTime(Date.parse(alarm.stateTransitionedAt)),
    Region: region,
    AlarmArn: alarm.id,
    OldStateValue: before.state,
    OKActions: alarm.actions.OK,
    AlarmActions: alarm.actions.ALARM,
    InsufficientDataActions: alarm.actions.INSUFFICIENT_DATA,
    Trigger: triggerOf(alarm),
  };
}

/** An alarm that was put with `Metrics` has these in place of its metric. */
function triggerOf(alarm: MetricAlarm) {
  const { metric, query } = alarm;
  const { namespace, metricName, statistic, periodSeconds, unit } = metric;
  const dimensions = metric.dimensions.map(({ name, value }) => ({ value, name }));
  const rules = {
    Period: periodSeconds,
    EvaluationPeriods: alarm.evaluationPeriods,
    ...(alarm.datapointsToAlarm !== undefined && { DatapointsToAlarm: alarm.datapointsToAlarm }),
    ComparisonOperator: alarm.comparison,
    Threshold: alarm.threshold,
    TreatMissingData: alarm.treatMissingData ?? '',
    EvaluateLowSampleCountPercentile: '',
  };
  if (!query) {
    return {
      MetricName: metricName,
      Namespace: namespace,
      StatisticType: 'Statistic',
      Statistic: statistic.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase(),
      Unit: unit ?? null,
      Dimensions: dimensions,
      ...rules,
    };
  }
  const stat = {
    Metric: { Dimensions: dimensions, MetricName: metricName, Namespace: namespace },
    Period: periodSeconds,
    Stat: statistic,
    ...(unit !== undefined && { Unit: unit }),
  };
  const { id, label } = query;
  return {
    ...rules,
    Metrics: [{ Id: id, ...(label !== undefined && { Label: label }), MetricStat: stat, ReturnData: true }],
  };
}
