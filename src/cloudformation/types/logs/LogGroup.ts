import type { DescribeLogGroupsResponse, ListTagsForResourceResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { LogsLogGroup } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { call, ifAny, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { allTags, ownTags, type Tag, tagChanges } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html */
export const LogGroup = resourceType<LogsLogGroup>({
  name: 'AWS::Logs::LogGroup',
  honours: ['LogGroupName', 'LogGroupClass', 'RetentionInDays', 'Tags'],
  create(properties, step) {
    const logGroupName = properties.LogGroupName ?? step.name(512);
    call(step, 'logs', 'CreateLogGroup', {
      logGroupName,
      logGroupClass: properties.LogGroupClass,
      tags: asMap(ifAny(allTags(properties.Tags, step.tags))),
    });
    keep(logGroupName, undefined, properties.RetentionInDays, step);
    return logGroupName;
  },
  update(name, before, after, step) {
    keep(name, before.RetentionInDays, after.RetentionInDays, step);
    const { set, removed } = tagChanges(before.Tags, after.Tags, step);
    const resourceArn = arnOf(name, step);
    if (ifAny(removed)) call(step, 'logs', 'UntagResource', { resourceArn, tagKeys: removed });
    if (ifAny(set)) call(step, 'logs', 'TagResource', { resourceArn, tags: asMap(set) });
  },
  delete(logGroupName, _, step) {
    unlessGone(() => call(step, 'logs', 'DeleteLogGroup', { logGroupName }));
  },
  attributes: (name, _, step) => ({ Arn: `${arnOf(name, step)}:*` }),
  read(name, properties, step) {
    const input = { logGroupNamePrefix: name, limit: 1 };
    const [found] = call<DescribeLogGroupsResponse>(step, 'logs', 'DescribeLogGroups', input).logGroups ?? [];
    // Of those that begin so, the shortest comes first.
    if (found?.logGroupName !== name) return undefined;
    const resourceArn = arnOf(name, step);
    const { tags = {} } = call<ListTagsForResourceResponse>(step, 'logs', 'ListTagsForResource', {
      resourceArn,
    });
    const list = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    return {
      LogGroupName: name,
      LogGroupClass:
        properties.LogGroupClass === undefined && found.logGroupClass === 'STANDARD'
          ? undefined
          : found.logGroupClass,
      RetentionInDays: found.retentionInDays,
      Tags: ownTags(list, properties.Tags, step),
    };
  },
});

function keep(
  logGroupName: string,
  before: number | undefined,
  retentionInDays: number | undefined,
  step: Step,
) {
  if (before === retentionInDays) return;
  if (retentionInDays === undefined) call(step, 'logs', 'DeleteRetentionPolicy', { logGroupName });
  else call(step, 'logs', 'PutRetentionPolicy', { logGroupName, retentionInDays });
}

function arnOf(name: string, { region, accountId }: Step): string {
  return `arn:aws:logs:${region}:${accountId}:log-group:${name}`;
}

function asMap(tags: readonly Tag[] | undefined): Record<string, string> | undefined {
  return tags && Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
