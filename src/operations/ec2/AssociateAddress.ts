import type { AssociateAddressRequest } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/**
 * Always refused, with the reason.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html
 */
export const AssociateAddress = operation<AssociateAddressRequest, object>({
  service: 'ec2',
  name: 'AssociateAddress',
  access: 'write',
  honours: [
    'AllocationId',
    'PublicIp',
    'InstanceId',
    'NetworkInterfaceId',
    'PrivateIpAddress',
    'AllowReassociation',
  ],
  handle(input, context) {
    if (input.AllocationId !== undefined) requireOwned(context, 'elasticAddress', input.AllocationId);
    const message =
      'Elastic IP addresses are for NAT gateways only: nothing reaches an instance here from outside its VPC but through an endpoint.';
    throw new ServiceError('UnsupportedOperation', message);
  },
});
