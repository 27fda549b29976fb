import type {
  DescribeVpcEndpointServiceConfigurationsRequest,
  DescribeVpcEndpointServiceConfigurationsResult,
} from '@aws-sdk/client-ec2';
import type { EndpointService } from '../../model/resources.ts';
import { toServiceConfiguration } from '../endpoints/endpoint-service-view.ts';
import { operation } from '../operation.ts';
import { type FilterTable, matchFilters } from '../shared/filters.ts';
import { selectOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/**
 * The caller's own endpoint services.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointServiceConfigurations.html
 */
export const DescribeVpcEndpointServiceConfigurations = operation<
  DescribeVpcEndpointServiceConfigurationsRequest,
  DescribeVpcEndpointServiceConfigurationsResult
>({
  service: 'ec2',
  name: 'DescribeVpcEndpointServiceConfigurations',
  access: 'read',
  honours: ['ServiceIds', 'Filters', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const services = matchFilters(
      selectOwned(context, 'endpointService', input.ServiceIds),
      input.Filters,
      filters,
    );
    const { records, nextToken } = paginate(services, input, {
      operation: 'DescribeVpcEndpointServiceConfigurations',
      key: ({ id }) => id,
      clamp: true,
    });
    return {
      ServiceConfigurations: records.map((service) => toServiceConfiguration(context.resources, service)),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    };
  },
});

const filters: FilterTable<EndpointService> = {
  fields: {
    'service-name': ({ name }) => name,
    'service-id': ({ id }) => id,
    'service-state': ({ state }) => state,
    'supported-ip-address-types': () => 'ipv4',
  },
  tags: ({ tags }) => tags,
  unknownCode: 'InvalidFilter',
};
