import type { DeleteAccessKeyRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { requireKey } from './shared/access-keys.ts';
import { userOrCaller } from './shared/callers.ts';

/**
 * Deletes an access key, which signs nothing from then on.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html
 */
export const DeleteAccessKey = operation<DeleteAccessKeyRequest, object>({
  service: 'iam',
  name: 'DeleteAccessKey',
  access: 'write',
  honours: ['UserName', 'AccessKeyId'],
  handle(input, context) {
    const owner = userOrCaller(context, input.UserName);
    context.resources.delete('accessKey', requireKey(context, owner, input.AccessKeyId).id);
    return {};
  },
});
