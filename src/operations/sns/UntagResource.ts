import type { UntagResourceRequest, UntagResourceResponse } from '@aws-sdk/client-sns';
import { refuseReserved } from '../../model/reserved-tags.ts';
import { operation } from '../operation.ts';
import { requireTagged } from './shared/tagged.ts';

/**
 * Removes tags of a topic; keys that it does not have are no error.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_UntagResource.html
 */
export const UntagResource = operation<UntagResourceRequest, UntagResourceResponse>({
  service: 'sns',
  name: 'UntagResource',
  access: 'write',
  honours: ['ResourceArn', 'TagKeys'],
  handle({ ResourceArn: arn, TagKeys: keys = [] }, context) {
    const topic = requireTagged(context, arn);
    refuseReserved(keys, 'InvalidParameter');
    context.resources.put('topic', { ...topic, tags: topic.tags.filter(({ key }) => !keys.includes(key)) });
    return {};
  },
});
