import type { ListAccountAliasesRequest, ListAccountAliasesResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { pageMembers, paginate } from './shared/paging.ts';

/**
 * The names that sign-in pages know the account by. There is no sign-in page here, so there are none.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html
 */
export const ListAccountAliases = operation<ListAccountAliasesRequest, ListAccountAliasesResponse>({
  service: 'iam',
  name: 'ListAccountAliases',
  access: 'read',
  honours: [...pageMembers],
  handle(input) {
    const { next } = paginate('ListAccountAliases', [], input, String);
    return { AccountAliases: [], ...next };
  },
});
