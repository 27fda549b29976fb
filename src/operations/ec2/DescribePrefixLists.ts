import type { DescribePrefixListsRequest, DescribePrefixListsResult } from '@aws-sdk/client-ec2';
import { type AwsPrefixList, awsPrefixLists } from '../network/aws-prefix-lists.ts';
import { type OperationContext, operation } from '../operation.ts';
import { type FilterTable, matchFilters } from '../shared/filters.ts';
import { checkId, notFound } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

const filters: FilterTable<AwsPrefixList> = {
  fields: { 'prefix-list-id': ({ id }) => id, 'prefix-list-name': ({ name }) => name },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribePrefixLists.html */
export const DescribePrefixLists = operation<DescribePrefixListsRequest, DescribePrefixListsResult>({
  service: 'ec2',
  name: 'DescribePrefixLists',
  access: 'read',
  honours: ['PrefixListIds', 'Filters', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const lists = select(context, input.PrefixListIds ?? []);
    const page = paginate(matchFilters(lists, input.Filters, filters), input, {
      operation: 'DescribePrefixLists',
      key: ({ name }) => name,
    });
    return {
      PrefixLists: page.records.map(({ id, name }) => ({
        PrefixListId: id,
        PrefixListName: name,
        Cidrs: [],
      })),
      NextToken: page.nextToken,
    };
  },
});

function select({ region }: OperationContext, ids: readonly string[]): readonly AwsPrefixList[] {
  const lists = awsPrefixLists(region);
  if (ids.length === 0) return lists;
  for (const id of ids) checkId('prefixList', id);
  const missing = ids.filter((wanted) => lists.every(({ id }) => id !== wanted));
  if (missing.length > 0) throw notFound('prefixList', missing);
  return lists.filter(({ id }) => ids.includes(id));
}
