import type {
  DescribeVpcEndpointServicesRequest,
  DescribeVpcEndpointServicesResult,
} from '@aws-sdk/client-ec2';
import type { EndpointService } from '../../model/resources.ts';
import { toServiceDetail } from '../endpoints/endpoint-service-view.ts';
import { isVisible, requireVisibleService, unknownService } from '../endpoints/endpoint-services.ts';
import { type OperationContext, operation } from '../operation.ts';
import { type FilterTable, matchFilters } from '../shared/filters.ts';
import { isOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/**
 * The services that the caller may connect to from the request's region, those of other regions when they are asked
 * for. Others are not there, whoever asks by name.
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
  const regions = ServiceRegions?.length ? [...new Set(ServiceRegions)] : [context.region];
  if (ServiceNames?.length)
    return [...new Set(ServiceNames)].map((name) => requireIn(context, name, regions));
  return [...context.resources.all('endpointService')].filter(
    (service) => regions.includes(service.region) && isVisible(context, service),
  );
}

/** The service of one of the regions. @throws ServiceError `InvalidServiceName` */
function requireIn(context: OperationContext, name: string, regions: readonly string[]): EndpointService {
  const [service] = context.resources.find('endpointService', 'name', name);
  if (!service || !regions.includes(service.region)) throw unknownService(name);
  return requireVisibleService(context, name, service.region);
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
    unknownCode: 'InvalidFilter',
  };
}
