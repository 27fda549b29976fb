import type { DescribeNetworkInterfacesRequest, DescribeNetworkInterfacesResult } from '@aws-sdk/client-ec2';
import { interfaceFilters, toSdkInterface } from '../network/interface-view.ts';
import { operation } from '../operation.ts';
import { matchFilters } from '../shared/filters.ts';
import { selectOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html */
export const DescribeNetworkInterfaces = operation<
  DescribeNetworkInterfacesRequest,
  DescribeNetworkInterfacesResult
>({
  service: 'ec2',
  name: 'DescribeNetworkInterfaces',
  access: 'read',
  honours: ['NetworkInterfaceIds', 'Filters', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const { resources } = context;
    const owned = selectOwned(context, 'networkInterface', input.NetworkInterfaceIds);
    const page = paginate(matchFilters(owned, input.Filters, interfaceFilters(resources)), input, {
      operation: 'DescribeNetworkInterfaces',
      key: (record) => record.id,
      ids: { parameter: 'NetworkInterfaceIds', given: input.NetworkInterfaceIds },
    });
    return {
      NetworkInterfaces: page.records.map((record) => toSdkInterface(resources, record)),
      NextToken: page.nextToken,
    };
  },
});
