/** Whether a role may be used by a service of AWS's. */
import { trustPolicy } from './document/profiles.ts';
import { evaluate } from './evaluate.ts';
import { requestContext } from './matching/context.ts';
import { parsePolicy } from './parse-policy.ts';

/**
 * Whether the trust policy lets the service assume the role.
 * @param document the trust policy, JSON
 * @param service `cloudformation.amazonaws.com`
 */
export function trustsService(document: string, roleArn: string, service: string): boolean {
  const { decision } = evaluate(
    {
      requester: { kind: 'service', names: [service] },
      action: 'sts:AssumeRole',
      resource: roleArn,
      context: requestContext([
        ['aws:PrincipalIsAWSService', 'true'],
        ['aws:PrincipalServiceName', service],
      ]),
    },
    { identity: [], resource: parsePolicy(document, trustPolicy), resourceMustAllow: true },
  );
  return decision === 'allow';
}
