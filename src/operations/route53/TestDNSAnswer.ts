import type { TestDNSAnswerRequest, TestDNSAnswerResponse } from '@aws-sdk/client-route-53';
import { resolveInZone } from '../../dns/resolver.ts';
import { typeNumbers } from '../../dns/wire-types.ts';
import { dnsHealthOf } from '../../model/dns-health.ts';
import { isInZone } from '../../model/domain-name.ts';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireDomainName, requireZone } from './shared/zones.ts';

/**
 * What the zone answers to a question now. AWS asks public zones only; here private ones may be asked too.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_TestDNSAnswer.html
 */
export const TestDNSAnswer = operation<TestDNSAnswerRequest, TestDNSAnswerResponse>({
  service: 'route53',
  name: 'TestDNSAnswer',
  access: 'read',
  honours: ['HostedZoneId', 'RecordName', 'RecordType'],
  handle(input, context) {
    const zone = requireZone(context, input.HostedZoneId ?? '');
    const name = nameOf(input.RecordName ?? '');
    if (!isInZone(name, zone.name)) {
      throw new ServiceError('InvalidInput', `The name ${name} is not in the zone ${zone.name}`);
    }
    const type = input.RecordType ?? 'A';
    const resolution = resolveInZone(
      {
        resources: context.resources,
        health: dnsHealthOf(context.resources, context.health),
        random: () => Number.parseInt(context.ids.hex(8), 16) / 2 ** 32,
        vpc: undefined,
      },
      zone,
      name,
      typeNumbers[type],
    );
    return {
      Nameserver: zone.nameServers[0],
      RecordName: name,
      RecordType: type,
      RecordData: resolution.answers.map(({ text }) => text),
      ResponseCode: resolution.code,
      Protocol: 'UDP',
    };
  },
});

/** This operation knows no InvalidDomainName. */
function nameOf(text: string): string {
  try {
    return requireDomainName(text);
  } catch (error) {
    throw error instanceof ServiceError ? new ServiceError('InvalidInput', error.message) : error;
  }
}
