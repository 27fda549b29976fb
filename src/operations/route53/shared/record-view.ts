import { isDeepStrictEqual } from 'node:util';
import type * as sdk from '@aws-sdk/client-route-53';
import type { RecordSet } from '../../../model/dns-resources.ts';

/** As answers show a record set. */
export function toSdkRecordSet(record: RecordSet): sdk.ResourceRecordSet {
  const { alias, routing } = record;
  return {
    Name: record.name,
    Type: record.type,
    SetIdentifier: record.setIdentifier,
    ...(routing?.kind === 'weighted' && { Weight: routing.weight }),
    // A region that was given is one of the model's.
    ...(routing?.kind === 'latency' && { Region: routing.region as sdk.ResourceRecordSetRegion }),
    ...(routing?.kind === 'failover' && { Failover: routing.role }),
    ...(routing?.kind === 'multivalue' && { MultiValueAnswer: true }),
    TTL: record.ttl,
    ResourceRecords: record.values?.map((Value) => ({ Value })),
    ...(alias && {
      AliasTarget: {
        HostedZoneId: alias.hostedZoneId,
        DNSName: alias.dnsName,
        EvaluateTargetHealth: alias.evaluateTargetHealth,
      },
    }),
    HealthCheckId: record.healthCheckId,
  };
}

/** Whether they say the same; the order of values says nothing. */
export function isSameRecordSet(a: RecordSet, b: RecordSet): boolean {
  const plain = ({ values, ...rest }: RecordSet) => ({ ...rest, values: values?.toSorted() });
  return isDeepStrictEqual(plain(a), plain(b));
}
