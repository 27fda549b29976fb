import type { Ids } from '../../model/ids.ts';
import type { Tag } from '../../model/owned.ts';
import type { SecurityGroup, SecurityGroupRule, Vpc } from '../../model/resources.ts';
import type { OperationContext } from '../operation.ts';

/**
 * The group that a VPC is born with: everything from its own members, and everything out.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 */
export function newDefaultGroup(context: OperationContext, vpc: Vpc): SecurityGroup {
  const description = 'default VPC security group';
  const group = newGroup(context, vpc, { name: 'default', description, tags: [] });
  const fromItself: SecurityGroupRule = {
    ...everything(context.ids, 'ingress'),
    source: { kind: 'group', groupId: group.id, accountId: vpc.accountId },
  };
  return { ...group, rules: [fromItself, ...group.rules] };
}

/** A group as AWS makes it: nothing in, everything out. */
export function newGroup(
  context: OperationContext,
  vpc: Vpc,
  wanted: { readonly name: string; readonly description: string; readonly tags: readonly Tag[] },
): SecurityGroup {
  return {
    id: context.ids.next('sg'),
    accountId: vpc.accountId,
    region: vpc.region,
    vpcId: vpc.id,
    ...wanted,
    rules: [{ ...everything(context.ids, 'egress'), source: { kind: 'cidr4', cidr: '0.0.0.0/0' } }],
  };
}

function everything(ids: Ids, direction: SecurityGroupRule['direction']): Omit<SecurityGroupRule, 'source'> {
  return { id: ids.next('sgr'), direction, protocol: '-1', fromPort: -1, toPort: -1, tags: [] };
}
