import type { DeleteNetworkAclEntryRequest } from '@aws-sdk/client-ec2';
import { aclsAreFixed } from '../network/network-acl-refusal.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/**
 * Always refused, with the reason.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkAclEntry.html
 */
export const DeleteNetworkAclEntry = operation<DeleteNetworkAclEntryRequest, object>({
  service: 'ec2',
  name: 'DeleteNetworkAclEntry',
  access: 'write',
  honours: ['NetworkAclId', 'RuleNumber', 'Egress'],
  handle(input, context) {
    if (input.NetworkAclId !== undefined) requireOwned(context, 'networkAcl', input.NetworkAclId);
    throw aclsAreFixed();
  },
});
