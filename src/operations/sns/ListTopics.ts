import type { ListTopicsInput, ListTopicsResponse } from '@aws-sdk/client-sns';
import { operation } from '../operation.ts';
import { paginate } from './shared/pages.ts';

/**
 * The caller's topics in the region, 100 a page.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html
 */
export const ListTopics = operation<ListTopicsInput, ListTopicsResponse>({
  service: 'sns',
  name: 'ListTopics',
  access: 'read',
  honours: ['NextToken'],
  handle({ NextToken }, { resources, caller, region }) {
    const topics = resources.find('topic', 'owner', `${caller.accountId}/${region}`);
    const { records, next } = paginate(topics, 'ListTopics', NextToken);
    return { Topics: records.map(({ id }) => ({ TopicArn: id })), ...next };
  },
});
