import type * as sdk from '@aws-sdk/client-route-53';
import type { Reader } from '../../../model/access.ts';
import type { HostedZone } from '../../../model/dns-resources.ts';
import { parseDomainName } from '../../../model/domain-name.ts';
import { ServiceError } from '../../../model/errors.ts';
import type { OperationContext } from '../../operation.ts';
import { bareId } from './ids.ts';

/** The caller's zone. @throws ServiceError NoSuchHostedZone, also when the zone is another account's */
export function requireZone({ resources, caller }: OperationContext, id: string): HostedZone {
  const zone = resources.get('hostedZone', bareId(id));
  if (zone?.accountId === caller.accountId) return zone;
  throw noSuchZone(id);
}

export function noSuchZone(id: string): ServiceError {
  return new ServiceError('NoSuchHostedZone', `No hosted zone found with ID: ${bareId(id).slice(0, 32)}`);
}

/** @throws ServiceError InvalidDomainName */
export function requireDomainName(text: string): string {
  const parsed = parseDomainName(text);
  if ('name' in parsed && parsed.name !== '.') return parsed.name;
  const why = 'problem' in parsed ? parsed.problem : 'DomainLabelEmpty (Domain label is empty)';
  throw new ServiceError(
    'InvalidDomainName',
    `FATAL problem: ${why} encountered with '${text.slice(0, 120)}'`,
  );
}

/** As answers show a zone. */
export function toSdkZone(resources: Reader, zone: HostedZone): sdk.HostedZone {
  return {
    Id: `/hostedzone/${zone.id}`,
    Name: zone.name,
    CallerReference: zone.callerReference,
    Config: {
      ...(zone.comment !== undefined && { Comment: zone.comment }),
      PrivateZone: zone.privateZone,
    },
    ResourceRecordSetCount: resources.count('recordSet', 'zone', zone.id),
  };
}

/** What a public zone has; a private one's is not shown. */
export function toSdkDelegationSet(zone: HostedZone): sdk.DelegationSet | undefined {
  return zone.privateZone ? undefined : { NameServers: [...zone.nameServers] };
}

/** At most 256 characters. @throws ServiceError InvalidInput */
export function checkComment(comment: string | undefined): string | undefined {
  if (comment !== undefined && comment.length > 256) {
    throw new ServiceError('InvalidInput', 'The comment is too long. It may have 256 characters.');
  }
  return comment;
}
