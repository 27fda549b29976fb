import type { CreateInstanceProfileResponse, GetInstanceProfileResponse } from '@aws-sdk/client-iam';
import type { IAMInstanceProfile } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { answered, difference, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { iam } from '../shared/identities.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-instanceprofile.html */
export const InstanceProfile = resourceType<IAMInstanceProfile>({
  name: 'AWS::IAM::InstanceProfile',
  honours: ['InstanceProfileName', 'Path', 'Roles'],
  create({ InstanceProfileName, Path, Roles }, step) {
    const input = { InstanceProfileName: InstanceProfileName ?? step.name(128), Path };
    const { InstanceProfile: made } = iam<CreateInstanceProfileResponse>(
      step,
      'CreateInstanceProfile',
      input,
    );
    const name = answered(made?.InstanceProfileName);
    changeRoles(name, [], Roles, step);
    return name;
  },
  update(name, before, after, step) {
    changeRoles(name, before.Roles, after.Roles, step);
  },
  delete(name, { Roles }, step) {
    changeRoles(name, Roles, [], step);
    unlessGone(() => iam(step, 'DeleteInstanceProfile', { InstanceProfileName: name }));
  },
  attributes: (name, _, step) => ({ Arn: describe(name, step)?.Arn ?? '' }),
  read(name, _, step) {
    const profile = describe(name, step);
    return (
      profile && {
        InstanceProfileName: profile.InstanceProfileName,
        Path: profile.Path,
        Roles: profile.Roles?.flatMap(({ RoleName }) => RoleName ?? []),
      }
    );
  },
});

/** A profile has one role at most, so the one before goes first. */
function changeRoles(
  InstanceProfileName: string,
  before: readonly string[],
  after: readonly string[],
  step: Step,
): void {
  const { added, removed } = difference(before, after);
  for (const RoleName of removed) {
    unlessGone(() => iam(step, 'RemoveRoleFromInstanceProfile', { InstanceProfileName, RoleName }));
  }
  for (const RoleName of added) iam(step, 'AddRoleToInstanceProfile', { InstanceProfileName, RoleName });
}

function describe(InstanceProfileName: string, step: Step) {
  const input = { InstanceProfileName };
  return unlessGone(() => iam<GetInstanceProfileResponse>(step, 'GetInstanceProfile', input))
    ?.InstanceProfile;
}
