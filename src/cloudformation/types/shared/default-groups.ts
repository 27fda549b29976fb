import type { DescribeSecurityGroupsResult } from '@aws-sdk/client-ec2';
import type { Step } from '../../resource-type.ts';
import { call } from './call.ts';

/** The id of a VPC's default security group: what has it that states none. */
export function defaultGroups(vpcId: string, step: Step): readonly string[] {
  const Filters = [
    { Name: 'vpc-id', Values: [vpcId] },
    { Name: 'group-name', Values: ['default'] },
  ];
  const found = call<DescribeSecurityGroupsResult>(step, 'ec2', 'DescribeSecurityGroups', { Filters });
  return (found.SecurityGroups ?? []).map(({ GroupId = '' }) => GroupId);
}
