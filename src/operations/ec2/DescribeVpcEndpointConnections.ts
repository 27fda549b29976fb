import type {
  DescribeVpcEndpointConnectionsRequest,
  DescribeVpcEndpointConnectionsResult,
} from '@aws-sdk/client-ec2';
import type { Endpoint, EndpointService } from '../../model/resources.ts';
import { toConnection } from '../endpoints/endpoint-view.ts';
import { operation } from '../operation.ts';
import { type FilterTable, matchFilters } from '../shared/filters.ts';
import { allOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/**
 * The endpoints, of whatever account, that are connected to the caller's services, wait to be, or were rejected.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointConnections.html
 */
export const DescribeVpcEndpointConnections = operation<
  DescribeVpcEndpointConnectionsRequest,
  DescribeVpcEndpointConnectionsResult
>({
  service: 'ec2',
  name: 'DescribeVpcEndpointConnections',
  access: 'read',
  honours: ['Filters', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const { resources } = context;
    const connections = allOwned(context, 'endpointService').flatMap((service) =>
      resources.find('endpoint', 'service', service.id).map((endpoint) => ({ service, endpoint })),
    );
    const { records, nextToken } = paginate(matchFilters(connections, input.Filters, filters), input, {
      operation: 'DescribeVpcEndpointConnections',
      key: ({ endpoint }) => endpoint.id,
      clamp: true,
    });
    return {
      VpcEndpointConnections: records.map(({ service, endpoint }) =>
        toConnection(resources, service, endpoint),
      ),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    };
  },
});

interface Connection {
  readonly service: EndpointService;
  readonly endpoint: Endpoint;
}

const filters: FilterTable<Connection> = {
  fields: {
    'ip-address-type': () => 'ipv4',
    'service-id': ({ service }) => service.id,
    'vpc-endpoint-owner': ({ endpoint }) => endpoint.accountId,
    'vpc-endpoint-region': ({ service, endpoint: { region } }) =>
      region === service.region ? region : [region, 'cross-region'],
    'vpc-endpoint-state': ({ endpoint }) => endpoint.state,
    'vpc-endpoint-id': ({ endpoint }) => endpoint.id,
  },
  unknownCode: 'InvalidFilter',
};
