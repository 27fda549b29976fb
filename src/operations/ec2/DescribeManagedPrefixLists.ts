import type {
  DescribeManagedPrefixListsRequest,
  DescribeManagedPrefixListsResult,
  ManagedPrefixList,
} from '@aws-sdk/client-ec2';
import { awsLists, managedPrefixListFilters, toSdkPrefixList } from '../network/prefix-list-view.ts';
import { type OperationContext, operation } from '../operation.ts';
import { matchFilters } from '../shared/filters.ts';
import { allOwned, selectOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeManagedPrefixLists.html */
export const DescribeManagedPrefixLists = operation<
  DescribeManagedPrefixListsRequest,
  DescribeManagedPrefixListsResult
>({
  service: 'ec2',
  name: 'DescribeManagedPrefixLists',
  access: 'read',
  honours: ['PrefixListIds', 'Filters', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const lists = select(context, input.PrefixListIds ?? []);
    const page = paginate(matchFilters(lists, input.Filters, managedPrefixListFilters), input, {
      operation: 'DescribeManagedPrefixLists',
      key: (list) => list.PrefixListId ?? '',
      min: 1,
      max: 100,
    });
    return { PrefixLists: [...page.records], NextToken: page.nextToken };
  },
});

function select(context: OperationContext, ids: readonly string[]): readonly ManagedPrefixList[] {
  const aws = awsLists(context.region);
  if (ids.length === 0) return [...aws, ...allOwned(context, 'prefixList').map(toSdkPrefixList)];
  const named = aws.filter(({ PrefixListId = '' }) => ids.includes(PrefixListId));
  const others = ids.filter((id) => named.every((list) => list.PrefixListId !== id));
  const own = others.length === 0 ? [] : selectOwned(context, 'prefixList', others);
  return [...named, ...own.map(toSdkPrefixList)];
}
