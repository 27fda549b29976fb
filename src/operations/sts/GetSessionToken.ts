import type { GetSessionTokenRequest, GetSessionTokenResponse } from '@aws-sdk/client-sts';
import { operation } from '../operation.ts';
import { userSessionSeconds } from './shared/duration.ts';
import { newSession } from './shared/new-session.ts';

/**
 * Gives temporary credentials of the user or of the root user, which may do what its keys may, but for IAM and STS.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export const GetSessionToken = operation<GetSessionTokenRequest, GetSessionTokenResponse>({
  service: 'sts',
  name: 'GetSessionToken',
  access: 'write',
  honours: ['DurationSeconds'],
  handle(input, context) {
    const { accountId, principal } = context.caller;
    const seconds = userSessionSeconds(context, input.DurationSeconds);
    const whose =
      principal.kind === 'user'
        ? { kind: 'user' as const, userId: principal.userId }
        : { kind: 'root' as const };
    return { Credentials: newSession(context, { accountId, principal: whose, seconds }) };
  },
});
