import type { CreateUserResponse, GetUserResponse, ListGroupsForUserResponse } from '@aws-sdk/client-iam';
import type { IAMUser } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { answered, difference, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import {
  changeBoundary,
  changeIdentityTags,
  changePolicies,
  iam,
  identityTags,
  readPolicies,
} from '../shared/identities.ts';
import { ownTags } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-user.html */
export const User = resourceType<IAMUser>({
  name: 'AWS::IAM::User',
  honours: ['UserName', 'Path', 'Groups', 'PermissionsBoundary', 'ManagedPolicyArns', 'Policies', 'Tags'],
  create(properties, step) {
    const { Path, PermissionsBoundary } = properties;
    const { User: made } = iam<CreateUserResponse>(step, 'CreateUser', {
      ...{ Path, PermissionsBoundary },
      UserName: properties.UserName ?? step.name(64),
      Tags: identityTags(properties.Tags, step),
    });
    const name = answered(made?.UserName);
    changeGroups(name, [], properties.Groups, step);
    changePolicies('User', name, {}, properties, step);
    return name;
  },
  update(name, before, after, step) {
    if ((before.Path ?? '/') !== (after.Path ?? '/')) {
      iam(step, 'UpdateUser', { UserName: name, NewPath: after.Path ?? '/' });
    }
    changeGroups(name, before.Groups, after.Groups, step);
    changeBoundary('User', name, before.PermissionsBoundary, after.PermissionsBoundary, step);
    changePolicies('User', name, before, after, step);
    changeIdentityTags('User', name, before.Tags, after.Tags, step);
  },
  delete(name, properties, step) {
    changeGroups(name, properties.Groups, [], step);
    changePolicies('User', name, properties, {}, step);
    unlessGone(() => iam(step, 'DeleteUser', { UserName: name }));
  },
  attributes: (name, _, step) => ({ Arn: describe(name, step)?.Arn ?? '' }),
  read(name, properties, step) {
    const user = describe(name, step);
    if (!user) return undefined;
    return {
      UserName: user.UserName,
      Path: user.Path,
      // Who is in a group may be a resource of its own: groups that are not stated here are not taken for this user's.
      Groups: properties.Groups?.filter((group) => groupsOf(name, step).includes(group)),
      PermissionsBoundary: user.PermissionsBoundary?.PermissionsBoundaryArn,
      ...readPolicies('User', name, properties, step),
      Tags: ownTags(user.Tags, properties.Tags, step),
    };
  },
});

function changeGroups(
  UserName: string,
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
  step: Step,
): void {
  const { added, removed } = difference(before, after);
  for (const GroupName of removed) {
    unlessGone(() => iam(step, 'RemoveUserFromGroup', { GroupName, UserName }));
  }
  for (const GroupName of added) iam(step, 'AddUserToGroup', { GroupName, UserName });
}

function groupsOf(UserName: string, step: Step): readonly string[] {
  const result = iam<ListGroupsForUserResponse>(step, 'ListGroupsForUser', { UserName, MaxItems: 1000 });
  return (result.Groups ?? []).flatMap(({ GroupName }) => GroupName ?? []);
}

function describe(UserName: string, step: Step) {
  return unlessGone(() => iam<GetUserResponse>(step, 'GetUser', { UserName }))?.User;
}
