import type { DescribeAddressesRequest, DescribeAddressesResult } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { ElasticAddress } from '../../model/network-resources.ts';
import { addressFilters, toSdkAddress } from '../network/elastic-address.ts';
import { operation } from '../operation.ts';
import { matchFilters } from '../shared/filters.ts';
import { selectOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddresses.html */
export const DescribeAddresses = operation<DescribeAddressesRequest, DescribeAddressesResult>({
  service: 'ec2',
  name: 'DescribeAddresses',
  access: 'read',
  honours: ['AllocationIds', 'PublicIps', 'Filters'],
  handle(input, context) {
    const { resources } = context;
    const owned = withPublicIps(
      selectOwned(context, 'elasticAddress', input.AllocationIds),
      input.PublicIps ?? [],
    );
    const matching = matchFilters(owned, input.Filters, addressFilters(resources));
    return { Addresses: matching.map((address) => toSdkAddress(resources, address)) };
  },
});

function withPublicIps(addresses: readonly ElasticAddress[], publicIps: readonly string[]) {
  if (publicIps.length === 0) return addresses;
  const missing = publicIps.find((wanted) => addresses.every(({ publicIp }) => publicIp !== wanted));
  if (missing !== undefined) {
    throw new ServiceError('InvalidAddress.NotFound', `Address '${missing}' not found.`);
  }
  return addresses.filter(({ publicIp }) => publicIps.includes(publicIp));
}
