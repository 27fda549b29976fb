import type { CreateManagedPrefixListRequest, CreateManagedPrefixListResult } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { PrefixList } from '../../model/network-resources.ts';
import { checkSize, parseEntries } from '../network/prefix-list-entries.ts';
import { checkMaxEntries, checkPrefixListName } from '../network/prefix-list-input.ts';
import { toSdkPrefixList } from '../network/prefix-list-view.ts';
import { quota } from '../network/quotas.ts';
import { type OperationContext, operation } from '../operation.ts';
import { allOwned } from '../shared/lookup.ts';
import { tagsFromSpecifications } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateManagedPrefixList.html */
export const CreateManagedPrefixList = operation<
  CreateManagedPrefixListRequest,
  CreateManagedPrefixListResult
>({
  service: 'ec2',
  name: 'CreateManagedPrefixList',
  access: 'write',
  honours: ['PrefixListName', 'Entries', 'MaxEntries', 'AddressFamily', 'TagSpecifications'],
  handle(input, context) {
    const addressFamily = familyOf(input.AddressFamily ?? '');
    const list: PrefixList = {
      id: context.ids.next('pl'),
      accountId: context.caller.accountId,
      region: context.region,
      tags: tagsFromSpecifications(input.TagSpecifications, 'prefix-list'),
      name: checkPrefixListName(input.PrefixListName ?? ''),
      addressFamily,
      maxEntries: checkMaxEntries(input.MaxEntries ?? 0),
      version: 1,
      entries: parseEntries(addressFamily, input.Entries ?? []),
      history: [],
      state: 'create-complete',
    };
    checkSize(list.entries, list.maxEntries);
    checkQuota(context);
    context.resources.put('prefixList', list);
    return { PrefixList: toSdkPrefixList(list) };
  },
});

function familyOf(text: string): PrefixList['addressFamily'] {
  if (text === 'IPv4' || text === 'IPv6') return text;
  const message = `Value (${text}) for parameter AddressFamily is invalid. It is IPv4 or IPv6.`;
  throw new ServiceError('InvalidParameterValue', message);
}

function checkQuota(context: OperationContext): void {
  const max = quota(context, 'prefixListsPerRegion');
  if (allOwned(context, 'prefixList').length < max) return;
  const message = `The maximum number of prefix lists has been reached: ${max} in ${context.region}.`;
  throw new ServiceError('PrefixListLimitExceeded', message);
}
