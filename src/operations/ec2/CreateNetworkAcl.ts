import type { CreateNetworkAclRequest } from '@aws-sdk/client-ec2';
import { aclsAreFixed } from '../network/network-acl-refusal.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/**
 * Always refused, with the reason.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAcl.html
 */
export const CreateNetworkAcl = operation<CreateNetworkAclRequest, object>({
  service: 'ec2',
  name: 'CreateNetworkAcl',
  access: 'write',
  honours: ['VpcId', 'TagSpecifications'],
  handle(input, context) {
    requireOwned(context, 'vpc', input.VpcId ?? '');
    throw aclsAreFixed();
  },
});
