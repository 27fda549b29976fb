import type {
  DescribeSecurityGroupRulesRequest,
  DescribeSecurityGroupRulesResult,
} from '@aws-sdk/client-ec2';
import type { SecurityGroup, SecurityGroupRule } from '../../model/resources.ts';
import { toSdkRule } from '../network/rule-view.ts';
import { rulesById } from '../network/rules-by-id.ts';
import { type OperationContext, operation } from '../operation.ts';
import { type FilterTable, matchFilters } from '../shared/filters.ts';
import { allOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

interface Entry extends Pick<SecurityGroupRule, 'id'> {
  readonly group: SecurityGroup;
  readonly rule: SecurityGroupRule;
}

const filters: FilterTable<Entry> = {
  fields: {
    'group-id': ({ group }) => group.id,
    'security-group-rule-id': ({ rule }) => rule.id,
  },
  tags: ({ rule }) => rule.tags,
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroupRules.html */
export const DescribeSecurityGroupRules = operation<
  DescribeSecurityGroupRulesRequest,
  DescribeSecurityGroupRulesResult
>({
  service: 'ec2',
  name: 'DescribeSecurityGroupRules',
  access: 'read',
  honours: ['SecurityGroupRuleIds', 'Filters', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const { SecurityGroupRuleIds: ids } = input;
    const owned = ids?.length ? rulesById(entries(context), ids) : entries(context);
    const page = paginate(matchFilters(owned, input.Filters, filters), input, {
      operation: 'DescribeSecurityGroupRules',
      key: ({ id }) => id,
      ids: { parameter: 'SecurityGroupRuleIds', given: ids },
    });
    return {
      SecurityGroupRules: page.records.map(({ group, rule }) => toSdkRule(group, rule)),
      NextToken: page.nextToken,
    };
  },
});

function entries(context: OperationContext): Entry[] {
  return allOwned(context, 'securityGroup').flatMap((group) =>
    group.rules.map((rule) => ({ id: rule.id, group, rule })),
  );
}
