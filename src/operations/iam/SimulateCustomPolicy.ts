import type { SimulateCustomPolicyRequest, SimulatePolicyResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { simulate, simulationMembers } from './simulation/simulate.ts';
import { inputBoundary, inputSources } from './simulation/sources.ts';

/**
 * Tells whether the documents of the request allow actions, by which statements, and which context keys are missing.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
 */
export const SimulateCustomPolicy = operation<SimulateCustomPolicyRequest, SimulatePolicyResponse>({
  service: 'iam',
  name: 'SimulateCustomPolicy',
  access: 'read',
  honours: ['PolicyInputList', 'PermissionsBoundaryPolicyInputList', ...simulationMembers],
  handle(input, context) {
    return simulate('SimulateCustomPolicy', context, input, {
      principal: undefined,
      identity: inputSources('PolicyInputList', input.PolicyInputList),
      boundary: inputBoundary(input.PermissionsBoundaryPolicyInputList),
    });
  },
});
