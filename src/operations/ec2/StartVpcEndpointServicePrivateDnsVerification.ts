import type {
  StartVpcEndpointServicePrivateDnsVerificationRequest,
  StartVpcEndpointServicePrivateDnsVerificationResult,
} from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/**
 * Asks for the proof that the private DNS name of a service is the provider's to be looked up. The result comes later:
 * `pendingVerification` becomes `verified` or `failed`. A name that is verified stays so.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StartVpcEndpointServicePrivateDnsVerification.html
 */
export const StartVpcEndpointServicePrivateDnsVerification = operation<
  StartVpcEndpointServicePrivateDnsVerificationRequest,
  StartVpcEndpointServicePrivateDnsVerificationResult
>({
  service: 'ec2',
  name: 'StartVpcEndpointServicePrivateDnsVerification',
  access: 'write',
  honours: ['ServiceId'],
  handle({ ServiceId }, context) {
    const service = requireOwned(context, 'endpointService', ServiceId ?? '');
    const { privateDns } = service;
    if (!privateDns) {
      const message = `The VPC endpoint service ${service.id} does not have a private DNS name. Set one with ModifyVpcEndpointServiceConfiguration.`;
      throw new ServiceError('InvalidParameter', message);
    }
    if (privateDns.state !== 'verified') {
      context.resources.put('endpointService', {
        ...service,
        privateDns: { ...privateDns, state: 'pendingVerification', checkRequestedAt: context.now },
      });
    }
    return { ReturnValue: true };
  },
});
