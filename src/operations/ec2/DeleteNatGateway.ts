import type { DeleteNatGatewayRequest, DeleteNatGatewayResult } from '@aws-sdk/client-ec2';
import { deleteInterface } from '../../model/delete-interface.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/**
 * The gateway is gone at once; its address stays the account's, its routes stay and are `blackhole` as before.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNatGateway.html
 */
export const DeleteNatGateway = operation<DeleteNatGatewayRequest, DeleteNatGatewayResult>({
  service: 'ec2',
  name: 'DeleteNatGateway',
  access: 'write',
  honours: ['NatGatewayId'],
  handle(input, context) {
    const { resources } = context;
    const nat = requireOwned(context, 'natGateway', input.NatGatewayId ?? '');
    const networkInterface = resources.get('networkInterface', nat.networkInterfaceId);
    if (networkInterface) deleteInterface(resources, networkInterface);
    const address = nat.allocationId && resources.get('elasticAddress', nat.allocationId);
    if (address) {
      const { natGatewayId: _, ...free } = address;
      resources.put('elasticAddress', free);
    }
    resources.delete('natGateway', nat.id);
    return { NatGatewayId: nat.id };
  },
});
