import type {
  SetIpAddressTypeInput,
  SetIpAddressTypeOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation } from '../operation.ts';
import { checkIpAddressType } from './shared/ip-address-type.ts';
import { requireByArn } from './shared/lookup.ts';

/**
 * Sets the type of a load balancer's addresses, which is `ipv4` and can be no other.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetIpAddressType.html
 */
export const SetIpAddressType = operation<SetIpAddressTypeInput, SetIpAddressTypeOutput>({
  service: 'elasticloadbalancing',
  name: 'SetIpAddressType',
  access: 'write',
  honours: ['LoadBalancerArn', 'IpAddressType'],
  handle(input, context) {
    requireByArn(context, 'loadBalancer', input.LoadBalancerArn);
    return { IpAddressType: checkIpAddressType(input.IpAddressType) };
  },
});
