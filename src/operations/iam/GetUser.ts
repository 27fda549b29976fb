import type { GetUserRequest, GetUserResponse, User } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { userOrCaller } from './shared/callers.ts';
import { toRootUser, toUserDetail } from './shared/views.ts';

/**
 * Answers a user; without a name the one that signed the request. The root user has an ARN and no name.
 * @throws ServiceError `ValidationError` when nobody is named and a role's session asks
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html
 */
export const GetUser = operation<GetUserRequest, GetUserResponse>({
  service: 'iam',
  name: 'GetUser',
  access: 'read',
  honours: ['UserName'],
  handle(input, context) {
    const user = userOrCaller(context, input.UserName);
    if (user !== 'root') return { User: toUserDetail(user) };
    const { accountId } = context.caller;
    const createdAt = context.resources.get('account', accountId)?.createdAt ?? context.now;
    // The SDK's type wants a name and a path, which the root user does not have.
    return { User: toRootUser(accountId, createdAt) as User };
  },
});
