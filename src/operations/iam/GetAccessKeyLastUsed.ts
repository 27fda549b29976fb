import type { GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { findKey } from './shared/access-keys.ts';

/**
 * Answers whose a key is. Postern keeps no record of when a key was used, which AWS's answer has words for: `N/A`.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html
 */
export const GetAccessKeyLastUsed = operation<GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse>({
  service: 'iam',
  name: 'GetAccessKeyLastUsed',
  access: 'read',
  honours: ['AccessKeyId'],
  handle(input, context) {
    const { userId } = findKey(context, input.AccessKeyId);
    const user = userId === undefined ? undefined : context.resources.get('user', userId);
    return {
      ...(user && { UserName: user.name }),
      AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' },
    };
  },
});
