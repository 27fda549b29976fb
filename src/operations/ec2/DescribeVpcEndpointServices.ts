import type {
  DescribeVpcEndpointServicesRequest,
  DescribeVpcEndpointServicesResult,
} from '@aws-sdk/client-ec2';
import type { EndpointService } from '../../model/resources.ts';
import { toServiceDetail } from '../endpoints/endpoint-service-view.ts';
import { isVisible, requireVisibleService } from '../endpoints/endpoint-services.ts';
import { type OperationContext, operation } from '../operation.ts';
import { type FilterTable, matchFilters } from '../shared/filters.ts';
import { isOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/**
 * The services that the caller may connect to, by name. Others are not there, whoever asks by name.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointServices.html
 */
export const DescribeVpcEndpointServices = operation<
  DescribeVpcEndpointServicesRequest,
  DescribeVpcEndpointServicesResult
>({
  service: 'ec2',
  name: 'DescribeVpcEndpointServices',
  access: 'read',
  honours: ['ServiceNames', 'Filters', 'MaxResults', 'NextToken', 'ServiceRegions'],
  handle(input, context) {
    const services = matchFilters(select(context, input), input.Filters, filtersFor(context));
    const { records, nextToken } = paginate(services, input, {
      operation: 'DescribeVpcEndpointServices',
      key: ({ name }) => name,
      clamp: true,
    });
    return {
      ServiceNames: records.map(({ name }) => name),
      ServiceDetails: records.map((service) => toServiceDetail(context, service)),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    };
  },
});

function select(
  context: OperationContext,
  { ServiceNames, ServiceRegions }: DescribeVpcEndpointServicesRequest,
): readonly EndpointService[] {
  const named = ServiceNames?.length
    ? [...new Set(ServiceNames)].map((name) => requireVisibleService(context, name))
    : [...context.resources.all('endpointService')].filter((service) => isVisible(context, service));
  if (!ServiceRegions?.length) return named;
  return named.filter(({ region }) => ServiceRegions.includes(region));
}

function filtersFor(context: OperationContext): FilterTable<EndpointService> {
  return {
    fields: {
      owner: ({ accountId }) => accountId,
      'service-name': ({ name }) => name,
      'service-region': ({ region }) => region,
      'service-type': () => 'Interface',
      'supported-ip-address-types': () => 'ipv4',
    },
    tags: (service) => (isOwned(context, service) ? service.tags : []),
  };
}
