import type {
  GetManagedPrefixListAssociationsRequest,
  GetManagedPrefixListAssociationsResult,
} from '@aws-sdk/client-ec2';
import { prefixListUsers } from '../network/prefix-list-users.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListAssociations.html */
export const GetManagedPrefixListAssociations = operation<
  GetManagedPrefixListAssociationsRequest,
  GetManagedPrefixListAssociationsResult
>({
  service: 'ec2',
  name: 'GetManagedPrefixListAssociations',
  access: 'read',
  honours: ['PrefixListId', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const list = requireOwned(context, 'prefixList', input.PrefixListId ?? '');
    const page = paginate(prefixListUsers(context.resources, list.id), input, {
      operation: 'GetManagedPrefixListAssociations',
      key: ({ id }) => id,
      max: 255,
    });
    return {
      PrefixListAssociations: page.records.map(({ id, accountId }) => ({
        ResourceId: id,
        ResourceOwner: accountId,
      })),
      NextToken: page.nextToken,
    };
  },
});
