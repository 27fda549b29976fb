import type {
  DescribeSecurityGroupReferencesRequest,
  DescribeSecurityGroupReferencesResult,
} from '@aws-sdk/client-ec2';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/**
 * The VPCs on the other side of a peering whose groups refer to the given ones: none, since VPCs are not peered here.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroupReferences.html
 */
export const DescribeSecurityGroupReferences = operation<
  DescribeSecurityGroupReferencesRequest,
  DescribeSecurityGroupReferencesResult
>({
  service: 'ec2',
  name: 'DescribeSecurityGroupReferences',
  access: 'read',
  honours: ['GroupId'],
  handle(input, context) {
    for (const id of input.GroupId ?? []) requireOwned(context, 'securityGroup', id);
    return { SecurityGroupReferenceSet: [] };
  },
});
