import type { Caller } from '../model/caller.ts';
import type { Requester } from '../policy/matching/requester.ts';

/** The caller as policies name it. A session of GetSessionToken is the user itself. */
export function requesterOf({ accountId, arn, principal }: Caller): Requester {
  switch (principal.kind) {
    case 'root':
      return { kind: 'root', accountId };
    case 'user':
      return { kind: 'user', accountId, arn, id: principal.userId };
    case 'role':
      return { kind: 'roleSession', accountId, arn, roleArn: principal.roleArn, roleId: principal.roleId };
    case 'federatedUser': {
      const { user } = principal;
      return { kind: 'federatedUser', accountId, arn, ...(user && { userArn: user.arn }) };
    }
  }
}
