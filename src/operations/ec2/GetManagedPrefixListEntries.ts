import type {
  GetManagedPrefixListEntriesRequest,
  GetManagedPrefixListEntriesResult,
} from '@aws-sdk/client-ec2';
import { awsPrefixLists } from '../network/aws-prefix-lists.ts';
import { entriesOfVersion } from '../network/prefix-list-input.ts';
import { type OperationContext, operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListEntries.html */
export const GetManagedPrefixListEntries = operation<
  GetManagedPrefixListEntriesRequest,
  GetManagedPrefixListEntriesResult
>({
  service: 'ec2',
  name: 'GetManagedPrefixListEntries',
  access: 'read',
  honours: ['PrefixListId', 'TargetVersion', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const id = input.PrefixListId ?? '';
    const page = paginate(entriesOf(context, id, input.TargetVersion), input, {
      operation: 'GetManagedPrefixListEntries',
      key: ({ cidr }) => cidr,
      min: 1,
      max: 100,
    });
    return {
      Entries: page.records.map(({ cidr, description }) => ({ Cidr: cidr, Description: description })),
      NextToken: page.nextToken,
    };
  },
});

function entriesOf(context: OperationContext, id: string, version: number | undefined) {
  if (awsPrefixLists(context.region).some((list) => list.id === id)) return [];
  const list = requireOwned(context, 'prefixList', id);
  return entriesOfVersion(list, version ?? list.version);
}
