import type { AllocateAddressRequest, AllocateAddressResult } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { takePublicIp } from '../network/elastic-address.ts';
import { quota } from '../network/quotas.ts';
import { operation } from '../operation.ts';
import { allOwned } from '../shared/lookup.ts';
import { tagsFromSpecifications } from '../shared/tags.ts';

/**
 * The address can be given to a NAT gateway, so that templates which do that deploy. No packet ever has it.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AllocateAddress.html
 */
export const AllocateAddress = operation<AllocateAddressRequest, AllocateAddressResult>({
  service: 'ec2',
  name: 'AllocateAddress',
  access: 'write',
  honours: ['Domain', 'NetworkBorderGroup', 'TagSpecifications'],
  handle(input, context) {
    const { resources, caller, region, ids } = context;
    checkPlace(input, region);
    const tags = tagsFromSpecifications(input.TagSpecifications, 'elastic-ip');
    if (allOwned(context, 'elasticAddress').length >= quota(context, 'addressesPerRegion')) {
      throw new ServiceError('AddressLimitExceeded', 'The maximum number of addresses has been reached.');
    }
    const id = ids.next('eipalloc');
    const publicIp = takePublicIp(resources, ids, id);
    resources.put('elasticAddress', { id, accountId: caller.accountId, region, tags, publicIp });
    return {
      AllocationId: id,
      PublicIp: publicIp,
      Domain: 'vpc',
      PublicIpv4Pool: 'amazon',
      NetworkBorderGroup: region,
    };
  },
});

function checkPlace({ Domain = 'vpc', NetworkBorderGroup }: AllocateAddressRequest, region: string): void {
  if (Domain !== 'vpc') {
    const message = `Value (${Domain}) for parameter domain is invalid. Addresses are for use in VPCs: 'vpc'.`;
    throw new ServiceError('InvalidParameterValue', message);
  }
  if (NetworkBorderGroup !== undefined && NetworkBorderGroup !== region) {
    const message = `Invalid network border group: '${NetworkBorderGroup}'. The one of this region is ${region}.`;
    throw new ServiceError('InvalidParameterValue', message);
  }
}
