import type { GetFederationTokenRequest, GetFederationTokenResponse } from '@aws-sdk/client-sts';
import { operation } from '../operation.ts';
import { userSessionSeconds } from './shared/duration.ts';
import { checkSessionName } from './shared/names.ts';
import { newSession } from './shared/new-session.ts';
import { packedSize } from './shared/packed-size.ts';
import { sessionPolicies } from './shared/session-policies.ts';
import { sessionTags } from './shared/session-tags.ts';

/**
 * Gives credentials to somebody whom the caller vouches for: what both the caller and the given policies allow.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
 */
export const GetFederationToken = operation<GetFederationTokenRequest, GetFederationTokenResponse>({
  service: 'sts',
  name: 'GetFederationToken',
  access: 'write',
  honours: ['Name', 'Policy', 'PolicyArns', 'DurationSeconds', 'Tags'],
  handle(input, context) {
    const { accountId, principal } = context.caller;
    const name = checkSessionName('name', input.Name ?? '', 32);
    const policies = sessionPolicies(context, accountId, input.Policy, input.PolicyArns);
    const { tags } = sessionTags(undefined, input.Tags);
    const size = packedSize(policies, tags);
    const Credentials = newSession(context, {
      accountId,
      principal: {
        kind: 'federatedUser',
        name,
        ...(principal.kind === 'user' && { userId: principal.userId }),
      },
      seconds: userSessionSeconds(context, input.DurationSeconds),
      sessionPolicies: policies,
      tags,
    });
    return {
      Credentials,
      FederatedUser: {
        FederatedUserId: `${accountId}:${name}`,
        Arn: `arn:aws:sts::${accountId}:federated-user/${name}`,
      },
      ...size,
    };
  },
});
