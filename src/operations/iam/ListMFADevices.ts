import type { ListMFADevicesRequest, ListMFADevicesResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { userOrCaller } from './shared/callers.ts';
import { pageMembers, paginate } from './shared/paging.ts';

/**
 * The MFA devices of a user. Requests are signed here and nobody signs in, so there are none.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html
 */
export const ListMFADevices = operation<ListMFADevicesRequest, ListMFADevicesResponse>({
  service: 'iam',
  name: 'ListMFADevices',
  access: 'read',
  honours: ['UserName', ...pageMembers],
  handle(input, context) {
    userOrCaller(context, input.UserName);
    const { next } = paginate('ListMFADevices', [], input, String);
    return { MFADevices: [], ...next };
  },
});
