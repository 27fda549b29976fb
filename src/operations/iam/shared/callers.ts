/** Whom an operation means that names no user: the caller. */
import { ServiceError } from '../../../model/errors.ts';
import type { User } from '../../../model/identity-resources.ts';
import type { OperationContext } from '../../operation.ts';
import { requireEntity } from './entities.ts';

/**
 * The user with this name; without a name the user that signed the request, or `root`.
 * @throws ServiceError `NoSuchEntity`; `ValidationError` when nobody is named and the session of a role or of a federated
 * user asks
 */
export function userOrCaller(context: OperationContext, name: string | undefined): User | 'root' {
  if (name !== undefined) return requireEntity(context, 'user', name);
  const { principal } = context.caller;
  if (principal.kind === 'root') return 'root';
  const user = principal.kind === 'user' ? context.resources.get('user', principal.userId) : undefined;
  if (user) return user;
  throw new ServiceError('ValidationError', 'Must specify userName when calling with non-User credentials');
}
