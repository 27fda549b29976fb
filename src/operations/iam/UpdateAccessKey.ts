import type { UpdateAccessKeyRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { requireKey } from './shared/access-keys.ts';
import { userOrCaller } from './shared/callers.ts';
import { violation } from './shared/constraints.ts';

/**
 * Activates a key, or deactivates it: then it signs nothing until it is activated again.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html
 */
export const UpdateAccessKey = operation<UpdateAccessKeyRequest, object>({
  service: 'iam',
  name: 'UpdateAccessKey',
  access: 'write',
  honours: ['UserName', 'AccessKeyId', 'Status'],
  handle(input, context) {
    const owner = userOrCaller(context, input.UserName);
    const key = requireKey(context, owner, input.AccessKeyId);
    const status = input.Status;
    if (status !== 'Active' && status !== 'Inactive') {
      throw violation('status', status ?? '', 'Member must satisfy enum value set: [Active, Inactive]');
    }
    context.resources.put('accessKey', { ...key, status });
    return {};
  },
});
