import type {
  ModifyListenerAttributesInput,
  ModifyListenerAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { describeAttributes, withAttributes } from '../../model/attribute-definition.ts';
import { listenerAttributes } from '../../model/load-balancing-attributes.ts';
import { operation } from '../operation.ts';
import { requireByArn } from './shared/lookup.ts';

/**
 * Sets attributes of a listener; those that are not named stay.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyListenerAttributes.html
 */
export const ModifyListenerAttributes = operation<
  ModifyListenerAttributesInput,
  ModifyListenerAttributesOutput
>({
  service: 'elasticloadbalancing',
  name: 'ModifyListenerAttributes',
  access: 'write',
  honours: ['ListenerArn', 'Attributes'],
  handle(input, context) {
    const listener = requireByArn(context, 'listener', input.ListenerArn);
    const attributes = withAttributes('listener', listenerAttributes, listener, input.Attributes ?? []);
    const after = { ...listener, attributes };
    context.resources.put('listener', after);
    return { Attributes: describeAttributes(listenerAttributes, after) };
  },
});
