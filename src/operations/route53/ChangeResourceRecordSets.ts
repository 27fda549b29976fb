import type {
  Change,
  ChangeResourceRecordSetsRequest,
  ChangeResourceRecordSetsResponse,
} from '@aws-sdk/client-route-53';
import type { HostedZone, RecordSet } from '../../model/dns-resources.ts';
import { ServiceError } from '../../model/errors.ts';
import { type OperationContext, operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { newChange } from './shared/changes.ts';
import { requireHealthCheck } from './shared/health-checks.ts';
import { recordSetsPerZoneMax } from './shared/limits.ts';
import { RecordBatch } from './shared/record-batch.ts';
import { parseRecordSet } from './shared/record-input.ts';
import { nameProblems, recordProblems } from './shared/record-rules.ts';
import { isSameRecordSet } from './shared/record-view.ts';
import { checkComment, requireZone } from './shared/zones.ts';

/** Record sets and characters of values that one batch may have; an UPSERT counts twice. */
const recordsMax = 1000;
const charactersMax = 32_000;
const set = 'ChangeBatch.Changes.ResourceRecordSet';

/**
 * Makes all changes of a batch or none. Changes are made in order, and what must hold in a zone is looked at when all are
 * made: a record may be replaced by one that conflicts with it. What is wrong is answered together.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html
 */
export const ChangeResourceRecordSets = operation<
  ChangeResourceRecordSetsRequest,
  ChangeResourceRecordSetsResponse
>({
  service: 'route53',
  name: 'ChangeResourceRecordSets',
  access: 'write',
  honours: [
    'HostedZoneId',
    'ChangeBatch.Comment',
    'ChangeBatch.Changes.Action',
    ...['Name', 'Type', 'SetIdentifier', 'Weight', 'Region', 'Failover', 'MultiValueAnswer'].map(
      (member) => `${set}.${member}`,
    ),
    ...['TTL', 'ResourceRecords', 'AliasTarget', 'HealthCheckId'].map((member) => `${set}.${member}`),
  ],
  handle(input, context) {
    const { resources } = context;
    const zone = requireZone(context, input.HostedZoneId ?? '');
    const comment = checkComment(input.ChangeBatch?.Comment);
    const changes = input.ChangeBatch?.Changes ?? [];
    checkSize(changes);
    const batch = new RecordBatch(resources, zone.id);
    const problems = [...made(context, zone, batch, changes)];
    for (const name of problems.length > 0 ? [] : batch.names) {
      problems.push(...nameProblems(zone, batch, name));
    }
    if (batch.size > recordSetsPerZoneMax) {
      problems.push(
        `Limits Exceeded: MAX_RRSETS_BY_ZONE - Cannot create more than ${recordSetsPerZoneMax} RRSets.`,
      );
    }
    if (problems.length > 0) throw invalidBatch(problems);
    batch.write(resources);
    // Batches of one zone are judged by what the others have left.
    const change = newChange(context, comment);
    dependOn(resources, zone.id, change.Id ?? '');
    return { ChangeInfo: change };
  },
});

function* made(
  context: OperationContext,
  zone: HostedZone,
  batch: RecordBatch,
  changes: readonly Change[],
): Iterable<string> {
  for (const change of changes) {
    const record = parseRecordSet(zone.id, change);
    if (record.healthCheckId !== undefined && change.Action !== 'DELETE') {
      // Against its deletion at the same moment.
      dependOn(context.resources, requireHealthCheck(context, record.healthCheckId).id, zone.id);
    }
    const existing = batch.get(record);
    if (change.Action === 'DELETE') {
      const problem = deletionProblem(record, existing);
      if (problem === undefined) batch.delete(record);
      else yield problem;
    } else {
      if (change.Action === 'CREATE' && existing) {
        yield `Tried to create resource record set ${shown(record)} but it already exists`;
      }
      yield* recordProblems(zone, record);
      batch.put(record);
    }
  }
}

function deletionProblem(record: RecordSet, existing: RecordSet | undefined): string | undefined {
  if (!existing) return `Tried to delete resource record set ${shown(record)} but it was not found`;
  if (isSameRecordSet(record, existing)) return undefined;
  return `Tried to delete resource record set ${shown(record)} but the values provided do not match the current values`;
}

function shown({ name, type, setIdentifier }: RecordSet): string {
  const identifier = setIdentifier === undefined ? '' : `, set-identifier='${setIdentifier}'`;
  return `[name='${name}', type='${type}'${identifier}]`;
}

function checkSize(changes: readonly Change[]): void {
  if (changes.length === 0) throw new ServiceError('InvalidInput', 'The change batch has no changes.');
  const weight = ({ Action }: Change) => (Action === 'UPSERT' ? 2 : 1);
  let [records, characters] = [0, 0];
  for (const change of changes) {
    const values = change.ResourceRecordSet?.ResourceRecords ?? [];
    records += weight(change);
    characters += weight(change) * values.reduce((sum, { Value = '' }) => sum + Value.length, 0);
  }
  if (records > recordsMax) throw invalidBatch([`Number of records limit of ${recordsMax} exceeded.`]);
  if (characters > charactersMax) {
    throw invalidBatch([`Number of characters limit of ${charactersMax} exceeded.`]);
  }
}

/** As many problems as may be of use. */
function invalidBatch(problems: readonly string[]): ServiceError {
  return new ServiceError('InvalidChangeBatch', `[${problems.slice(0, 20).join(', ')}]`);
}
