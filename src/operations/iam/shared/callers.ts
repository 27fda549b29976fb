/** Whom an operation means that names no user: the caller. */
import { ServiceError } from '../../../model/errors.ts';
import { rootArn } from '../../../model/iam-arns.ts';
import type { User } from '../../../model/identity-resources.ts';
import type { OperationContext } from '../../operation.ts';
import { requireEntity } from './entities.ts';

/**
 * The user with this name; without a name the user that signed the request, or `root`.
 * @throws ServiceError `NoSuchEntity`; `ValidationError` when nobody is named and a role's session asks
 */
export function userOrCaller(context: OperationContext, name: string | undefined): User | 'root' {
  if (name !== undefined) return requireEntity(context, 'user', name);
  const { caller, resources } = context;
  if (caller.arn === rootArn(caller.accountId)) return 'root';
  const user = resources.get('user', caller.userId);
  if (user) return user;
  throw new ServiceError('ValidationError', 'Must specify userName when calling with non-User credentials');
}
