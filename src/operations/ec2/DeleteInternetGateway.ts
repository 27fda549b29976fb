import type { DeleteInternetGatewayRequest } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteInternetGateway.html */
export const DeleteInternetGateway = operation<DeleteInternetGatewayRequest, object>({
  service: 'ec2',
  name: 'DeleteInternetGateway',
  access: 'write',
  honours: ['InternetGatewayId'],
  handle(input, context) {
    const gateway = requireOwned(context, 'internetGateway', input.InternetGatewayId ?? '');
    if (gateway.vpcId !== undefined) {
      const message = `The internetGateway '${gateway.id}' has dependencies and cannot be deleted. It is attached to ${gateway.vpcId}.`;
      throw new ServiceError('DependencyViolation', message);
    }
    context.resources.delete('internetGateway', gateway.id);
    return {};
  },
});
