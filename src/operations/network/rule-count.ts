import { ServiceError } from '../../model/errors.ts';
import type { SecurityGroupRule } from '../../model/resources.ts';
import type { OperationContext } from '../operation.ts';
import { quota } from './quotas.ts';

type Family = 'cidr4' | 'cidr6';

/**
 * Inbound and outbound rules count apart, and so do IPv4 and IPv6. A rule for a group counts for both, one for a prefix
 * list as the most entries that the list may have.
 * @throws ServiceError `RulesPerSecurityGroupLimitExceeded`
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups
 */
export function checkRuleCount(context: OperationContext, rules: readonly SecurityGroupRule[]): void {
  const max = quota(context, 'rulesPerSecurityGroup');
  for (const direction of ['ingress', 'egress'] as const) {
    const inDirection = rules.filter((rule) => rule.direction === direction);
    for (const family of ['cidr4', 'cidr6'] as const) {
      const count = inDirection.reduce((sum, rule) => sum + weight(context, rule, family), 0);
      if (count <= max) continue;
      const message = 'The maximum number of rules per security group has been reached.';
      throw new ServiceError('RulesPerSecurityGroupLimitExceeded', message);
    }
  }
}

function weight({ resources }: OperationContext, { source }: SecurityGroupRule, family: Family): number {
  if (source.kind === 'group') return 1;
  if (source.kind !== 'prefixList') return source.kind === family ? 1 : 0;
  const list = resources.get('prefixList', source.prefixListId);
  // AWS's own lists count as their sizes there; here they are empty.
  if (!list) return family === 'cidr4' ? 1 : 0;
  return list.addressFamily === (family === 'cidr4' ? 'IPv4' : 'IPv6') ? list.maxEntries : 0;
}
