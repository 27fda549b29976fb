import type {
  DescribeVpcEndpointAssociationsRequest,
  DescribeVpcEndpointAssociationsResult,
} from '@aws-sdk/client-ec2';
import { operation } from '../operation.ts';
import { type FilterTable, matchFilters } from '../shared/filters.ts';
import { selectOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/**
 * The resources that endpoints of the types Resource and ServiceNetwork lead to. Interface endpoints, the only ones
 * here, have none.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointAssociations.html
 */
export const DescribeVpcEndpointAssociations = operation<
  DescribeVpcEndpointAssociationsRequest,
  DescribeVpcEndpointAssociationsResult
>({
  service: 'ec2',
  name: 'DescribeVpcEndpointAssociations',
  access: 'read',
  honours: ['VpcEndpointIds', 'Filters', 'MaxResults', 'NextToken'],
  handle(input, context) {
    selectOwned(context, 'endpoint', input.VpcEndpointIds);
    paginate(matchFilters([], input.Filters, filters), input, {
      operation: 'DescribeVpcEndpointAssociations',
      key: String,
      min: 1,
      max: 100,
    });
    return { VpcEndpointAssociations: [] };
  },
});

const filters: FilterTable<never> = {
  fields: {
    'vpc-endpoint-id': String,
    'associated-resource-accessibility': String,
    'association-id': String,
    'associated-resource-id': String,
    'service-network-arn': String,
    'resource-configuration-group-arn': String,
  },
  unknownCode: 'InvalidFilter',
};
