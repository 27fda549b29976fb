import type { DeleteSecurityGroupRequest, DeleteSecurityGroupResult } from '@aws-sdk/client-ec2';
import type { Reader } from '../../model/access.ts';
import { ServiceError } from '../../model/errors.ts';
import type { SecurityGroup } from '../../model/resources.ts';
import { requireGroup } from '../network/edit-rules.ts';
import { operation } from '../operation.ts';
import { forgetDependents } from '../shared/dependents.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html */
export const DeleteSecurityGroup = operation<DeleteSecurityGroupRequest, DeleteSecurityGroupResult>({
  service: 'ec2',
  name: 'DeleteSecurityGroup',
  access: 'write',
  honours: ['GroupId', 'GroupName'],
  handle(input, context) {
    const { resources } = context;
    const group = requireGroup(context, input);
    if (group.name === 'default') {
      const message = `the specified group: "${group.id}" name: "default" cannot be deleted by a user`;
      throw new ServiceError('CannotDelete', message);
    }
    const user = userOf(resources, group);
    if (user !== undefined) {
      throw new ServiceError('DependencyViolation', `resource ${group.id} has a dependent object: ${user}`);
    }
    resources.delete('securityGroup', group.id);
    forgetDependents(resources, group.id);
    return { Return: true, GroupId: group.id };
  },
});

/** The id of something that uses the group: an interface, an endpoint without interfaces, another group's rule. */
function userOf(resources: Reader, group: SecurityGroup): string | undefined {
  const bearer = resources.find('networkInterface', 'securityGroup', group.id)[0];
  if (bearer) return bearer.id;
  const endpoint = resources
    .find('endpoint', 'vpc', group.vpcId)
    .find(({ state, securityGroupIds }) => state !== 'deleted' && securityGroupIds.includes(group.id));
  if (endpoint) return endpoint.id;
  return resources
    .find('securityGroup', 'vpc', group.vpcId)
    .find((other) => other.id !== group.id && refersTo(other, group))?.id;
}

function refersTo(other: SecurityGroup, group: SecurityGroup): boolean {
  return other.rules.some(({ source }) => source.kind === 'group' && source.groupId === group.id);
}
