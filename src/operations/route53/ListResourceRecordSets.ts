import type { ListResourceRecordSetsRequest, ListResourceRecordSetsResponse } from '@aws-sdk/client-route-53';
import { parseDomainName } from '../../model/domain-name.ts';
import { ServiceError } from '../../model/errors.ts';
import { recordNameKey, zonePrefix } from '../../model/record-order.ts';
import { operation } from '../operation.ts';
import { pageSize } from './shared/pages.ts';
import { toSdkRecordSet } from './shared/record-view.ts';
import { requireZone } from './shared/zones.ts';

/** Record sets that one page may have. */
const recordsMax = 300;

/**
 * The record sets of a zone from a name, type and identifier on, in the order of `recordSetId`.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html
 */
export const ListResourceRecordSets = operation<
  ListResourceRecordSetsRequest,
  ListResourceRecordSetsResponse
>({
  service: 'route53',
  name: 'ListResourceRecordSets',
  access: 'read',
  honours: ['HostedZoneId', 'StartRecordName', 'StartRecordType', 'StartRecordIdentifier', 'MaxItems'],
  handle(input, context) {
    const zone = requireZone(context, input.HostedZoneId ?? '');
    const size = pageSize(input.MaxItems, recordsMax);
    const from = startKey(zone.id, input);
    const found = context.resources.scan('recordSet', zonePrefix(zone.id), from);
    const records = Iterator.from(found)
      .take(size + 1)
      .toArray();
    const next = records[size];
    return {
      ResourceRecordSets: records.slice(0, size).map(toSdkRecordSet),
      IsTruncated: next !== undefined,
      ...(next && {
        NextRecordName: next.name,
        NextRecordType: next.type,
        NextRecordIdentifier: next.setIdentifier,
      }),
      MaxItems: size,
    };
  },
});

/** What the ids from the start on are not below. */
function startKey(zoneId: string, input: ListResourceRecordSetsRequest): string {
  const { StartRecordName: name, StartRecordType: type, StartRecordIdentifier: identifier } = input;
  if (name === undefined && type !== undefined) {
    throw new ServiceError('InvalidInput', 'StartRecordType needs StartRecordName to be given too.');
  }
  if (type === undefined && identifier !== undefined) {
    throw new ServiceError('InvalidInput', 'StartRecordIdentifier needs StartRecordType to be given too.');
  }
  if (name === undefined) return '';
  const parsed = parseDomainName(name);
  if ('problem' in parsed) {
    throw new ServiceError(
      'InvalidInput',
      `FATAL problem: ${parsed.problem} encountered with '${name.slice(0, 120)}'`,
    );
  }
  return [recordNameKey(zoneId, parsed.name), type ?? '', identifier ?? ''].join(' ').trimEnd();
}
