/**
 * The form of Principal elements. Whether the principals exist is for the caller to find out.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
import type { PrincipalKind, Statement } from './document.ts';
import type { PolicyProfile } from './profiles.ts';

/** AWS's message for the first problem with the statement's principals. */
export function checkPrincipals({ principal }: Statement, profile: PolicyProfile): string | undefined {
  if (profile.principal === 'forbidden') {
    return principal === undefined ? undefined : 'Policy document should not specify a principal.';
  }
  if (principal === undefined) return 'Missing required field Principal';
  if (principal.value === '*') return undefined;
  // The reader has taken the known kinds only.
  const kinds = Object.entries(principal.value) as [PrincipalKind, readonly string[]][];
  if (kinds.length === 0 || kinds.some(([, names]) => names.length === 0)) {
    return 'Missing required field Principal cannot be empty!';
  }
  for (const [kind, names] of kinds) {
    const wrong = names.find((name) => !forms[kind].test(name));
    if (wrong !== undefined)
      return `Invalid principal in policy: "${kind === 'AWS' ? kind : kind.toUpperCase()}":"${wrong}"`;
  }
  return undefined;
}

/**
 * Everyone, an account, its root, a user or a role with its path, a session, or the unique id that IAM puts in the place
 * of a user's or role's ARN. No part of a name may be a wildcard.
 */
const awsForms = [
  String.raw`\*`,
  String.raw`\d{12}`,
  String.raw`arn:aws[a-z-]*:iam::\d{12}:(?:root|(?:user|role)/(?:[\x21-\x29\x2b-\x3e\x40-\x7e]{1,510}/)?[\w+=,.@-]{1,64})`,
  String.raw`arn:aws[a-z-]*:sts::\d{12}:assumed-role/[\w+=,.@-]{1,64}/[\w+=,.@-]{2,64}`,
  String.raw`arn:aws[a-z-]*:sts::\d{12}:federated-user/[\w+=,.@-]{2,32}`,
  'A(?:ID|RO)A[A-Z0-9]{12,124}',
];

const forms: Readonly<Record<PrincipalKind, RegExp>> = {
  AWS: new RegExp(`^(?:${awsForms.join('|')})$`),
  Service: /^[a-z0-9-]{1,64}(?:\.[a-z0-9-]{1,64}){1,6}$/,
  Federated:
    /^(?:arn:aws[a-z-]*:iam::\d{12}:(?:saml|oidc)-provider\/[\w./+=,@:-]{1,255}|[a-z0-9-]{1,64}(?:\.[a-z0-9-]{1,64}){1,6})$/,
  CanonicalUser: /^[0-9a-f]{64}$/,
};
