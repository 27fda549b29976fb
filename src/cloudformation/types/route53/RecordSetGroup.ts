import type { Route53RecordSetGroup } from '../../generated/properties.ts';
import { unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { changeRecordSets, type RecordSet, readRecordSets, recordSetMembers } from '../shared/record-sets.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-recordsetgroup.html */
export const RecordSetGroup = resourceType<Route53RecordSetGroup>({
  name: 'AWS::Route53::RecordSetGroup',
  honours: [
    'HostedZoneId',
    'HostedZoneName',
    'Comment',
    ...recordSetMembers.map((member) => `RecordSets.${member}`),
  ],
  create(properties, step) {
    changeRecordSets([], recordsOf(properties), properties.Comment, step);
    return step.name(128);
  },
  update(_, before, after, step) {
    changeRecordSets(recordsOf(before), recordsOf(after), after.Comment, step);
  },
  delete(_, properties, step) {
    unlessGone(() => changeRecordSets(recordsOf(properties), [], undefined, step));
  },
  attributes: (id) => ({ Id: id }),
  read(_, properties, step) {
    const stated = properties.RecordSets ?? [];
    const found = recordsOf(properties).flatMap((record, at) => {
      const [there] = readRecordSets([record], step);
      const { HostedZoneId, HostedZoneName } = stated[at] ?? {};
      return there ? [{ ...there, HostedZoneId, HostedZoneName }] : [];
    });
    if (found.length === 0 && stated.length > 0) return undefined;
    const { HostedZoneId, HostedZoneName, Comment } = properties;
    return { HostedZoneId, HostedZoneName, Comment, RecordSets: found };
  },
});

/** The record sets, each with the zone that it is in: its own, or the group's. */
function recordsOf({
  RecordSets = [],
  HostedZoneId,
  HostedZoneName,
}: Route53RecordSetGroup): readonly RecordSet[] {
  return RecordSets.map((record) => {
    if (record.HostedZoneId !== undefined || record.HostedZoneName !== undefined) return record;
    return {
      ...record,
      ...(HostedZoneId !== undefined && { HostedZoneId }),
      ...(HostedZoneName !== undefined && { HostedZoneName }),
    };
  });
}
