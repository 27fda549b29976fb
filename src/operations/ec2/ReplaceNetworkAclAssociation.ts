import type { ReplaceNetworkAclAssociationRequest } from '@aws-sdk/client-ec2';
import { aclsAreFixed } from '../network/network-acl-refusal.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/**
 * Always refused, with the reason.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceNetworkAclAssociation.html
 */
export const ReplaceNetworkAclAssociation = operation<ReplaceNetworkAclAssociationRequest, object>({
  service: 'ec2',
  name: 'ReplaceNetworkAclAssociation',
  access: 'write',
  honours: ['AssociationId', 'NetworkAclId'],
  handle(input, context) {
    if (input.NetworkAclId !== undefined) requireOwned(context, 'networkAcl', input.NetworkAclId);
    throw aclsAreFixed();
  },
});
