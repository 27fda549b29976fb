/**
 * The condition keys that every request has.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
import type { Caller, CallerPrincipal } from '../model/caller.ts';
import type { ContextValue } from '../policy/matching/context.ts';
import type { RequestFacts } from './request.ts';

export type ContextKey = readonly [key: string, value: ContextValue];

export function globalKeys(request: RequestFacts): ContextKey[] {
  const { caller, region, now, sourceIp, userAgent, isSecure, via } = request;
  return [
    ...principalKeys(caller),
    ...sessionKeys(caller),
    ['aws:CurrentTime', now],
    ['aws:EpochTime', String(Math.floor(Date.parse(now) / 1000))],
    ['aws:RequestedRegion', region],
    ['aws:SecureTransport', String(isSecure)],
    ...viaKeys(via, sourceIp),
    ...(userAgent === undefined ? [] : [['aws:UserAgent', userAgent] as const]),
  ];
}

/** A service that calls on somebody's behalf has no address that a policy could know. */
function viaKeys(via: string | undefined, sourceIp: string): ContextKey[] {
  if (via === undefined)
    return [
      ['aws:SourceIp', sourceIp],
      ['aws:ViaAWSService', 'false'],
    ];
  return [
    ['aws:CalledVia', [via]],
    ['aws:CalledViaFirst', via],
    ['aws:CalledViaLast', via],
    ['aws:ViaAWSService', 'true'],
  ];
}

/** As AWS's table of principals shows them. */
function principalKeys({ accountId, arn, userId, principal, tags }: Caller): ContextKey[] {
  const keys: ContextKey[] = [
    ['aws:PrincipalAccount', accountId],
    // A session is known by its role.
    ['aws:PrincipalArn', principal.kind === 'role' ? principal.roleArn : arn],
    ['aws:PrincipalIsAWSService', 'false'],
    ['aws:PrincipalType', principalTypes[principal.kind]],
    ['aws:userid', userId],
    ...tags.map(({ key, value }) => [`aws:PrincipalTag/${key}`, value] as const),
  ];
  return principal.kind === 'user' ? [...keys, ['aws:username', principal.name]] : keys;
}

const principalTypes: Readonly<Record<CallerPrincipal['kind'], string>> = {
  root: 'Account',
  user: 'User',
  role: 'AssumedRole',
  federatedUser: 'FederatedUser',
};

/** Long-lived keys have neither: `BoolIfExists` is how policies ask. */
function sessionKeys({ session }: Caller): ContextKey[] {
  if (!session) return [];
  const { createdAt, sourceIdentity } = session;
  return [
    ['aws:MultiFactorAuthPresent', 'false'],
    ['aws:TokenIssueTime', createdAt],
    ...(sourceIdentity === undefined ? [] : [['aws:SourceIdentity', sourceIdentity] as const]),
  ];
}
