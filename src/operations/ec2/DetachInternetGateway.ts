import type { DetachInternetGatewayRequest } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachInternetGateway.html */
export const DetachInternetGateway = operation<DetachInternetGatewayRequest, object>({
  service: 'ec2',
  name: 'DetachInternetGateway',
  access: 'write',
  honours: ['InternetGatewayId', 'VpcId'],
  handle(input, context) {
    const { resources } = context;
    const { vpcId, ...gateway } = requireOwned(context, 'internetGateway', input.InternetGatewayId ?? '');
    const vpc = requireOwned(context, 'vpc', input.VpcId ?? '');
    if (vpcId !== vpc.id) {
      const message = `resource ${gateway.id} is not attached to network ${vpc.id}`;
      throw new ServiceError('Gateway.NotAttached', message);
    }
    const mapped = resources.find('natGateway', 'vpc', vpc.id).find((nat) => nat.allocationId !== undefined);
    if (mapped) {
      const message = `Network ${vpc.id} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway: ${mapped.id} has ${mapped.allocationId}.`;
      throw new ServiceError('DependencyViolation', message);
    }
    resources.put('internetGateway', gateway);
    // Whoever maps an address at the same moment writes this too.
    dependOn(resources, vpc.id, gateway.id);
    return {};
  },
});
