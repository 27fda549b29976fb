import type { RemoveTagsInput, RemoveTagsOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { refuseReserved } from '../../model/reserved-tags.ts';
import { operation } from '../operation.ts';
import { requireTagged } from './shared/tagged.ts';

/**
 * Removes tags of load balancers, target groups and listeners; a tag that is not there is no error.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RemoveTags.html
 */
export const RemoveTags = operation<RemoveTagsInput, RemoveTagsOutput>({
  service: 'elasticloadbalancing',
  name: 'RemoveTags',
  access: 'write',
  honours: ['ResourceArns', 'TagKeys'],
  handle(input, context) {
    refuseReserved(input.TagKeys, 'ValidationError');
    const keys = new Set(input.TagKeys);
    for (const { tags, retag } of requireTagged(context, input.ResourceArns)) {
      retag(
        context.resources,
        tags.filter(({ key }) => !keys.has(key)),
      );
    }
    return {};
  },
});
