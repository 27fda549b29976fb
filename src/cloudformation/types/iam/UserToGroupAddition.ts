import type { GetGroupResponse } from '@aws-sdk/client-iam';
import type { IAMUserToGroupAddition } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { iam } from '../shared/identities.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-usertogroupaddition.html */
export const UserToGroupAddition = resourceType<IAMUserToGroupAddition>({
  name: 'AWS::IAM::UserToGroupAddition',
  honours: ['GroupName', 'Users'],
  create(properties, step) {
    change(undefined, properties, step);
    return step.name(128);
  },
  update(_, before, after, step) {
    change(before, after, step);
  },
  delete(_, properties, step) {
    change(properties, undefined, step);
  },
  attributes: (id) => ({ Id: id }),
  read(_, { GroupName, Users }, step) {
    const input = { GroupName, MaxItems: 1000 };
    const group = unlessGone(() => iam<GetGroupResponse>(step, 'GetGroup', input));
    const members = (group?.Users ?? []).map(({ UserName }) => UserName);
    const there = Users.filter((user) => members.includes(user));
    return there.length === 0 && Users.length > 0 ? undefined : { GroupName, Users: there };
  },
});

type Members = IAMUserToGroupAddition | undefined;

function change(before: Members, after: Members, step: Step): void {
  const stays = (of: Members, user: string, group: string) =>
    of?.GroupName === group && of.Users.includes(user);
  for (const UserName of before?.Users ?? []) {
    const GroupName = before?.GroupName ?? '';
    if (stays(after, UserName, GroupName)) continue;
    unlessGone(() => iam(step, 'RemoveUserFromGroup', { GroupName, UserName }));
  }
  for (const UserName of after?.Users ?? []) {
    const GroupName = after?.GroupName ?? '';
    if (!stays(before, UserName, GroupName)) iam(step, 'AddUserToGroup', { GroupName, UserName });
  }
}
