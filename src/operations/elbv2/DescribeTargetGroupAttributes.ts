import type {
  DescribeTargetGroupAttributesInput,
  DescribeTargetGroupAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation } from '../operation.ts';
import { requireByArn } from './shared/lookup.ts';

/**
 * The attributes of a target group. They cannot be changed yet; each says what Postern does, so that two differ from
 * AWS's defaults: a deregistered target is gone at once (its connections go on), and targets see the load balancer's
 * address. Attributes of health are left out until health is checked.
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
    requireByArn(context, 'targetGroup', input.TargetGroupArn);
    return { Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })) };
  },
});

const attributes = {
  'deregistration_delay.connection_termination.enabled': 'false',
  'deregistration_delay.timeout_seconds': '0',
  'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
  'preserve_client_ip.enabled': 'false',
  'proxy_protocol_v2.enabled': 'false',
  'stickiness.enabled': 'false',
  'stickiness.type': 'source_ip',
} as const;
