/**
 * ARNs of IAM's resources. They have no region, and the path stands in them.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
import type { IamEntity } from './identity-resources.ts';
import type { AccountId, Arn } from './ids.ts';

/** Kinds of records that are entities of IAM, and how an ARN calls them. */
const arnTypes = {
  user: 'user',
  group: 'group',
  role: 'role',
  managedPolicy: 'policy',
  instanceProfile: 'instance-profile',
} as const;

export type IamKind = keyof typeof arnTypes;

/** `arn:aws:iam::<account>:user/<path><name>`, and so for the other kinds. */
export function iamArn(kind: IamKind, entity: Pick<IamEntity, 'accountId' | 'path' | 'name'>): Arn {
  return `arn:aws:iam::${entity.accountId}:${arnTypes[kind]}${entity.path}${entity.name}`;
}

/** `arn:aws:iam::<account>:root`: the account, and its root user. */
export function rootArn(accountId: AccountId): Arn {
  return `arn:aws:iam::${accountId}:root`;
}

/** What the ARN of a user or a role says; undefined for every other text. */
export function parsePrincipalArn(
  arn: string,
): { readonly kind: 'user' | 'role'; readonly accountId: AccountId; readonly name: string } | undefined {
  const match = /^arn:aws:iam::(\d{12}):(user|role)\/(?:[\x21-\x7e]*\/)?([\w+=,.@-]+)$/.exec(arn);
  if (!match) return undefined;
  const [, accountId = '', kind, name = ''] = match;
  return { kind: kind === 'user' ? 'user' : 'role', accountId, name };
}
