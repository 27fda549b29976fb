import type { DescribeTagsRequest, DescribeTagsResult, TagDescription } from '@aws-sdk/client-ec2';
import type { Tag } from '../../model/owned.ts';
import { allTaggable } from '../network/taggable.ts';
import { type OperationContext, operation } from '../operation.ts';
import { type FilterTable, matchFilters } from '../shared/filters.ts';
import { paginate } from '../shared/pages.ts';

interface Entry extends Tag {
  readonly resourceId: string;
  readonly resourceType: string;
}

const filters: FilterTable<Entry> = {
  fields: {
    key: (entry) => entry.key,
    'resource-id': (entry) => entry.resourceId,
    'resource-type': (entry) => entry.resourceType,
    value: (entry) => entry.value,
  },
  tags: (entry) => [entry],
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTags.html */
export const DescribeTags = operation<DescribeTagsRequest, DescribeTagsResult>({
  service: 'ec2',
  name: 'DescribeTags',
  access: 'read',
  honours: ['Filters', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const page = paginate(matchFilters(entries(context), input.Filters, filters), input, {
      operation: 'DescribeTags',
      key: (entry) => `${entry.resourceId}/${entry.key}`,
    });
    return { Tags: page.records.map(toSdkEntry), NextToken: page.nextToken };
  },
});

function* entries(context: OperationContext): Iterable<Entry> {
  for (const { id, type, tags } of allTaggable(context)) {
    for (const tag of tags) yield { ...tag, resourceId: id, resourceType: type };
  }
}

function toSdkEntry(entry: Entry): TagDescription {
  return {
    Key: entry.key,
    Value: entry.value,
    ResourceId: entry.resourceId,
    // `taggable.ts` names the types as AWS does.
    ResourceType: entry.resourceType as NonNullable<TagDescription['ResourceType']>,
  };
}
