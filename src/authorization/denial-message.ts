import type { Decision, PolicyKind } from '../policy/evaluate.ts';
import type { Check } from './check.ts';

/**
 * AWS's sentence about a request that is not allowed. To assume a role is refused without a reason: who may not, must
 * not learn whether there is such a role.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function denialMessage(arn: string, check: Check, decision: Decision): string {
  const { resource, owner } = check;
  // SNS writes its prefix so.
  const action = check.action.replace(/^sns:/, 'SNS:');
  const about = resource === '*' ? '' : ` on resource: ${resource}`;
  const refused = `User: ${arn} is not authorized to perform: ${action}${about}`;
  if (owner?.kind === 'role') return refused;
  const kind = nouns[decision.because ?? 'identity'];
  return decision.decision === 'explicitDeny'
    ? `${refused} with an explicit deny in ${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`
    : `${refused} because no ${kind} allows the ${action} action`;
}

const nouns: Readonly<Record<PolicyKind, string>> = {
  boundary: 'permissions boundary',
  endpoint: 'VPC endpoint policy',
  identity: 'identity-based policy',
  resource: 'resource-based policy',
  resourceControl: 'resource control policy',
  serviceControl: 'service control policy',
  session: 'session policy',
};
