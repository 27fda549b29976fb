import type { RemoveTagsFromResourceRequest, RemoveTagsFromResourceResult } from '@aws-sdk/client-ssm';
import { refuseReserved } from '../../model/reserved-tags.ts';
import { operation } from '../operation.ts';
import { requireTagged } from './shared/tags.ts';

/**
 * Removes tags of a parameter; keys that it does not have are no error.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_RemoveTagsFromResource.html
 */
export const RemoveTagsFromResource = operation<RemoveTagsFromResourceRequest, RemoveTagsFromResourceResult>({
  service: 'ssm',
  name: 'RemoveTagsFromResource',
  access: 'write',
  honours: ['ResourceType', 'ResourceId', 'TagKeys'],
  handle(input, context) {
    const parameter = requireTagged(context, input);
    refuseReserved(input.TagKeys, 'ValidationException');
    const tags = parameter.tags.filter(({ key }) => !input.TagKeys?.includes(key));
    context.resources.put('parameter', { ...parameter, tags });
    return {};
  },
});
