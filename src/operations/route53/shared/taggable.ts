import type { DnsHealthCheck, HostedZone } from '../../../model/dns-resources.ts';
import { ServiceError } from '../../../model/errors.ts';
import type { OperationContext } from '../../operation.ts';
import { requireHealthCheck } from './health-checks.ts';
import { requireZone } from './zones.ts';

/** Tags that a zone or health check may have. */
export const tagsMax = 50;

export type Taggable =
  | { readonly kind: 'hostedZone'; readonly record: HostedZone }
  | { readonly kind: 'dnsHealthCheck'; readonly record: DnsHealthCheck };

/** @param type `hostedzone` or `healthcheck` @throws ServiceError NoSuchHostedZone, NoSuchHealthCheck, InvalidInput */
export function requireTaggable(context: OperationContext, type: string | undefined, id: string): Taggable {
  if (type === 'hostedzone') return { kind: 'hostedZone', record: requireZone(context, id) };
  if (type === 'healthcheck') return { kind: 'dnsHealthCheck', record: requireHealthCheck(context, id) };
  throw new ServiceError('InvalidInput', 'The resource type must be hostedzone or healthcheck.');
}
