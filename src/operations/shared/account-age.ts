import type { OperationContext } from '../operation.ts';

/**
 * When the caller's account was made, milliseconds since 1970; 0 when nothing says so. What logs and metrics keep from
 * before that is of an account that had the same id and is gone.
 */
export function accountMadeMs({ resources, caller }: Pick<OperationContext, 'resources' | 'caller'>): number {
  const account = resources.get('account', caller.accountId);
  return account === undefined ? 0 : Date.parse(account.createdAt);
}
