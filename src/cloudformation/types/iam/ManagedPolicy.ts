import type {
  CreatePolicyResponse,
  GetPolicyResponse,
  GetPolicyVersionResponse,
  ListEntitiesForPolicyResponse,
  ListPolicyVersionsResponse,
  PolicyVersion,
} from '@aws-sdk/client-iam';
import type { IAMManagedPolicy } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { answered, same, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { documentText, parsedLike } from '../shared/documents.ts';
import { changePolicies, decoded, type IdentityKind, iam } from '../shared/identities.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html */
export const ManagedPolicy = resourceType<IAMManagedPolicy>({
  name: 'AWS::IAM::ManagedPolicy',
  honours: ['ManagedPolicyName', 'Path', 'Description', 'PolicyDocument', 'Roles', 'Users', 'Groups'],
  create(properties, step) {
    const { Policy: made } = iam<CreatePolicyResponse>(step, 'CreatePolicy', {
      PolicyName: properties.ManagedPolicyName ?? step.name(128),
      Path: properties.Path,
      Description: properties.Description,
      PolicyDocument: documentText(properties.PolicyDocument),
    });
    const arn = answered(made?.Arn);
    changeHolders(arn, {}, properties, step);
    return arn;
  },
  update(arn, before, after, step) {
    if (!same(before.PolicyDocument, after.PolicyDocument)) replaceDocument(arn, after, step);
    changeHolders(arn, before, after, step);
  },
  delete(arn, properties, step) {
    changeHolders(arn, properties, {}, step);
    for (const { VersionId } of formerVersions(arn, step)) {
      iam(step, 'DeletePolicyVersion', { PolicyArn: arn, VersionId });
    }
    unlessGone(() => iam(step, 'DeletePolicy', { PolicyArn: arn }));
  },
  attributes(arn, _, step) {
    const policy = describe(arn, step);
    return {
      PolicyArn: arn,
      PolicyId: policy?.PolicyId ?? '',
      DefaultVersionId: policy?.DefaultVersionId ?? '',
      AttachmentCount: String(policy?.AttachmentCount ?? 0),
      PermissionsBoundaryUsageCount: String(policy?.PermissionsBoundaryUsageCount ?? 0),
      IsAttachable: String(policy?.IsAttachable ?? true),
      CreateDate: policy?.CreateDate?.toISOString() ?? '',
      UpdateDate: policy?.UpdateDate?.toISOString() ?? '',
    };
  },
  read(arn, properties, step) {
    const policy = describe(arn, step);
    if (!policy) return undefined;
    const input = { PolicyArn: arn, VersionId: policy.DefaultVersionId };
    const { PolicyVersion: version } = iam<GetPolicyVersionResponse>(step, 'GetPolicyVersion', input);
    return {
      ManagedPolicyName: policy.PolicyName,
      Path: policy.Path,
      Description: policy.Description,
      PolicyDocument: parsedLike(properties.PolicyDocument, decoded(version?.Document)),
      ...readHolders(arn, properties, step),
    };
  },
});

type Holders = Pick<IAMManagedPolicy, 'Roles' | 'Users' | 'Groups'>;

function changeHolders(arn: string, before: Holders, after: Holders, step: Step): void {
  const attached = { ManagedPolicyArns: [arn] };
  const kinds: readonly (readonly [IdentityKind, keyof Holders])[] = [
    ['Role', 'Roles'],
    ['User', 'Users'],
    ['Group', 'Groups'],
  ];
  for (const [kind, member] of kinds) {
    const former = before[member] ?? [];
    const wanted = after[member] ?? [];
    for (const name of former) if (!wanted.includes(name)) changePolicies(kind, name, attached, {}, step);
    for (const name of wanted) if (!former.includes(name)) changePolicies(kind, name, {}, attached, step);
  }
}

/** Those stated that have it: who else has may have been given it by a resource of its own. */
function readHolders(PolicyArn: string, stated: Holders, step: Step): Partial<Holders> {
  const input = { PolicyArn, MaxItems: 1000 };
  const found = iam<ListEntitiesForPolicyResponse>(step, 'ListEntitiesForPolicy', input);
  const roles = (found.PolicyRoles ?? []).map(({ RoleName }) => RoleName);
  const users = (found.PolicyUsers ?? []).map(({ UserName }) => UserName);
  const groups = (found.PolicyGroups ?? []).map(({ GroupName }) => GroupName);
  return {
    ...(stated.Roles && { Roles: stated.Roles.filter((name) => roles.includes(name)) }),
    ...(stated.Users && { Users: stated.Users.filter((name) => users.includes(name)) }),
    ...(stated.Groups && { Groups: stated.Groups.filter((name) => groups.includes(name)) }),
  };
}

/** A policy has a few versions only, so the former one goes as the next comes. */
function replaceDocument(PolicyArn: string, { PolicyDocument }: IAMManagedPolicy, step: Step): void {
  for (const { VersionId } of formerVersions(PolicyArn, step)) {
    iam(step, 'DeletePolicyVersion', { PolicyArn, VersionId });
  }
  const input = { PolicyArn, PolicyDocument: documentText(PolicyDocument), SetAsDefault: true };
  iam(step, 'CreatePolicyVersion', input);
}

function formerVersions(PolicyArn: string, step: Step): readonly PolicyVersion[] {
  const result = unlessGone(() => iam<ListPolicyVersionsResponse>(step, 'ListPolicyVersions', { PolicyArn }));
  return (result?.Versions ?? []).filter(({ IsDefaultVersion }) => !IsDefaultVersion);
}

function describe(PolicyArn: string, step: Step) {
  return unlessGone(() => iam<GetPolicyResponse>(step, 'GetPolicy', { PolicyArn }))?.Policy;
}
