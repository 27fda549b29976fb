/** Record sets as requests state them. */
import type * as sdk from '@aws-sdk/client-route-53';
import {
  type AliasTarget,
  type RecordSet,
  type RecordType,
  type Routing,
  recordTypes,
} from '../../../model/dns-resources.ts';
import { parseDomainName } from '../../../model/domain-name.ts';
import { ServiceError } from '../../../model/errors.ts';
import { recordSetId } from '../../../model/record-order.ts';
import { isRegion } from '../../../model/zones.ts';
import { bareId } from './ids.ts';

/** Seconds. */
const ttlMax = 2_147_483_647;
/** Values of one record set. */
const valuesMax = 400;
const identifierLengthMax = 128;

/**
 * The record set that a change is about.
 * @throws ServiceError InvalidInput when the change has too much or too little; InvalidChangeBatch when its name is none
 */
export function parseRecordSet(zoneId: string, change: sdk.Change): RecordSet {
  const given = change.ResourceRecordSet ?? { Name: '', Type: undefined };
  const type = recordTypes.find((known) => known === given.Type);
  if (!type) throw invalid(`The record type '${given.Type}' is not supported.`);
  const name = parseName(given.Name ?? '');
  checkShape(change, given, name, type);
  const routing = routingOf(given);
  return {
    id: recordSetId(zoneId, name, type, given.SetIdentifier),
    zoneId,
    name,
    type,
    ...(given.SetIdentifier !== undefined && { setIdentifier: given.SetIdentifier }),
    ...(routing && { routing }),
    ...(given.AliasTarget
      ? { alias: parseAlias(given.AliasTarget) }
      : { ttl: parseTtl(given.TTL), values: parseValues(given.ResourceRecords) }),
    ...(given.HealthCheckId !== undefined && { healthCheckId: given.HealthCheckId }),
  };
}

function parseName(text: string): string {
  const parsed = parseDomainName(text);
  if ('name' in parsed) return parsed.name;
  throw new ServiceError(
    'InvalidChangeBatch',
    `[FATAL problem: ${parsed.problem} encountered with '${text.slice(0, 120)}']`,
  );
}

function checkShape(
  { Action: action }: sdk.Change,
  given: sdk.ResourceRecordSet,
  name: string,
  type: RecordType,
): void {
  const where = `Change with [Action=${action}, Name=${name}, Type=${type}, SetIdentifier=${given.SetIdentifier ?? 'null'}]`;
  const alias = given.AliasTarget !== undefined;
  const plain = given.TTL !== undefined || given.ResourceRecords !== undefined;
  if (alias === plain) {
    const found = alias ? 'more than one' : 'none';
    throw invalid(
      `Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found ${found} in ${where}`,
    );
  }
  if (plain && (given.TTL === undefined || given.ResourceRecords === undefined)) {
    const missing = given.TTL === undefined ? 'TTL' : 'ResourceRecords';
    throw invalid(`Invalid request: Missing field '${missing}' in ${where}`);
  }
  const routings = [given.Weight, given.Region, given.Failover, given.MultiValueAnswer].filter(
    (member) => member !== undefined,
  );
  if (routings.length > 0 && given.SetIdentifier === undefined) {
    throw invalid(`Invalid request: Missing field 'SetIdentifier' in ${where}`);
  }
  if (given.SetIdentifier !== undefined && routings.length !== 1) {
    const found = routings.length === 0 ? 'none' : 'more than one';
    throw invalid(
      `Invalid request: Expected exactly one of [Weight, Region, Failover, GeoLocation, MultiValueAnswer, GeoProximityLocation, or CidrRoutingConfig], but found ${found} in ${where}`,
    );
  }
  checkIdentifier(given.SetIdentifier);
  if (given.HealthCheckId !== undefined && routings.length === 0) {
    throw invalid(`Invalid request: HealthCheckId has no effect with simple routing in ${where}`);
  }
}

function checkIdentifier(identifier: string | undefined): void {
  if (identifier === undefined) return;
  if (identifier.length < 1 || identifier.length > identifierLengthMax) {
    throw invalid(`The SetIdentifier must have 1 to ${identifierLengthMax} characters.`);
  }
}

function routingOf(given: sdk.ResourceRecordSet): Routing | undefined {
  if (given.Weight !== undefined) {
    if (given.Weight < 0 || given.Weight > 255) throw invalid('The Weight must be from 0 to 255.');
    return { kind: 'weighted', weight: given.Weight };
  }
  if (given.Region !== undefined) {
    if (!isRegion(given.Region)) throw invalid(`The Region '${given.Region}' is not one that Postern has.`);
    return { kind: 'latency', region: given.Region };
  }
  if (given.Failover !== undefined) return { kind: 'failover', role: given.Failover };
  if (given.MultiValueAnswer === undefined) return undefined;
  if (given.MultiValueAnswer !== true) throw invalid('MultiValueAnswer must be true, or left out.');
  if (given.AliasTarget) throw invalid('A multivalue answer record cannot be an alias.');
  return { kind: 'multivalue' };
}

function parseAlias(target: sdk.AliasTarget): AliasTarget {
  return {
    hostedZoneId: bareId(target.HostedZoneId ?? ''),
    dnsName: parseName(target.DNSName ?? ''),
    evaluateTargetHealth: target.EvaluateTargetHealth ?? false,
  };
}

function parseTtl(ttl: number | undefined): number {
  if (ttl !== undefined && ttl >= 0 && ttl <= ttlMax) return ttl;
  throw invalid(`The TTL must be from 0 to ${ttlMax} seconds.`);
}

function parseValues(records: readonly sdk.ResourceRecord[] | undefined): string[] {
  const values = (records ?? []).map(({ Value }) => Value ?? '');
  if (values.length >= 1 && values.length <= valuesMax) return values;
  throw invalid(`A record set has 1 to ${valuesMax} values.`);
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidInput', message);
}
