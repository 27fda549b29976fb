import type { DescribeVpcEndpointsRequest, DescribeVpcEndpointsResult } from '@aws-sdk/client-ec2';
import type { Endpoint } from '../../model/resources.ts';
import { toVpcEndpoint } from '../endpoints/endpoint-view.ts';
import { operation } from '../operation.ts';
import { type FilterTable, matchFilters } from '../shared/filters.ts';
import { selectOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/**
 * The caller's endpoints.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html
 */
export const DescribeVpcEndpoints = operation<DescribeVpcEndpointsRequest, DescribeVpcEndpointsResult>({
  service: 'ec2',
  name: 'DescribeVpcEndpoints',
  access: 'read',
  honours: ['VpcEndpointIds', 'Filters', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const endpoints = matchFilters(
      selectOwned(context, 'endpoint', input.VpcEndpointIds),
      input.Filters,
      filters,
    );
    const { records, nextToken } = paginate(endpoints, input, {
      operation: 'DescribeVpcEndpoints',
      key: ({ id }) => id,
      clamp: true,
    });
    return {
      VpcEndpoints: records.map((endpoint) => toVpcEndpoint(context.resources, endpoint)),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    };
  },
});

const filters: FilterTable<Endpoint> = {
  fields: {
    'ip-address-type': () => 'ipv4',
    'service-name': ({ serviceName }) => serviceName,
    'service-region': ({ serviceRegion, region }) => serviceRegion ?? region,
    'vpc-id': ({ vpcId }) => vpcId,
    'vpc-endpoint-id': ({ id }) => id,
    'vpc-endpoint-state': ({ state }) => state,
    'vpc-endpoint-type': () => 'Interface',
  },
  tags: ({ tags }) => tags,
  unknownCode: 'InvalidFilter',
};
