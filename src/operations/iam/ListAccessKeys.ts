import type { ListAccessKeysRequest, ListAccessKeysResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { keysOf, toKeyMetadata } from './shared/access-keys.ts';
import { userOrCaller } from './shared/callers.ts';
import { pageMembers, paginate } from './shared/paging.ts';

/**
 * Lists the access keys of a user, without secrets; without a name those of the caller, which may be the root user.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html
 */
export const ListAccessKeys = operation<ListAccessKeysRequest, ListAccessKeysResponse>({
  service: 'iam',
  name: 'ListAccessKeys',
  access: 'read',
  honours: ['UserName', ...pageMembers],
  handle(input, context) {
    const owner = userOrCaller(context, input.UserName);
    const { records, next } = paginate('ListAccessKeys', keysOf(context, owner), input, ({ id }) => id);
    return { AccessKeyMetadata: records.map((key) => toKeyMetadata(owner, key)), ...next };
  },
});
