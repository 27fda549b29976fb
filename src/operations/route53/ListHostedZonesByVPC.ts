import type {
  HostedZoneSummary,
  ListHostedZonesByVPCRequest,
  ListHostedZonesByVPCResponse,
} from '@aws-sdk/client-route-53';
import type { Reader } from '../../model/access.ts';
import { endpointDnsEntries } from '../../model/dns-names.ts';
import { ServiceError } from '../../model/errors.ts';
import { domainOf } from '../../model/private-dns-name.ts';
import { operation } from '../operation.ts';
import { pageOf, pageSize } from './shared/pages.ts';
import { parseVpc, requireOwnVpc } from './shared/vpcs.ts';

/** Zones that one page may have. */
const zonesMax = 100;

/**
 * The private zones that the caller's VPC is associated with, whoever owns them, and those that private DNS names of its
 * endpoints are in, which are in no other list.
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
    const zones = [...associated(context.resources, vpc.id), ...ofEndpoints(context.resources, vpc.id)]
      .filter(({ HostedZoneId: id = '' }) => id >= token)
      .sort(byId);
    const { items, next } = pageOf(zones, size);
    return {
      HostedZoneSummaries: [...items],
      MaxItems: size,
      ...(next && { NextToken: next.HostedZoneId }),
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

function associated(resources: Reader, vpcId: string): HostedZoneSummary[] {
  return resources.find('hostedZone', 'vpc', vpcId).map(({ id, name, accountId }) => ({
    HostedZoneId: id,
    Name: name,
    Owner: { OwningAccount: accountId },
  }));
}

function ofEndpoints(resources: Reader, vpcId: string): HostedZoneSummary[] {
  const endpoints = resources
    .find('endpoint', 'vpc', vpcId)
    .filter(({ privateDnsName, state }) => privateDnsName !== undefined && !/^delet/.test(state));
  return endpoints.flatMap((endpoint) =>
    // The private name is the last of an endpoint's.
    endpointDnsEntries(endpoint, [])
      .slice(-1)
      .map(({ dnsName, hostedZoneId }) => ({
        HostedZoneId: hostedZoneId,
        Name: `${domainOf(dnsName)}.`,
        Owner: { OwningService: 'vpce.amazonaws.com' },
      })),
  );
}

function byId(a: HostedZoneSummary, b: HostedZoneSummary): number {
  return (a.HostedZoneId ?? '') < (b.HostedZoneId ?? '') ? -1 : 1;
}
