import type { AddTagsInput, AddTagsOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation } from '../operation.ts';
import { requireTagged } from './shared/tagged.ts';
import { addTags } from './shared/tags.ts';

/**
 * Sets tags of load balancers, target groups and listeners.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddTags.html
 */
export const AddTags = operation<AddTagsInput, AddTagsOutput>({
  service: 'elasticloadbalancing',
  name: 'AddTags',
  access: 'write',
  honours: ['ResourceArns', 'Tags'],
  handle(input, context) {
    for (const { tags, retag } of requireTagged(context, input.ResourceArns)) {
      retag(context.resources, addTags(tags, input.Tags ?? []));
    }
    return {};
  },
});
