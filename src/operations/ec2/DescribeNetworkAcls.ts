import type { DescribeNetworkAclsRequest, DescribeNetworkAclsResult } from '@aws-sdk/client-ec2';
import { networkAclFilters, toSdkNetworkAcl } from '../network/network-acl-view.ts';
import { operation } from '../operation.ts';
import { matchFilters } from '../shared/filters.ts';
import { selectOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkAcls.html */
export const DescribeNetworkAcls = operation<DescribeNetworkAclsRequest, DescribeNetworkAclsResult>({
  service: 'ec2',
  name: 'DescribeNetworkAcls',
  access: 'read',
  honours: ['NetworkAclIds', 'Filters', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const { resources } = context;
    const owned = selectOwned(context, 'networkAcl', input.NetworkAclIds);
    const page = paginate(matchFilters(owned, input.Filters, networkAclFilters(resources)), input, {
      operation: 'DescribeNetworkAcls',
      key: (acl) => acl.id,
      ids: { parameter: 'NetworkAclIds', given: input.NetworkAclIds },
    });
    return {
      NetworkAcls: page.records.map((acl) => toSdkNetworkAcl(resources, acl)),
      NextToken: page.nextToken,
    };
  },
});
