import type { TagResourceRequest, TagResourceResponse } from '@aws-sdk/client-sns';
import { operation } from '../operation.ts';
import { requireTagged } from './shared/tagged.ts';
import { addTags } from './shared/tags.ts';

/**
 * Sets tags of a topic.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_TagResource.html
 */
export const TagResource = operation<TagResourceRequest, TagResourceResponse>({
  service: 'sns',
  name: 'TagResource',
  access: 'write',
  honours: ['ResourceArn', 'Tags'],
  handle({ ResourceArn: arn, Tags: tags = [] }, context) {
    const topic = requireTagged(context, arn);
    context.resources.put('topic', { ...topic, tags: addTags(topic.tags, tags) });
    return {};
  },
});
