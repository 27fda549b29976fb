import type { ListHealthChecksRequest, ListHealthChecksResponse } from '@aws-sdk/client-route-53';
import { operation } from '../operation.ts';
import { toSdkHealthCheck } from './shared/health-checks.ts';
import { pageOf, pageSize } from './shared/pages.ts';

/** Health checks that one page may have. */
const checksMax = 100;

/** The account's health checks, ordered by id. */
export const ListHealthChecks = operation<ListHealthChecksRequest, ListHealthChecksResponse>({
  service: 'route53',
  name: 'ListHealthChecks',
  access: 'read',
  honours: ['Marker', 'MaxItems'],
  handle(input, { resources, caller }) {
    const size = pageSize(input.MaxItems, checksMax);
    const { Marker = '' } = input;
    const checks = resources
      .find('dnsHealthCheck', 'account', caller.accountId)
      .filter(({ id }) => id >= Marker);
    const { items, next } = pageOf(checks, size);
    return {
      HealthChecks: items.map(toSdkHealthCheck),
      Marker,
      IsTruncated: next !== undefined,
      ...(next && { NextMarker: next.id }),
      MaxItems: size,
    };
  },
});
