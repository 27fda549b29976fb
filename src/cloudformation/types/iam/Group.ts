import type { CreateGroupResponse, GetGroupResponse } from '@aws-sdk/client-iam';
import type { IAMGroup } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { answered, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { changePolicies, iam, readPolicies } from '../shared/identities.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-group.html */
export const Group = resourceType<IAMGroup>({
  name: 'AWS::IAM::Group',
  honours: ['GroupName', 'Path', 'ManagedPolicyArns', 'Policies'],
  create(properties, step) {
    const input = { GroupName: properties.GroupName ?? step.name(128), Path: properties.Path };
    const name = answered(iam<CreateGroupResponse>(step, 'CreateGroup', input).Group?.GroupName);
    changePolicies('Group', name, {}, properties, step);
    return name;
  },
  update(name, before, after, step) {
    if ((before.Path ?? '/') !== (after.Path ?? '/')) {
      iam(step, 'UpdateGroup', { GroupName: name, NewPath: after.Path ?? '/' });
    }
    changePolicies('Group', name, before, after, step);
  },
  delete(name, properties, step) {
    changePolicies('Group', name, properties, {}, step);
    unlessGone(() => iam(step, 'DeleteGroup', { GroupName: name }));
  },
  attributes: (name, _, step) => ({ Arn: describe(name, step)?.Arn ?? '' }),
  read(name, properties, step) {
    const group = describe(name, step);
    if (!group) return undefined;
    const { GroupName, Path } = group;
    return { GroupName, Path, ...readPolicies('Group', name, properties, step) };
  },
});

function describe(GroupName: string, step: Step) {
  return unlessGone(() => iam<GetGroupResponse>(step, 'GetGroup', { GroupName }))?.Group;
}
