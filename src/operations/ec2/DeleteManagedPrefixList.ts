import type { DeleteManagedPrefixListRequest, DeleteManagedPrefixListResult } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { requireOwnList } from '../network/prefix-list-input.ts';
import { prefixListUsers } from '../network/prefix-list-users.ts';
import { toSdkPrefixList } from '../network/prefix-list-view.ts';
import { operation } from '../operation.ts';
import { forgetDependents } from '../shared/dependents.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteManagedPrefixList.html */
export const DeleteManagedPrefixList = operation<
  DeleteManagedPrefixListRequest,
  DeleteManagedPrefixListResult
>({
  service: 'ec2',
  name: 'DeleteManagedPrefixList',
  access: 'write',
  honours: ['PrefixListId'],
  handle(input, context) {
    const { resources } = context;
    const list = requireOwnList(context, input.PrefixListId ?? '');
    const [user] = prefixListUsers(resources, list.id);
    if (user) {
      const message = `The prefix list '${list.id}' has dependencies and cannot be deleted. ${user.id} refers to it.`;
      throw new ServiceError('DependencyViolation', message);
    }
    resources.delete('prefixList', list.id);
    forgetDependents(resources, list.id);
    return { PrefixList: { ...toSdkPrefixList(list), State: 'delete-complete' } };
  },
});
