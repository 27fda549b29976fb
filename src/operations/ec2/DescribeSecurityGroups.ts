import type { DescribeSecurityGroupsRequest, DescribeSecurityGroupsResult } from '@aws-sdk/client-ec2';
import { requireDefaultVpcGroup } from '../network/default-vpc.ts';
import { securityGroupFilters, toSdkSecurityGroup } from '../network/security-group-view.ts';
import { operation } from '../operation.ts';
import { matchFilters } from '../shared/filters.ts';
import { selectOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html */
export const DescribeSecurityGroups = operation<DescribeSecurityGroupsRequest, DescribeSecurityGroupsResult>({
  service: 'ec2',
  name: 'DescribeSecurityGroups',
  access: 'read',
  honours: ['GroupIds', 'GroupNames', 'Filters', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const named = (input.GroupNames ?? []).map((name) => requireDefaultVpcGroup(context, name));
    const ids = [...(input.GroupIds ?? []), ...named.map(({ id }) => id)];
    const owned = selectOwned(context, 'securityGroup', ids);
    const page = paginate(
      matchFilters(owned, input.Filters, securityGroupFilters(context.resources)),
      input,
      {
        operation: 'DescribeSecurityGroups',
        key: (group) => group.id,
        ids: { parameter: 'GroupIds', given: ids },
      },
    );
    return { SecurityGroups: page.records.map(toSdkSecurityGroup), NextToken: page.nextToken };
  },
});
