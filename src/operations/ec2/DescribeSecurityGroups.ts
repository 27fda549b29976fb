import type { DescribeSecurityGroupsRequest, DescribeSecurityGroupsResult } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
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
    if (input.GroupNames?.length) {
      const message =
        'No default VPC for this user. Only groups of the default VPC can be named; filter by group-name and vpc-id.';
      throw new ServiceError('VPCIdNotSpecified', message);
    }
    const owned = selectOwned(context, 'securityGroup', input.GroupIds);
    const page = paginate(
      matchFilters(owned, input.Filters, securityGroupFilters(context.resources)),
      input,
      {
        operation: 'DescribeSecurityGroups',
        key: (group) => group.id,
        ids: { parameter: 'GroupIds', given: input.GroupIds },
      },
    );
    return { SecurityGroups: page.records.map(toSdkSecurityGroup), NextToken: page.nextToken };
  },
});
