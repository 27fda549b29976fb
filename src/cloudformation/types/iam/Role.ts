import type { CreateRoleResponse, GetRoleResponse } from '@aws-sdk/client-iam';
import type { IAMRole } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { answered, same, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { documentText, parsedLike } from '../shared/documents.ts';
import {
  changeBoundary,
  changeIdentityTags,
  changePolicies,
  decoded,
  iam,
  identityTags,
  readPolicies,
} from '../shared/identities.ts';
import { ownTags } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
export const Role = resourceType<IAMRole>({
  name: 'AWS::IAM::Role',
  honours: [
    'RoleName',
    'AssumeRolePolicyDocument',
    'Path',
    'Description',
    'MaxSessionDuration',
    'PermissionsBoundary',
    'ManagedPolicyArns',
    'Policies',
    'Tags',
  ],
  create(properties, step) {
    const { Path, Description, MaxSessionDuration, PermissionsBoundary } = properties;
    const { Role: made } = iam<CreateRoleResponse>(step, 'CreateRole', {
      ...{ Path, Description, MaxSessionDuration, PermissionsBoundary },
      RoleName: properties.RoleName ?? step.name(64),
      AssumeRolePolicyDocument: documentText(properties.AssumeRolePolicyDocument),
      Tags: identityTags(properties.Tags, step),
    });
    const name = answered(made?.RoleName);
    changePolicies('Role', name, {}, properties, step);
    return name;
  },
  update(name, before, after, step) {
    changeTrust(name, before, after, step);
    changeSettings(name, before, after, step);
    changeBoundary('Role', name, before.PermissionsBoundary, after.PermissionsBoundary, step);
    changePolicies('Role', name, before, after, step);
    changeIdentityTags('Role', name, before.Tags, after.Tags, step);
  },
  delete(name, properties, step) {
    changePolicies('Role', name, properties, {}, step);
    unlessGone(() => iam(step, 'DeleteRole', { RoleName: name }));
  },
  attributes(name, _, step) {
    const role = describe(name, step);
    return { Arn: role?.Arn ?? '', RoleId: role?.RoleId ?? '' };
  },
  read(name, properties, step) {
    const role = describe(name, step);
    if (!role) return undefined;
    return {
      RoleName: role.RoleName,
      AssumeRolePolicyDocument: parsedLike(
        properties.AssumeRolePolicyDocument,
        decoded(role.AssumeRolePolicyDocument),
      ),
      Path: role.Path,
      Description: role.Description,
      MaxSessionDuration: role.MaxSessionDuration,
      PermissionsBoundary: role.PermissionsBoundary?.PermissionsBoundaryArn,
      ...readPolicies('Role', name, properties, step),
      Tags: ownTags(role.Tags, properties.Tags, step),
    };
  },
});

function changeTrust(RoleName: string, before: IAMRole, after: IAMRole, step: Step): void {
  if (same(before.AssumeRolePolicyDocument, after.AssumeRolePolicyDocument)) return;
  const PolicyDocument = documentText(after.AssumeRolePolicyDocument);
  iam(step, 'UpdateAssumeRolePolicy', { RoleName, PolicyDocument });
}

/** What is not stated any more becomes what a role has that never stated it. */
function changeSettings(RoleName: string, before: IAMRole, after: IAMRole, step: Step): void {
  const settings = ({ Description = '', MaxSessionDuration = 3600 }: IAMRole) => ({
    Description,
    MaxSessionDuration,
  });
  if (same(settings(before), settings(after))) return;
  iam(step, 'UpdateRole', { RoleName, ...settings(after) });
}

function describe(RoleName: string, step: Step) {
  return unlessGone(() => iam<GetRoleResponse>(step, 'GetRole', { RoleName }))?.Role;
}
