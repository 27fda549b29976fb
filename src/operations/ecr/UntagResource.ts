import type { UntagResourceRequest, UntagResourceResponse } from '@aws-sdk/client-ecr';
import { refuseReserved } from '../../model/reserved-tags.ts';
import { operation } from '../operation.ts';
import { requireTagged } from './shared/repositories.ts';

/**
 * Removes tags of a repository.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UntagResource.html
 */
export const UntagResource = operation<UntagResourceRequest, UntagResourceResponse>({
  service: 'ecr',
  name: 'UntagResource',
  access: 'write',
  honours: ['resourceArn', 'tagKeys'],
  handle(input, context) {
    const found = requireTagged(context, input.resourceArn);
    refuseReserved(input.tagKeys, 'InvalidTagParameterException');
    const tags = found.tags.filter(({ key }) => !input.tagKeys?.includes(key));
    context.resources.put('repository', { ...found, tags });
    return {};
  },
});
