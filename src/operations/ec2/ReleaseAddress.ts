import type { ReleaseAddressRequest } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { ElasticAddress } from '../../model/network-resources.ts';
import { releasePublicIp } from '../network/elastic-address.ts';
import { type OperationContext, operation } from '../operation.ts';
import { allOwned, requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReleaseAddress.html */
export const ReleaseAddress = operation<ReleaseAddressRequest, object>({
  service: 'ec2',
  name: 'ReleaseAddress',
  access: 'write',
  honours: ['AllocationId', 'PublicIp', 'NetworkBorderGroup'],
  handle(input, context) {
    const { resources } = context;
    const address = requireAddress(context, input);
    if (address.natGatewayId !== undefined) {
      const message = `Address ${address.publicIp} is in use: ${address.natGatewayId} has it.`;
      throw new ServiceError('InvalidIPAddress.InUse', message);
    }
    resources.delete('elasticAddress', address.id);
    releasePublicIp(resources, address.publicIp);
    return {};
  },
});

function requireAddress(context: OperationContext, input: ReleaseAddressRequest): ElasticAddress {
  const { AllocationId: id, PublicIp: publicIp, NetworkBorderGroup: group } = input;
  if (group !== undefined && group !== context.region) {
    const message = `Invalid network border group: '${group}'. The one of this region is ${context.region}.`;
    throw new ServiceError('InvalidParameterValue', message);
  }
  if (id !== undefined && publicIp !== undefined) {
    const message = 'You may specify public IP or allocation id, but not both in the same call';
    throw new ServiceError('InvalidParameterCombination', message);
  }
  if (id !== undefined) return requireOwned(context, 'elasticAddress', id);
  if (publicIp === undefined) {
    throw new ServiceError('MissingParameter', 'Either public IP or allocation id must be specified');
  }
  const found = allOwned(context, 'elasticAddress').find((address) => address.publicIp === publicIp);
  if (!found) throw new ServiceError('InvalidAddress.NotFound', `Address '${publicIp}' not found.`);
  return requireOwned(context, 'elasticAddress', found.id);
}
