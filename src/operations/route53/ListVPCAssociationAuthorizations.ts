import type {
  ListVPCAssociationAuthorizationsRequest,
  ListVPCAssociationAuthorizationsResponse,
} from '@aws-sdk/client-route-53';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { pageOf, pageSize } from './shared/pages.ts';
import { toSdkVpc } from './shared/vpcs.ts';
import { requireZone } from './shared/zones.ts';

/** VPCs that one page may have. */
const vpcsMax = 50;

/**
 * The VPCs that other accounts may associate with the caller's zone.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListVPCAssociationAuthorizations.html
 */
export const ListVPCAssociationAuthorizations = operation<
  ListVPCAssociationAuthorizationsRequest,
  ListVPCAssociationAuthorizationsResponse
>({
  service: 'route53',
  name: 'ListVPCAssociationAuthorizations',
  access: 'read',
  honours: ['HostedZoneId', 'NextToken', 'MaxResults'],
  handle(input, context) {
    const zone = requireZone(context, input.HostedZoneId ?? '');
    const size = pageSize(input.MaxResults, vpcsMax);
    const { NextToken: token = '' } = input;
    if (token !== '' && !/^vpc-[0-9a-f]{8,17}$/.test(token)) {
      throw new ServiceError('InvalidPaginationToken', 'The NextToken is not one that was answered.');
    }
    const vpcs = zone.authorizations
      .filter(({ vpcId }) => vpcId >= token)
      .sort((a, b) => (a.vpcId < b.vpcId ? -1 : 1));
    const { items, next } = pageOf(vpcs, size);
    return { HostedZoneId: zone.id, VPCs: items.map(toSdkVpc), ...(next && { NextToken: next.vpcId }) };
  },
});
