/**
 * The ARNs of load balancing, which are also the ids of its records.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
 */
import type { Arn } from './ids.ts';
import type { LoadBalancer } from './load-balancing-resources.ts';
import type { Owned } from './owned.ts';

/** The kinds of records that have such ARNs. */
export type LoadBalancingKind = 'loadBalancer' | 'targetGroup' | 'listener';

const name = '[A-Za-z0-9-]{1,32}';
const token = '[0-9a-f]{16}';
const resources: Readonly<Record<LoadBalancingKind, string>> = {
  loadBalancer: `loadbalancer/net/${name}/${token}`,
  targetGroup: `targetgroup/${name}/${token}`,
  listener: `listener/net/${name}/${token}/${token}`,
};

/** Whether the text has the form of an ARN of this kind. */
export function isLoadBalancingArn(kind: LoadBalancingKind, text: string): text is Arn {
  return new RegExp(`^arn:aws:elasticloadbalancing:[a-z0-9-]+:\\d{12}:${resources[kind]}$`).test(text);
}

/** The kind of record that the ARN names, or undefined when it is none of these. */
export function kindOfArn(text: string): LoadBalancingKind | undefined {
  const kinds = ['loadBalancer', 'targetGroup', 'listener'] as const;
  return kinds.find((kind) => isLoadBalancingArn(kind, text));
}

type Place = Pick<Owned, 'accountId' | 'region'>;

/** @param token 16 hexadecimal digits */
export function loadBalancerArn(place: Place, name: string, token: string): Arn {
  return `${prefix(place)}:loadbalancer/net/${name}/${token}`;
}

/** @param token 16 hexadecimal digits */
export function targetGroupArn(place: Place, name: string, token: string): Arn {
  return `${prefix(place)}:targetgroup/${name}/${token}`;
}

/** @param token 16 hexadecimal digits */
export function listenerArn(loadBalancer: LoadBalancer, token: string): Arn {
  return `${prefix(loadBalancer)}:listener/net/${loadBalancer.name}/${loadBalancer.token}/${token}`;
}

function prefix({ accountId, region }: Place): Arn {
  return `arn:aws:elasticloadbalancing:${region}:${accountId}`;
}
