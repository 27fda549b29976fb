import type { Route53RecordSet } from '../../generated/properties.ts';
import { unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import {
  changeRecordSets,
  type RecordSet as Record,
  readRecordSets,
  recordSetMembers,
} from '../shared/record-sets.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-recordset.html */
export const RecordSet = resourceType<Route53RecordSet>({
  name: 'AWS::Route53::RecordSet',
  honours: [...recordSetMembers, 'Comment'],
  // Everything else that identifies it stands in the template.
  importedId: (identifier) => identifier.split('|')[0] ?? '',
  create(properties, step) {
    changeRecordSets([], [recordOf(properties)], properties.Comment, step);
    return properties.Name;
  },
  update(_, before, after, step) {
    changeRecordSets([recordOf(before)], [recordOf(after)], after.Comment, step);
  },
  delete(_, properties, step) {
    unlessGone(() => changeRecordSets([recordOf(properties)], [], undefined, step));
  },
  attributes: () => ({}),
  read(_, properties, step) {
    const [found] = readRecordSets([recordOf(properties)], step);
    return found && { ...found, Comment: properties.Comment };
  },
});

function recordOf({ Comment: _, ...record }: Route53RecordSet): Record {
  return record;
}
