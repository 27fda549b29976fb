import type { CreateNetworkAclEntryRequest } from '@aws-sdk/client-ec2';
import { aclsAreFixed } from '../network/network-acl-refusal.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/**
 * Always refused, with the reason.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html
 */
export const CreateNetworkAclEntry = operation<CreateNetworkAclEntryRequest, object>({
  service: 'ec2',
  name: 'CreateNetworkAclEntry',
  access: 'write',
  honours: [
    'NetworkAclId',
    'RuleNumber',
    'Protocol',
    'RuleAction',
    'Egress',
    'CidrBlock',
    'Ipv6CidrBlock',
    'IcmpTypeCode',
    'PortRange',
  ],
  handle(input, context) {
    if (input.NetworkAclId !== undefined) requireOwned(context, 'networkAcl', input.NetworkAclId);
    throw aclsAreFixed();
  },
});
