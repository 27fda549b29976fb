/** What an alias record may target. */

import { endpointHostedZoneId, loadBalancerHostedZoneId } from '../../../model/dns-names.ts';
import type { AliasTarget, HostedZone, RecordSet } from '../../../model/dns-resources.ts';
import { isInZone } from '../../../model/domain-name.ts';
import { regionNames } from '../../../model/zones.ts';
import type { RecordBatch } from './record-batch.ts';

/** Why the record cannot be an alias to the target, if it cannot. */
export function aliasProblem(
  zone: HostedZone,
  batch: RecordBatch,
  record: RecordSet,
  target: AliasTarget,
): string | undefined {
  const { hostedZoneId, dnsName } = target;
  const what = `Tried to create an alias that targets ${dnsName}, type ${record.type} in zone ${hostedZoneId}, but`;
  if (record.type === 'NS' || record.type === 'SOA') {
    return `${what} a record of type ${record.type} cannot be an alias`;
  }
  if (hostedZoneId === zone.id) return inZoneProblem(zone, batch, record, dnsName, what);
  const domain = foreignDomain(hostedZoneId);
  if (domain === undefined) return `${what} that target was not found`;
  if (!isInZone(dnsName, domain)) return `${what} the alias target name does not lie within the target zone`;
  if (record.type === 'A' || record.type === 'AAAA') return undefined;
  return `${what} the target has no records of that type`;
}

function inZoneProblem(
  zone: HostedZone,
  batch: RecordBatch,
  record: RecordSet,
  dnsName: string,
  what: string,
): string | undefined {
  if (!isInZone(dnsName, zone.name))
    return `${what} the alias target name does not lie within the target zone`;
  const targets = batch.ofType(dnsName, record.type);
  if (targets.length === 0) return `${what} that target was not found`;
  return dnsName === record.name ? `${what} a record cannot be an alias of itself` : undefined;
}

/** The domain of AWS's zones whose names an alias may target: those of endpoints and of network load balancers. */
function foreignDomain(hostedZoneId: string): string | undefined {
  for (const region of regionNames()) {
    if (endpointHostedZoneId(region) === hostedZoneId) return `${region}.vpce.amazonaws.com.`;
    if (loadBalancerHostedZoneId(region) === hostedZoneId) return `elb.${region}.amazonaws.com.`;
  }
  return undefined;
}
