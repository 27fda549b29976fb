import type { ModifyManagedPrefixListRequest, ModifyManagedPrefixListResult } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { PrefixList } from '../../model/network-resources.ts';
import { changeEntries, checkSize } from '../network/prefix-list-entries.ts';
import {
  checkMaxEntries,
  checkPrefixListName,
  checkVersion,
  nextVersion,
  putPrefixList,
  requireOwnList,
} from '../network/prefix-list-input.ts';
import { toSdkPrefixList } from '../network/prefix-list-view.ts';
import { operation } from '../operation.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyManagedPrefixList.html */
export const ModifyManagedPrefixList = operation<
  ModifyManagedPrefixListRequest,
  ModifyManagedPrefixListResult
>({
  service: 'ec2',
  name: 'ModifyManagedPrefixList',
  access: 'write',
  honours: ['PrefixListId', 'CurrentVersion', 'PrefixListName', 'AddEntries', 'RemoveEntries', 'MaxEntries'],
  handle(input, context) {
    const list = requireOwnList(context, input.PrefixListId ?? '');
    const { AddEntries = [], RemoveEntries = [] } = input;
    const changesEntries = AddEntries.length + RemoveEntries.length > 0;
    checkCombination(input, changesEntries);
    checkVersion(list, input.CurrentVersion);
    const named = { ...list, ...properties(input) };
    const modified = changesEntries
      ? nextVersion(named, changeEntries(named, AddEntries, RemoveEntries), 'modify-complete')
      : named;
    checkSize(modified.entries, modified.maxEntries);
    putPrefixList(context, modified);
    return { PrefixList: toSdkPrefixList(modified) };
  },
});

function properties({
  PrefixListName: name,
  MaxEntries: max,
}: ModifyManagedPrefixListRequest): Partial<PrefixList> {
  return {
    ...(name !== undefined && { name: checkPrefixListName(name) }),
    ...(max !== undefined && { maxEntries: checkMaxEntries(max), state: 'modify-complete' as const }),
  };
}

function checkCombination(input: ModifyManagedPrefixListRequest, changesEntries: boolean): void {
  if (changesEntries && input.MaxEntries !== undefined) {
    const message = 'You cannot modify the entries of a prefix list and its size in the same request.';
    throw new ServiceError('InvalidParameterCombination', message);
  }
  if (changesEntries && input.CurrentVersion === undefined) {
    throw new ServiceError('MissingParameter', 'The request must contain the parameter CurrentVersion');
  }
  if (changesEntries || input.MaxEntries !== undefined || input.PrefixListName !== undefined) return;
  const message = 'The request must contain a name, a size, or entries to add or to remove.';
  throw new ServiceError('MissingParameter', message);
}
