import type { ListSSHPublicKeysRequest, ListSSHPublicKeysResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { userOrCaller } from './shared/callers.ts';
import { pageMembers, paginate } from './shared/paging.ts';

/**
 * The SSH keys of a user, which AWS has for CodeCommit. That is not here, so there are none.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSSHPublicKeys.html
 */
export const ListSSHPublicKeys = operation<ListSSHPublicKeysRequest, ListSSHPublicKeysResponse>({
  service: 'iam',
  name: 'ListSSHPublicKeys',
  access: 'read',
  honours: ['UserName', ...pageMembers],
  handle(input, context) {
    userOrCaller(context, input.UserName);
    const { next } = paginate('ListSSHPublicKeys', [], input, String);
    return { SSHPublicKeys: [], ...next };
  },
});
