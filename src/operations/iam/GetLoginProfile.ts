import type { GetLoginProfileRequest, GetLoginProfileResponse } from '@aws-sdk/client-iam';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { userOrCaller } from './shared/callers.ts';

/**
 * The password of a user. Nobody signs in with one here, so there is none.
 * @throws ServiceError `NoSuchEntity`, always
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetLoginProfile.html
 */
export const GetLoginProfile = operation<GetLoginProfileRequest, GetLoginProfileResponse>({
  service: 'iam',
  name: 'GetLoginProfile',
  access: 'read',
  honours: ['UserName'],
  handle(input, context) {
    const user = userOrCaller(context, input.UserName);
    const name = user === 'root' ? context.caller.accountId : user.name;
    throw new ServiceError('NoSuchEntity', `Login Profile for User ${name} cannot be found.`);
  },
});
