import type {
  ModifyVpcEndpointServicePayerResponsibilityRequest,
  ModifyVpcEndpointServicePayerResponsibilityResult,
} from '@aws-sdk/client-ec2';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/**
 * Makes the service's owner pay for its endpoints, which cannot be taken back. Here nobody pays: it is a label.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpointServicePayerResponsibility.html
 */
export const ModifyVpcEndpointServicePayerResponsibility = operation<
  ModifyVpcEndpointServicePayerResponsibilityRequest,
  ModifyVpcEndpointServicePayerResponsibilityResult
>({
  service: 'ec2',
  name: 'ModifyVpcEndpointServicePayerResponsibility',
  access: 'write',
  honours: ['ServiceId', 'PayerResponsibility'],
  handle({ ServiceId, PayerResponsibility }, context) {
    const service = requireOwned(context, 'endpointService', ServiceId ?? '');
    if (PayerResponsibility !== undefined) {
      context.resources.put('endpointService', { ...service, payerResponsibility: PayerResponsibility });
    }
    return { ReturnValue: true };
  },
});
