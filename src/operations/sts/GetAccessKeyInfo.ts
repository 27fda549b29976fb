import type { GetAccessKeyInfoRequest, GetAccessKeyInfoResponse } from '@aws-sdk/client-sts';
import { ServiceError } from '../../model/errors.ts';
import { checkLength } from '../iam/shared/constraints.ts';
import { operation } from '../operation.ts';

/**
 * The account that a key belongs to, whether the key is active or not, and in whichever account: as on AWS, who has seen
 * a key's id may learn whose it is.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html
 */
export const GetAccessKeyInfo = operation<GetAccessKeyInfoRequest, GetAccessKeyInfoResponse>({
  service: 'sts',
  name: 'GetAccessKeyInfo',
  access: 'read',
  honours: ['AccessKeyId'],
  handle(input, { resources }) {
    const id = checkLength('accessKeyId', input.AccessKeyId ?? '', 16, 128);
    const key = resources.get('accessKey', id) ?? resources.get('session', id);
    if (!key) throw new ServiceError('ValidationError', `There is no access key ${id}.`);
    return { Account: key.accountId };
  },
});
