import type { ManagedPrefixList } from '@aws-sdk/client-ec2';
import type { PrefixList } from '../../model/network-resources.ts';
import { ec2Arn } from '../shared/arn.ts';
import type { FilterTable } from '../shared/filters.ts';
import { toSdkTags } from '../shared/tags.ts';
import { type AwsPrefixList, awsPrefixLists } from './aws-prefix-lists.ts';

/** A list of a customer as EC2 answers it. */
export function toSdkPrefixList(list: PrefixList): ManagedPrefixList {
  return {
    PrefixListId: list.id,
    PrefixListName: list.name,
    PrefixListArn: ec2Arn(list, 'prefix-list', list.id),
    OwnerId: list.accountId,
    AddressFamily: list.addressFamily,
    State: list.state,
    MaxEntries: list.maxEntries,
    Version: list.version,
    Tags: toSdkTags(list.tags),
  };
}

/** AWS's lists of the region as EC2 answers them. */
export function awsLists(region: string): readonly ManagedPrefixList[] {
  return awsPrefixLists(region).map((list: AwsPrefixList) => ({
    PrefixListId: list.id,
    PrefixListName: list.name,
    PrefixListArn: `arn:aws:ec2:${region}:aws:prefix-list/${list.id}`,
    OwnerId: 'AWS',
    AddressFamily: 'IPv4',
    State: 'create-complete',
    Tags: [],
  }));
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeManagedPrefixLists.html */
export const managedPrefixListFilters: FilterTable<ManagedPrefixList> = {
  fields: {
    'owner-id': (list) => list.OwnerId,
    'prefix-list-id': (list) => list.PrefixListId,
    'prefix-list-name': (list) => list.PrefixListName,
  },
  tags: (list) => (list.Tags ?? []).map(({ Key = '', Value = '' }) => ({ key: Key, value: Value })),
};
