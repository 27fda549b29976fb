import type { AddTagsToResourceRequest, AddTagsToResourceResult } from '@aws-sdk/client-ssm';
import { operation } from '../operation.ts';
import { addTags, requireTagged } from './shared/tags.ts';

/**
 * Sets tags of a parameter.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html
 */
export const AddTagsToResource = operation<AddTagsToResourceRequest, AddTagsToResourceResult>({
  service: 'ssm',
  name: 'AddTagsToResource',
  access: 'write',
  honours: ['ResourceType', 'ResourceId', 'Tags'],
  handle(input, context) {
    const parameter = requireTagged(context, input);
    context.resources.put('parameter', { ...parameter, tags: addTags(parameter.tags, input.Tags ?? []) });
    return {};
  },
});
