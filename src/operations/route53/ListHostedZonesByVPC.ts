import type { ListHostedZonesByVPCRequest, ListHostedZonesByVPCResponse } from '@aws-sdk/client-route-53';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { pageOf, pageSize } from './shared/pages.ts';
import { parseVpc, requireOwnVpc } from './shared/vpcs.ts';

/** Zones that one page may have. */
const zonesMax = 100;

/**
 * The private zones that the caller's VPC is associated with, whoever owns them.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZonesByVPC.html
 */
export const ListHostedZonesByVPC = operation<ListHostedZonesByVPCRequest, ListHostedZonesByVPCResponse>({
  service: 'route53',
  name: 'ListHostedZonesByVPC',
  access: 'read',
  honours: ['VPCId', 'VPCRegion', 'MaxItems', 'NextToken'],
  handle(input, context) {
    const vpc = requireVpc();
    const size = pageSize(input.MaxItems, zonesMax);
    const { NextToken: token = '' } = input;
    if (token !== '' && !/^Z[A-Z0-9]{1,31}$/.test(token)) {
      throw new ServiceError('InvalidPaginationToken', 'The NextToken is not one that was answered.');
    }
    const zones = context.resources.find('hostedZone', 'vpc', vpc.id).filter(({ id }) => id >= token);
    const { items, next } = pageOf(zones, size);
    return {
      HostedZoneSummaries: items.map(({ id, name, accountId }) => ({
        HostedZoneId: id,
        Name: name,
        Owner: { OwningAccount: accountId },
      })),
      MaxItems: size,
      ...(next && { NextToken: next.id }),
    };

    /** This operation knows no InvalidVPCId. */
    function requireVpc() {
      try {
        return requireOwnVpc(context, parseVpc({ VPCId: input.VPCId, VPCRegion: input.VPCRegion }));
      } catch (error) {
        throw error instanceof ServiceError ? new ServiceError('InvalidInput', error.message) : error;
      }
    }
  },
});
