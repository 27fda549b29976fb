import type { GetSecurityGroupsForVpcRequest, GetSecurityGroupsForVpcResult } from '@aws-sdk/client-ec2';
import type { SecurityGroup } from '../../model/resources.ts';
import { operation } from '../operation.ts';
import { type FilterTable, matchFilters } from '../shared/filters.ts';
import { requireOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';
import { toSdkTags } from '../shared/tags.ts';

const filters: FilterTable<SecurityGroup> = {
  fields: {
    description: (group) => group.description,
    'group-id': (group) => group.id,
    'group-name': (group) => group.name,
    'owner-id': (group) => group.accountId,
    'primary-vpc-id': (group) => group.vpcId,
  },
  tags: (group) => group.tags,
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetSecurityGroupsForVpc.html */
export const GetSecurityGroupsForVpc = operation<
  GetSecurityGroupsForVpcRequest,
  GetSecurityGroupsForVpcResult
>({
  service: 'ec2',
  name: 'GetSecurityGroupsForVpc',
  access: 'read',
  honours: ['VpcId', 'Filters', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const vpc = requireOwned(context, 'vpc', input.VpcId ?? '');
    const groups = context.resources.find('securityGroup', 'vpc', vpc.id);
    const page = paginate(matchFilters(groups, input.Filters, filters), input, {
      operation: 'GetSecurityGroupsForVpc',
      key: (group) => group.id,
    });
    return {
      SecurityGroupForVpcs: page.records.map((group) => ({
        GroupId: group.id,
        GroupName: group.name,
        Description: group.description,
        OwnerId: group.accountId,
        PrimaryVpcId: group.vpcId,
        Tags: toSdkTags(group.tags),
      })),
      NextToken: page.nextToken,
    };
  },
});
