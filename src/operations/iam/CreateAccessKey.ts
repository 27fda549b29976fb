import type {
  CreateAccessKeyRequest,
  CreateAccessKeyResponse,
  AccessKey as SdkAccessKey,
} from '@aws-sdk/client-iam';
import type { AccessKey } from '../../model/identity-resources.ts';
import { operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { keysOf, toKeyMetadata } from './shared/access-keys.ts';
import { userOrCaller } from './shared/callers.ts';
import { checkQuota } from './shared/quotas.ts';

/**
 * Makes an access key of a user; without a name of the caller, which may be the root user. Two are allowed.
 * The secret is in this answer and in no other.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html
 */
export const CreateAccessKey = operation<CreateAccessKeyRequest, CreateAccessKeyResponse>({
  service: 'iam',
  name: 'CreateAccessKey',
  access: 'write',
  honours: ['UserName'],
  handle(input, context) {
    const { caller, ids, now, resources } = context;
    const owner = userOrCaller(context, input.UserName);
    checkQuota('AccessKeysPerUser', keysOf(context, owner).length + 1);
    const key: AccessKey = {
      id: `AKIA${ids.token(16).toUpperCase()}`,
      accountId: caller.accountId,
      ...(owner !== 'root' && { userId: owner.id }),
      secret: ids.token(40),
      status: 'Active',
      createdAt: now,
    };
    resources.put('accessKey', key);
    // Two requests at once must not make a third key, nor a key of a user that is being deleted.
    dependOn(resources, owner === 'root' ? caller.accountId : owner.id, key.id);
    // The SDK's type wants a user name, which the root user does not have.
    return { AccessKey: { ...toKeyMetadata(owner, key), SecretAccessKey: key.secret } as SdkAccessKey };
  },
});
