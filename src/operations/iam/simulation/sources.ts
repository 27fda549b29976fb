/** The policies that a simulation is about, each with the name under which its statements are answered. */
import { ServiceError } from '../../../model/errors.ts';
import { iamArn } from '../../../model/iam-arns.ts';
import type { Group, Role, User } from '../../../model/identity-resources.ts';
import type { Arn } from '../../../model/ids.ts';
import { managedPolicyDocument } from '../../../model/managed-policies.ts';
import { inlinePolicy, managedPolicy, type PolicyProfile } from '../../../policy/document/profiles.ts';
import { type Policy, parsePolicy } from '../../../policy/parse-policy.ts';
import type { OperationContext } from '../../operation.ts';
import { parseInput } from '../shared/documents.ts';
import { requireEntity } from '../shared/entities.ts';
import type { GranteeKind } from '../shared/grantees.ts';
import { nameInArn } from '../shared/managed-policies.ts';

export interface Source {
  /** `PolicyInputList.1`, `user_<user>_<policy>`, or the name of a managed policy. */
  readonly id: string;
  readonly text: string;
  readonly policy: Policy;
}

/** A user, group or role whose policies are simulated. */
export type Principal =
  | { readonly kind: 'user'; readonly record: User }
  | { readonly kind: 'group'; readonly record: Group }
  | { readonly kind: 'role'; readonly record: Role };

/** The caller's user, group or role with this ARN. @throws ServiceError `InvalidInput`, `NoSuchEntity` */
export function requirePrincipal(context: OperationContext, arn = ''): Principal {
  const match = /^arn:aws:iam::(\d{12}):(user|group|role)\/(?:[\x21-\x7e]*\/)?([\w+=,.@-]{1,128})$/.exec(arn);
  if (!match) throw new ServiceError('InvalidInput', `Invalid Entity Arn: ${arn}`);
  const [, accountId = '', kind, name = ''] = match;
  const principal = findPrincipal(context, kind as GranteeKind, name);
  if (accountId === context.caller.accountId && iamArn(principal.kind, principal.record) === arn)
    return principal;
  throw new ServiceError('NoSuchEntity', `The ${kind} with the ARN ${arn} cannot be found.`);
}

/** Everything that the user with its groups, the group or the role is granted. */
export function sourcesOf(context: OperationContext, { kind, record }: Principal): Source[] {
  const groups =
    kind === 'user' ? record.groupIds.flatMap((id) => context.resources.get('group', id) ?? []) : [];
  const grantees = [{ kind, record }, ...groups.map((group) => ({ kind: 'group', record: group }) as const)];
  return grantees.flatMap(({ kind: of, record: { name, inlinePolicies, attachedPolicyArns } }) => [
    ...inlinePolicies.map((policy) => source(`${of}_${name}_${policy.name}`, policy.document, inlinePolicy)),
    ...attachedPolicyArns.flatMap((arn) => managedSource(context, arn) ?? []),
  ]);
}

/** The boundary of the user or role. */
export function boundaryOf(context: OperationContext, { kind, record }: Principal): Source | undefined {
  const arn = kind === 'group' ? undefined : record.permissionsBoundaryArn;
  return arn === undefined ? undefined : managedSource(context, arn);
}

/** Documents of the request. @param list the parameter; @throws ServiceError `InvalidInput` */
export function inputSources(
  list: string,
  documents: readonly string[] | undefined,
  profile: PolicyProfile = inlinePolicy,
): Source[] {
  return (documents ?? []).map((text, at) => {
    const id = `${list}.${at + 1}`;
    return { id, text, policy: parseInput(id, text, profile) };
  });
}

/** The boundary that the request gives instead. @throws ServiceError `InvalidInput`, also for more than one */
export function inputBoundary(documents: readonly string[] | undefined): Source | undefined {
  const [boundary, ...others] = inputSources('PermissionsBoundaryPolicyInputList', documents);
  if (others.length === 0) return boundary;
  throw new ServiceError(
    'InvalidInput',
    'Give one permissions boundary policy, as only one is ever in force.',
  );
}

function findPrincipal(context: OperationContext, kind: GranteeKind, name: string): Principal {
  switch (kind) {
    case 'user':
      return { kind, record: requireEntity(context, kind, name) };
    case 'group':
      return { kind, record: requireEntity(context, kind, name) };
    case 'role':
      return { kind, record: requireEntity(context, kind, name) };
  }
}

function managedSource({ resources }: OperationContext, arn: Arn): Source | undefined {
  const text = managedPolicyDocument(resources, arn);
  return text === undefined ? undefined : source(nameInArn(arn), text, managedPolicy);
}

function source(id: string, text: string, profile: PolicyProfile): Source {
  return { id, text, policy: parsePolicy(text, profile) };
}
