import type { ListVirtualMFADevicesRequest, ListVirtualMFADevicesResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { pageMembers, paginate } from './shared/paging.ts';

/**
 * The virtual MFA devices of the account. Requests are signed here and nobody signs in, so there are none.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html
 */
export const ListVirtualMFADevices = operation<ListVirtualMFADevicesRequest, ListVirtualMFADevicesResponse>({
  service: 'iam',
  name: 'ListVirtualMFADevices',
  access: 'read',
  honours: ['AssignmentStatus', ...pageMembers],
  handle(input) {
    const { next } = paginate('ListVirtualMFADevices', [], input, String);
    return { VirtualMFADevices: [], ...next };
  },
});
