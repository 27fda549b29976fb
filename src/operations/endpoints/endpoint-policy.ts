import { endpointPolicy } from '../../policy/document/profiles.ts';
import { parsePolicy } from '../../policy/parse-policy.ts';

/** The policy of an endpoint that was given none: full access. */
export const defaultPolicy = JSON.stringify({
  Statement: [{ Action: '*', Effect: 'Allow', Principal: '*', Resource: '*' }],
});

/**
 * The policy as it was given. It is stored and not enforced, as on AWS for endpoints of customer services: only the
 * AWS service behind an endpoint would enforce it.
 * @throws ServiceError `InvalidPolicyDocument` when AWS would not read it as a policy, or it has more than 20,480 characters
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export function checkPolicy(text: string): string {
  parsePolicy(text, endpointPolicy);
  return text;
}
