import type {
  DescribeTargetGroupAttributesInput,
  DescribeTargetGroupAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { describeAttributes } from '../../model/attribute-definition.ts';
import { targetGroupAttributes } from '../../model/load-balancing-attributes.ts';
import { operation } from '../operation.ts';
import { requireByArn } from './shared/lookup.ts';

/**
 * The attributes of a target group.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
 */
export const DescribeTargetGroupAttributes = operation<
  DescribeTargetGroupAttributesInput,
  DescribeTargetGroupAttributesOutput
>({
  service: 'elasticloadbalancing',
  name: 'DescribeTargetGroupAttributes',
  access: 'read',
  honours: ['TargetGroupArn'],
  handle(input, context) {
    const group = requireByArn(context, 'targetGroup', input.TargetGroupArn);
    return { Attributes: describeAttributes(targetGroupAttributes, group) };
  },
});
