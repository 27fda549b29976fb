/** Record sets of hosted zones: one or many, from what they were to what they shall be, in one change of a zone. */
import type {
  ListHostedZonesByNameResponse,
  ListResourceRecordSetsResponse,
  ResourceRecordSet,
} from '@aws-sdk/client-route-53';
import { ServiceError } from '../../../model/errors.ts';
import type { Route53RecordSetGroup_RecordSet } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { call, same, unlessGone } from './call.ts';
import { canonicalName, domainNameLike } from './names.ts';

/** A record set as templates state it, and where. */
export type RecordSet = Omit<
  Route53RecordSetGroup_RecordSet,
  'CidrRoutingConfig' | 'GeoLocation' | 'GeoProximityLocation'
>;

/** The members that are honoured. */
export const recordSetMembers = [
  'HostedZoneId',
  'HostedZoneName',
  'Name',
  'Type',
  'TTL',
  'ResourceRecords',
  'AliasTarget',
  'HealthCheckId',
  'SetIdentifier',
  'Weight',
  'Region',
  'Failover',
  'MultiValueAnswer',
] as const;

interface Change {
  readonly Action: 'CREATE' | 'UPSERT' | 'DELETE';
  readonly ResourceRecordSet: ResourceRecordSet;
}

/**
 * Brings record sets from what they were to what they shall be. Those of one zone change at once: who asks meanwhile gets the
 * old ones or the new ones. What is gone already is not an error; what another made is.
 */
export function changeRecordSets(
  before: readonly RecordSet[],
  after: readonly RecordSet[],
  comment: string | undefined,
  step: Step,
): void {
  const zones = new ZoneFinder(step);
  const former = byKey(before, zones);
  const wanted = byKey(after, zones);
  const changes = new Map<string, Change[]>();
  const add = (zone: string, change: Change) => changes.set(zone, [...(changes.get(zone) ?? []), change]);
  for (const [key, { zone, record }] of former) {
    const there = wanted.has(key) ? undefined : findRecordSet(zone, record, step);
    if (there) add(zone, { Action: 'DELETE', ResourceRecordSet: there });
  }
  for (const [key, { zone, record }] of wanted) {
    const was = former.get(key);
    if (was && same(was.record, record)) continue;
    add(zone, { Action: was ? 'UPSERT' : 'CREATE', ResourceRecordSet: toSdk(record) });
  }
  for (const [HostedZoneId, Changes] of changes) {
    const ChangeBatch = { Changes, Comment: comment };
    call(step, 'route53', 'ChangeResourceRecordSets', { HostedZoneId, ChangeBatch });
  }
}

/** The record sets that there are of those stated, in their words. */
export function readRecordSets(stated: readonly RecordSet[], step: Step): readonly RecordSet[] {
  const zones = new ZoneFinder(step);
  return stated.flatMap((record) => {
    const zone = unlessGone(() => zones.find(record));
    const there = zone === undefined ? undefined : findRecordSet(zone, record, step);
    return there ? [fromSdk(there, record)] : [];
  });
}

function byKey(records: readonly RecordSet[], zones: ZoneFinder) {
  const entries = records.flatMap((record) => {
    const zone = zones.find(record);
    const key = [zone, canonicalName(record.Name), record.Type, record.SetIdentifier ?? ''].join(' ');
    return [[key, { zone, record }] as const];
  });
  return new Map(entries);
}

/** Finds the zones that record sets name, each name once. */
class ZoneFinder {
  readonly #step: Step;
  readonly #byName = new Map<string, string>();

  constructor(step: Step) {
    this.#step = step;
  }

  /** @throws ServiceError `ValidationError` when no zone is named; `NoSuchHostedZone` and `InvalidInput` for a name of none or several */
  find({ HostedZoneId: id, HostedZoneName: name }: RecordSet): string {
    if (id !== undefined) return id.replace('/hostedzone/', '');
    if (name === undefined) {
      throw new ServiceError('ValidationError', 'Either HostedZoneId or HostedZoneName must be specified.');
    }
    const found = this.#byName.get(name) ?? zoneNamed(name, this.#step);
    this.#byName.set(name, found);
    return found;
  }
}

function zoneNamed(name: string, step: Step): string {
  const input = { DNSName: name };
  const result = call<ListHostedZonesByNameResponse>(step, 'route53', 'ListHostedZonesByName', input);
  const zones = (result.HostedZones ?? []).filter(
    (zone) => canonicalName(zone.Name ?? '') === canonicalName(name),
  );
  const [zone, second] = zones;
  if (!zone) throw new ServiceError('NoSuchHostedZone', `No hosted zone found with the name '${name}'`);
  if (second) {
    const message = `Several hosted zones have the name '${name}'. State HostedZoneId in place of HostedZoneName.`;
    throw new ServiceError('InvalidInput', message);
  }
  return (zone.Id ?? '').replace('/hostedzone/', '');
}

function findRecordSet(HostedZoneId: string, record: RecordSet, step: Step): ResourceRecordSet | undefined {
  const input = {
    HostedZoneId,
    StartRecordName: record.Name,
    StartRecordType: record.Type,
    StartRecordIdentifier: record.SetIdentifier,
    MaxItems: 1,
  };
  const result = unlessGone(() =>
    call<ListResourceRecordSetsResponse>(step, 'route53', 'ListResourceRecordSets', input),
  );
  const found = result?.ResourceRecordSets?.[0];
  const isSame =
    found?.Type === record.Type &&
    found.SetIdentifier === record.SetIdentifier &&
    canonicalName(found.Name ?? '') === canonicalName(record.Name);
  return isSame ? found : undefined;
}

function toSdk(record: RecordSet): ResourceRecordSet {
  const { HostedZoneId: _, HostedZoneName: __, AliasTarget: alias, ResourceRecords, TTL, ...rest } = record;
  const sdk = {
    ...rest,
    TTL: TTL === undefined ? undefined : Number(TTL),
    ResourceRecords: ResourceRecords?.map((Value) => ({ Value })),
    AliasTarget: alias && { ...alias, EvaluateTargetHealth: alias.EvaluateTargetHealth ?? false },
  };
  // The operation looks at what of these the API has: types, failover roles and regions.
  return sdk as ResourceRecordSet;
}

function fromSdk(found: ResourceRecordSet, stated: RecordSet): RecordSet {
  const { AliasTarget: alias, ResourceRecords, TTL, Name, ...rest } = found;
  const { HostedZoneId, HostedZoneName } = stated;
  const { EvaluateTargetHealth } = stated.AliasTarget ?? {};
  const record = {
    ...rest,
    HostedZoneId,
    HostedZoneName,
    Name: domainNameLike(stated.Name, Name),
    TTL: TTL === undefined ? undefined : String(TTL),
    ResourceRecords: ResourceRecords?.map(({ Value }) => Value),
    AliasTarget: alias && {
      HostedZoneId: alias.HostedZoneId,
      DNSName: domainNameLike(stated.AliasTarget?.DNSName, alias.DNSName),
      ...((EvaluateTargetHealth !== undefined || alias.EvaluateTargetHealth) && {
        EvaluateTargetHealth: alias.EvaluateTargetHealth,
      }),
    },
  };
  // Members that are undefined are left out when a resource is read, which is all that the type does not allow.
  return record as unknown as RecordSet;
}
