import type { GetAccountPasswordPolicyResponse } from '@aws-sdk/client-iam';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';

/**
 * What passwords of users must look like. There are no passwords here, so there is no policy.
 * @throws ServiceError `NoSuchEntity`, always
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountPasswordPolicy.html
 */
export const GetAccountPasswordPolicy = operation<object, GetAccountPasswordPolicyResponse>({
  service: 'iam',
  name: 'GetAccountPasswordPolicy',
  access: 'read',
  honours: [],
  handle(_input, context) {
    const message = `The Password Policy with domain name ${context.caller.accountId} cannot be found.`;
    throw new ServiceError('NoSuchEntity', message);
  },
});
