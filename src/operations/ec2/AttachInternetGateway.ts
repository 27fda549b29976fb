import type { AttachInternetGatewayRequest } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachInternetGateway.html */
export const AttachInternetGateway = operation<AttachInternetGatewayRequest, object>({
  service: 'ec2',
  name: 'AttachInternetGateway',
  access: 'write',
  honours: ['InternetGatewayId', 'VpcId'],
  handle(input, context) {
    const { resources } = context;
    const gateway = requireOwned(context, 'internetGateway', input.InternetGatewayId ?? '');
    const vpc = requireOwned(context, 'vpc', input.VpcId ?? '');
    if (gateway.vpcId !== undefined) {
      const message = `resource ${gateway.id} is already attached to network ${gateway.vpcId}`;
      throw new ServiceError('Resource.AlreadyAssociated', message);
    }
    if (resources.count('internetGateway', 'vpc', vpc.id) > 0) {
      const message = `Network ${vpc.id} already has an internet gateway attached`;
      throw new ServiceError('InvalidParameterValue', message);
    }
    resources.put('internetGateway', { ...gateway, vpcId: vpc.id });
    dependOn(resources, vpc.id, gateway.id);
    return {};
  },
});
