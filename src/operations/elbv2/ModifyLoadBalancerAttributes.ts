import type {
  ModifyLoadBalancerAttributesInput,
  ModifyLoadBalancerAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { describeAttributes, withAttributes } from '../../model/attribute-definition.ts';
import { ServiceError } from '../../model/errors.ts';
import {
  loadBalancerAttributes,
  secondaryAddressesPerSubnet,
} from '../../model/load-balancing-attributes.ts';
import { operation } from '../operation.ts';
import { addSecondaryAddresses } from './shared/load-balancer-nodes.ts';
import { requireByArn } from './shared/lookup.ts';
import { checkTargets } from './shared/quotas.ts';

/**
 * Sets attributes of a load balancer; those that are not named stay. More secondary addresses are taken from the
 * subnets at once; fewer is refused, as on AWS.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyLoadBalancerAttributes.html
 */
export const ModifyLoadBalancerAttributes = operation<
  ModifyLoadBalancerAttributesInput,
  ModifyLoadBalancerAttributesOutput
>({
  service: 'elasticloadbalancing',
  name: 'ModifyLoadBalancerAttributes',
  access: 'write',
  honours: ['LoadBalancerArn', 'Attributes'],
  handle(input, context) {
    const before = requireByArn(context, 'loadBalancer', input.LoadBalancerArn);
    const attributes = withAttributes(
      'load balancer',
      loadBalancerAttributes,
      before,
      input.Attributes ?? [],
    );
    const count = secondaryAddressesPerSubnet({ attributes });
    if (count < secondaryAddressesPerSubnet(before)) {
      const message = `The number of secondary addresses of a subnet can only grow; it is ${secondaryAddressesPerSubnet(before)}`;
      throw new ServiceError('InvalidConfigurationRequest', message);
    }
    const nodes = before.nodes.map((node) => addSecondaryAddresses(context, node, count));
    const after = { ...before, attributes, nodes };
    context.resources.put('loadBalancer', after);
    checkTargets(context, after);
    return { Attributes: describeAttributes(loadBalancerAttributes, after) };
  },
});
