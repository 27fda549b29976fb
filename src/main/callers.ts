/** Who a key belongs to, and what they may do: today every key is that of an account's root user. */
import type { Reader } from '../model/access.ts';
import type { Caller } from '../operations/operation.ts';

/** The secret and the owner of an access key. */
export function findKey(
  resources: Reader,
  accessKeyId: string,
): { secret: string; caller: Caller } | undefined {
  const key = resources.get('accessKey', accessKeyId);
  if (key === undefined) return undefined;
  const { accountId } = key;
  return {
    secret: key.secret,
    caller: { accountId, arn: `arn:aws:iam::${accountId}:root`, userId: accountId },
  };
}

/** The root user of an account may do everything in it; no operation reaches into another account. */
export function isRoot(caller: Caller): boolean {
  return caller.arn === `arn:aws:iam::${caller.accountId}:root`;
}
