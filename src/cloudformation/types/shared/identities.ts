/** What roles, users and groups have in common: policies of their own and managed ones, boundaries and tags. */
import type { Step } from '../../resource-type.ts';
import { call, difference, ifAny, same, unlessGone } from './call.ts';
import { documentText, parsedLike } from './documents.ts';
import { allTags, type Tag, tagChanges } from './tags.ts';

export type IdentityKind = 'Role' | 'User' | 'Group';

export interface InlinePolicy {
  readonly PolicyName: string;
  readonly PolicyDocument: unknown;
}

export interface Policies {
  readonly Policies?: readonly InlinePolicy[];
  readonly ManagedPolicyArns?: readonly string[];
}

/** Calls an operation of IAM. */
export function iam<Output = object>(
  step: Step,
  operation: string,
  input: Readonly<Record<string, unknown>>,
): Output {
  return call<Output>(step, 'iam', operation, input);
}

/** Brings the policies of an identity from what they were to what they shall be; others that it has stay. */
export function changePolicies(
  kind: IdentityKind,
  name: string,
  before: Policies,
  after: Policies,
  step: Step,
): void {
  const identity = { [`${kind}Name`]: name };
  const arns = difference(before.ManagedPolicyArns, after.ManagedPolicyArns);
  const former = new Map((before.Policies ?? []).map((each) => [each.PolicyName, each]));
  const wanted = new Map((after.Policies ?? []).map((each) => [each.PolicyName, each]));
  for (const PolicyArn of arns.removed) {
    unlessGone(() => iam(step, `Detach${kind}Policy`, { ...identity, PolicyArn }));
  }
  for (const PolicyName of former.keys()) {
    if (!wanted.has(PolicyName)) deleteInline(kind, name, PolicyName, step);
  }
  for (const PolicyArn of arns.added) iam(step, `Attach${kind}Policy`, { ...identity, PolicyArn });
  for (const [policyName, policy] of wanted) {
    if (!same(former.get(policyName), policy)) putInline(kind, name, policy, step);
  }
}

export function putInline(kind: IdentityKind, name: string, policy: InlinePolicy, step: Step): void {
  const PolicyDocument = documentText(policy.PolicyDocument);
  const input = { [`${kind}Name`]: name, PolicyName: policy.PolicyName, PolicyDocument };
  iam(step, `Put${kind}Policy`, input);
}

/** What is gone already, with the identity or by itself, is not an error. */
export function deleteInline(kind: IdentityKind, name: string, PolicyName: string, step: Step): void {
  unlessGone(() => iam(step, `Delete${kind}Policy`, { [`${kind}Name`]: name, PolicyName }));
}

/** The policies that an identity has of those that the template states, and all managed ones. */
export function readPolicies(kind: IdentityKind, name: string, stated: Policies, step: Step) {
  const arns = attachedArns(kind, name, step);
  const policies = stated.Policies?.flatMap((policy) => {
    const document = readInline(kind, name, policy, step);
    return document === undefined ? [] : [{ PolicyName: policy.PolicyName, PolicyDocument: document }];
  });
  return {
    // Policies may be resources of their own: those that are not stated here are not taken for this one's.
    Policies: policies,
    ManagedPolicyArns: stated.ManagedPolicyArns?.filter((arn) => arns.includes(arn)),
  };
}

/** The document of an inline policy, in the form that the template has it in. */
export function readInline(kind: IdentityKind, name: string, stated: InlinePolicy, step: Step): unknown {
  const input = { [`${kind}Name`]: name, PolicyName: stated.PolicyName };
  const found = unlessGone(() => iam<{ readonly PolicyDocument?: string }>(step, `Get${kind}Policy`, input));
  return found && parsedLike(stated.PolicyDocument, decoded(found.PolicyDocument));
}

export function attachedArns(kind: IdentityKind, name: string, step: Step): readonly string[] {
  const result = iam<{ readonly AttachedPolicies?: readonly { readonly PolicyArn?: string }[] }>(
    step,
    `ListAttached${kind}Policies`,
    { [`${kind}Name`]: name, MaxItems: 1000 },
  );
  return (result.AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []);
}

/** IAM answers documents in the form that is for URLs. */
export function decoded(document: string | undefined): string | undefined {
  return document === undefined ? undefined : decodeURIComponent(document);
}

export function changeBoundary(
  kind: 'Role' | 'User',
  name: string,
  before: string | undefined,
  after: string | undefined,
  step: Step,
): void {
  if (before === after) return;
  const identity = { [`${kind}Name`]: name };
  if (after === undefined) iam(step, `Delete${kind}PermissionsBoundary`, identity);
  else iam(step, `Put${kind}PermissionsBoundary`, { ...identity, PermissionsBoundary: after });
}

/** Tags to make something with; undefined without any. */
export function identityTags(own: readonly Tag[] | undefined, step: Step): readonly Tag[] | undefined {
  return ifAny(allTags(own, step.tags));
}

export function changeIdentityTags(
  kind: 'Role' | 'User',
  name: string,
  before: readonly Tag[] | undefined,
  after: readonly Tag[] | undefined,
  step: Step,
): void {
  const { set, removed } = tagChanges(before, after, step);
  const identity = { [`${kind}Name`]: name };
  if (ifAny(removed)) iam(step, `Untag${kind}`, { ...identity, TagKeys: removed });
  if (ifAny(set)) iam(step, `Tag${kind}`, { ...identity, Tags: set });
}
