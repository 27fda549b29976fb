import type {
  RestoreManagedPrefixListVersionRequest,
  RestoreManagedPrefixListVersionResult,
} from '@aws-sdk/client-ec2';
import { checkSize } from '../network/prefix-list-entries.ts';
import {
  checkVersion,
  entriesOfVersion,
  nextVersion,
  putPrefixList,
  requireOwnList,
} from '../network/prefix-list-input.ts';
import { toSdkPrefixList } from '../network/prefix-list-view.ts';
import { operation } from '../operation.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RestoreManagedPrefixListVersion.html */
export const RestoreManagedPrefixListVersion = operation<
  RestoreManagedPrefixListVersionRequest,
  RestoreManagedPrefixListVersionResult
>({
  service: 'ec2',
  name: 'RestoreManagedPrefixListVersion',
  access: 'write',
  honours: ['PrefixListId', 'PreviousVersion', 'CurrentVersion'],
  handle(input, context) {
    const list = requireOwnList(context, input.PrefixListId ?? '');
    checkVersion(list, input.CurrentVersion);
    const entries = entriesOfVersion(list, input.PreviousVersion ?? 0);
    checkSize(entries, list.maxEntries);
    const restored = nextVersion(list, entries, 'restore-complete');
    putPrefixList(context, restored);
    return { PrefixList: toSdkPrefixList(restored) };
  },
});
