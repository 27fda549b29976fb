import type { DeleteLoginProfileRequest } from '@aws-sdk/client-iam';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { userOrCaller } from './shared/callers.ts';

/**
 * Deletes the password of a user. There is none; clients that delete everything of a user ask for it.
 * @throws ServiceError `NoSuchEntity`, always
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteLoginProfile.html
 */
export const DeleteLoginProfile = operation<DeleteLoginProfileRequest, object>({
  service: 'iam',
  name: 'DeleteLoginProfile',
  access: 'write',
  honours: ['UserName'],
  handle(input, context) {
    const user = userOrCaller(context, input.UserName);
    const name = user === 'root' ? context.caller.accountId : user.name;
    throw new ServiceError('NoSuchEntity', `Login Profile for User ${name} cannot be found.`);
  },
});
