import type {
  DescribeAlarmsOutput,
  ListTagsForResourceOutput,
  MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import { ServiceError } from '../../../model/errors.ts';
import type { CloudWatchAlarm } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { call, ifAny, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { allTags, ownTags, tagChanges } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html */
export const Alarm = resourceType<CloudWatchAlarm>({
  name: 'AWS::CloudWatch::Alarm',
  honours: [
    ...['AlarmName', 'AlarmDescription', 'ActionsEnabled', 'OKActions', 'AlarmActions'],
    ...['InsufficientDataActions', 'MetricName', 'Namespace', 'Statistic', 'Dimensions', 'Period'],
    ...['Unit', 'EvaluationPeriods', 'DatapointsToAlarm', 'Threshold', 'ComparisonOperator'],
    ...['TreatMissingData', 'Tags', 'Metrics.Id', 'Metrics.Label', 'Metrics.MetricStat'],
    ...['Metrics.ReturnData', 'Metrics.AccountId'],
  ],
  create({ Tags, ...properties }, step) {
    const AlarmName = properties.AlarmName ?? step.name(255);
    // To put one again is no error, and so a stack would come to have one that another made.
    if (described(AlarmName, step)) {
      throw new ServiceError('AlreadyExists', `The alarm ${AlarmName} already exists`);
    }
    put(AlarmName, properties, step, { Tags: ifAny(allTags(Tags, step.tags)) });
    return AlarmName;
  },
  update(AlarmName, { Tags: before, ...former }, { Tags: after, ...properties }, step) {
    if (JSON.stringify(former) !== JSON.stringify(properties)) put(AlarmName, properties, step);
    const { set, removed } = tagChanges(before, after, step);
    const ResourceARN = arnOf(AlarmName, step);
    if (ifAny(removed)) call(step, 'monitoring', 'UntagResource', { ResourceARN, TagKeys: removed });
    if (ifAny(set)) call(step, 'monitoring', 'TagResource', { ResourceARN, Tags: set });
  },
  delete(AlarmName, _, step) {
    unlessGone(() => call(step, 'monitoring', 'DeleteAlarms', { AlarmNames: [AlarmName] }));
  },
  attributes: (name, _, step) => ({ Arn: arnOf(name, step) }),
  read(name, properties, step) {
    const found = described(name, step);
    if (!found) return undefined;
    const ResourceARN = arnOf(name, step);
    const tags = call<ListTagsForResourceOutput>(step, 'monitoring', 'ListTagsForResource', { ResourceARN });
    const { Metrics, MetricName, Namespace, Statistic, Period, Unit } = found;
    return {
      AlarmName: name,
      AlarmDescription: found.AlarmDescription,
      ActionsEnabled:
        properties.ActionsEnabled === undefined && found.ActionsEnabled ? undefined : found.ActionsEnabled,
      OKActions: stated(properties.OKActions, found.OKActions),
      AlarmActions: stated(properties.AlarmActions, found.AlarmActions),
      InsufficientDataActions: stated(properties.InsufficientDataActions, found.InsufficientDataActions),
      ...{ Metrics: Metrics?.map(queryOf), MetricName, Namespace, Statistic, Period, Unit },
      Dimensions: dimensionsLike(properties.Dimensions, found.Dimensions),
      EvaluationPeriods: found.EvaluationPeriods,
      DatapointsToAlarm: found.DatapointsToAlarm,
      Threshold: found.Threshold,
      ComparisonOperator: found.ComparisonOperator,
      TreatMissingData: found.TreatMissingData,
      Tags: ownTags(tags.Tags, properties.Tags, step),
    };
  },
});

function put(AlarmName: string, properties: CloudWatchAlarm, step: Step, more: object = {}): void {
  call(step, 'monitoring', 'PutMetricAlarm', { ...properties, AlarmName, ...more });
}

function arnOf(name: string, { region, accountId }: Step): string {
  return `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`;
}

function described(name: string, step: Step): MetricAlarm | undefined {
  const input = { AlarmNames: [name] };
  return call<DescribeAlarmsOutput>(step, 'monitoring', 'DescribeAlarms', input).MetricAlarms?.[0];
}

function stated(own: readonly string[] | undefined, found: readonly string[] = []) {
  return own === undefined && found.length === 0 ? undefined : found;
}

type Named = readonly { readonly Name?: string | undefined; readonly Value?: string | undefined }[];

/** In the order in which the template has them, when they are the same. */
function dimensionsLike(own: CloudWatchAlarm['Dimensions'], found: Named = []) {
  const there = found.map(({ Name = '', Value = '' }) => ({ Name, Value }));
  const text = (list: Named) => JSON.stringify(list.map(({ Name, Value }) => [Name, Value]).sort());
  if (own !== undefined && text(own) === text(there)) return own;
  return own === undefined && there.length === 0 ? undefined : there;
}

function queryOf({
  Id,
  Label,
  AccountId,
  MetricStat,
  ReturnData,
}: NonNullable<MetricAlarm['Metrics']>[number]) {
  const { Metric, Period, Stat, Unit } = MetricStat ?? {};
  return {
    ...{ Id, Label, AccountId, ReturnData },
    MetricStat: {
      ...{ Period, Stat, Unit },
      Metric: {
        Namespace: Metric?.Namespace,
        MetricName: Metric?.MetricName,
        Dimensions: dimensionsLike(undefined, Metric?.Dimensions),
      },
    },
  };
}
