import type { SimulatePolicyResponse, SimulatePrincipalPolicyRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { simulate, simulationMembers } from './simulation/simulate.ts';
import {
  boundaryOf,
  inputBoundary,
  inputSources,
  requirePrincipal,
  sourcesOf,
} from './simulation/sources.ts';

/**
 * Tells whether the policies of a user (with its groups), a group or a role allow actions, by which statements, and which
 * context keys are missing. Documents of the request count as further policies; a boundary of the request takes the place
 * of the one there is.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export const SimulatePrincipalPolicy = operation<SimulatePrincipalPolicyRequest, SimulatePolicyResponse>({
  service: 'iam',
  name: 'SimulatePrincipalPolicy',
  access: 'read',
  honours: ['PolicySourceArn', 'PolicyInputList', 'PermissionsBoundaryPolicyInputList', ...simulationMembers],
  handle(input, context) {
    const principal = requirePrincipal(context, input.PolicySourceArn);
    const given = inputBoundary(input.PermissionsBoundaryPolicyInputList);
    return simulate('SimulatePrincipalPolicy', context, input, {
      principal,
      identity: [...sourcesOf(context, principal), ...inputSources('PolicyInputList', input.PolicyInputList)],
      boundary: given ?? boundaryOf(context, principal),
    });
  },
});
