import type { GetCallerIdentityRequest, GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import { operation } from '../operation.ts';

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const GetCallerIdentity = operation<GetCallerIdentityRequest, GetCallerIdentityResponse>({
  service: 'sts',
  name: 'GetCallerIdentity',
  access: 'read',
  honours: [],
  handle: (_input, { caller }) => ({ UserId: caller.userId, Account: caller.accountId, Arn: caller.arn }),
});
