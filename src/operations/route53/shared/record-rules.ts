/** What a zone's record sets must be like, with Route 53's words for what they are not. */
import type { HostedZone, RecordSet } from '../../../model/dns-resources.ts';
import { isInZone } from '../../../model/domain-name.ts';
import { encodeRecordData } from '../../../model/record-data/encode.ts';
import { aliasProblem } from './alias-targets.ts';
import type { RecordBatch } from './record-batch.ts';

/** What is wrong with a record set to be created, whatever else is in the zone. */
export function* recordProblems(zone: HostedZone, record: RecordSet): Iterable<string> {
  const { name, type } = record;
  if (!isInZone(name, zone.name)) {
    yield `RRSet with DNS name ${name} is not permitted in zone ${zone.name}`;
    return;
  }
  if (type === 'CNAME' && name === zone.name) {
    yield `RRSet of type CNAME with DNS name ${name} is not permitted at apex in zone ${zone.name}`;
  }
  if (type === 'SOA' && name !== zone.name) {
    yield `RRSet of type SOA with DNS name ${name} is not permitted in zone ${zone.name}: it must have the name of the zone`;
  }
  if (type === 'NS' && name.startsWith('\\052.')) {
    yield `RRSet of type NS with DNS name ${name} is not permitted in zone ${zone.name}: its name must not be a wildcard`;
  }
  if ((type === 'SOA' || type === 'NS') && record.routing) {
    yield `RRSet of type ${type} with DNS name ${name} is not permitted: it must have simple routing`;
  }
  yield* valueProblems(record);
}

function* valueProblems({ type, values }: RecordSet): Iterable<string> {
  const seen = new Set<string>();
  for (const value of values ?? []) {
    const encoded = encodeRecordData(type, value);
    if ('problem' in encoded) {
      yield `Invalid Resource Record: '${encoded.problem}'`;
      continue;
    }
    const data = Buffer.from(encoded.data).toString('latin1');
    if (seen.has(data)) yield `Duplicate Resource Record: '${value}'`;
    seen.add(data);
  }
  if ((type === 'CNAME' || type === 'SOA') && (values?.length ?? 1) > 1) {
    yield `A ${type} record set must have exactly one value.`;
  }
}

/** What is wrong with the record sets of a name, all changes made. */
export function* nameProblems(zone: HostedZone, batch: RecordBatch, name: string): Iterable<string> {
  const records = batch.ofName(name);
  yield* conflicts(zone, records);
  for (const type of new Set(records.map((record) => record.type))) {
    yield* routingProblems(records.filter((record) => record.type === type));
  }
  for (const record of records) {
    const problem = record.alias && aliasProblem(zone, batch, record, record.alias);
    if (problem !== undefined) yield problem;
  }
  if (name === zone.name) yield* apexProblems(records);
}

function* conflicts(zone: HostedZone, records: readonly RecordSet[]): Iterable<string> {
  const cname = records.find(({ type }) => type === 'CNAME');
  const other = records.find(({ type }) => type !== 'CNAME');
  if (!cname || !other) return;
  yield `RRSet of type CNAME with DNS name ${cname.name} is not permitted because a conflicting RRSet of type ${other.type} with the same DNS name already exists in zone ${zone.name}`;
}

/** @param records those of one name and type */
function* routingProblems(records: readonly RecordSet[]): Iterable<string> {
  const [first] = records;
  if (!first || records.length === 1) return;
  const odd = records.find((record) => record.routing?.kind !== first.routing?.kind);
  if (odd) {
    const kind = first.routing?.kind ?? 'simple';
    yield `RRSet with DNS name ${odd.name}, type ${odd.type}, SetIdentifier ${odd.setIdentifier ?? 'null'} cannot be created as a ${kind} RRSet with the same name and type exists`;
    return;
  }
  const seen = new Set<string>();
  for (const { name, type, routing } of records) {
    const once =
      routing?.kind === 'latency' ? routing.region : routing?.kind === 'failover' ? routing.role : undefined;
    if (once === undefined) continue;
    if (seen.has(once)) {
      yield `RRSet with DNS name ${name}, type ${type} cannot be created as another RRSet with the same name, type and ${once} exists`;
    }
    seen.add(once);
  }
}

function* apexProblems(records: readonly RecordSet[]): Iterable<string> {
  if (records.filter(({ type }) => type === 'SOA').length !== 1) {
    yield 'A HostedZone must contain exactly one SOA record.';
  }
  if (!records.some(({ type }) => type === 'NS')) {
    yield 'A HostedZone must contain at least one NS record for the zone itself.';
  }
}
