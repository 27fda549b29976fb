/** Access keys of users, and of the account's root user. */
import type { AccessKeyMetadata } from '@aws-sdk/client-iam';
import { ServiceError } from '../../../model/errors.ts';
import type { AccessKey, User } from '../../../model/identity-resources.ts';
import type { OperationContext } from '../../operation.ts';
import { checkLength } from './constraints.ts';

/** The keys of the user, or of the caller's root user. */
export function keysOf({ resources, caller }: OperationContext, owner: User | 'root'): readonly AccessKey[] {
  if (owner !== 'root') return resources.find('accessKey', 'user', owner.id);
  return resources
    .find('accessKey', 'account', caller.accountId)
    .filter(({ userId }) => userId === undefined);
}

/** The key with this id, when it is one of the owner's. @throws ServiceError `NoSuchEntity`, `ValidationError` */
export function requireKey(
  context: OperationContext,
  owner: User | 'root',
  id: string | undefined,
): AccessKey {
  const key = findKey(context, id);
  if (key.userId === (owner === 'root' ? undefined : owner.id)) return key;
  throw noKey(key.id);
}

/** The key with this id, when it is one of the caller's account. @throws ServiceError `NoSuchEntity`, `ValidationError` */
export function findKey({ resources, caller }: OperationContext, id = ''): AccessKey {
  checkLength('accessKeyId', id, 16, 128);
  const key = resources.get('accessKey', id);
  if (!key || key.accountId !== caller.accountId) throw noKey(id);
  return key;
}

/** What lists show of a key; the secret is shown once, when it is made. */
export function toKeyMetadata(owner: User | 'root', key: AccessKey): AccessKeyMetadata {
  return {
    ...(owner !== 'root' && { UserName: owner.name }),
    AccessKeyId: key.id,
    Status: key.status,
    CreateDate: new Date(key.createdAt),
  };
}

function noKey(id: string): ServiceError {
  return new ServiceError('NoSuchEntity', `The Access Key with id ${id} cannot be found.`);
}
