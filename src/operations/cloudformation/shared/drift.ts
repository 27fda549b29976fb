/** Whether resources still are what the template says. */
import type { StackResourceDrift as SdkDrift } from '@aws-sdk/client-cloudformation';
import { propertyDifferences } from '../../../cloudformation/changes/drift.ts';
import { withoutSecrets } from '../../../cloudformation/engine/events.ts';
import { isOver } from '../../../cloudformation/engine/removal.ts';
import { openStep, propertiesIn } from '../../../cloudformation/engine/step.ts';
import { resourceTypes } from '../../../cloudformation/resource-types.ts';
import { schemaOf } from '../../../cloudformation/schema-of.ts';
import type { JsonObject } from '../../../cloudformation/template.ts';
import type { Stack, StackResource, StackResourceDrift } from '../../../model/stack-resources.ts';
import type { OperationContext } from '../../operation.ts';
import { validationError } from './errors.ts';

/** The stack's resources that are there, those of the logical ids alone when they are given. */
export function presentResources(
  { resources }: OperationContext,
  { id }: Stack,
  logicalIds: readonly string[] = [],
): readonly StackResource[] {
  return resources
    .find('stackResource', 'stack', id)
    .filter((record) => record.current !== undefined && !isOver(record))
    .filter(({ logicalId }) => logicalIds.length === 0 || logicalIds.includes(logicalId));
}

/** Looks at the resource and keeps what is found with its record. */
export function detectDrift(context: OperationContext, stack: Stack, record: StackResource): StackResource {
  const drift = driftOf(context, stack, record);
  const looked: StackResource = { ...record, drift };
  context.resources.put('stackResource', looked);
  return looked;
}

function driftOf(context: OperationContext, stack: Stack, record: StackResource): StackResourceDrift {
  const { current, logicalId } = record;
  const type = current && resourceTypes.get(current.type);
  const { ask: call, ids, now: checkedAt } = context;
  if (current === undefined || type === undefined || call === undefined)
    return { status: 'NOT_CHECKED', expected: '{}', checkedAt };
  const step = openStep({ stack, logicalId, call, ids, current });
  const expected = current.properties;
  const actual = type.read(current.physicalId, propertiesIn(current), step);
  if (actual === undefined) return { status: 'DELETED', expected, checkedAt };
  const found = propertyDifferences(propertiesIn(current), actual, schemaOf(current.type));
  const status = found.length === 0 ? 'IN_SYNC' : 'MODIFIED';
  return { status, expected, actual: JSON.stringify(actual), checkedAt };
}

/** States in which a stack's resources can be compared. */
export function checkComparable({ id, status }: Stack): void {
  if (/_(?:COMPLETE|FAILED)$/.test(status) && !/^DELETE|^ROLLBACK_COMPLETE/.test(status)) return;
  throw validationError(
    `Drift detection cannot be performed on stack [${id}] while it is in ${status} state`,
  );
}

export function sdkDrift(stack: Stack, record: StackResource): SdkDrift {
  const masked = (text: string) => withoutSecrets(stack, text);
  const { stackId, logicalId, type, current, drift } = record;
  if (drift === undefined) throw new Error(`${record.id} has not been looked at`);
  const { status, expected, actual, checkedAt } = drift;
  return {
    StackId: stackId,
    LogicalResourceId: logicalId,
    ...(current && { PhysicalResourceId: current.physicalId }),
    ResourceType: type,
    ...(status !== 'NOT_CHECKED' && { ExpectedProperties: masked(expected) }),
    ...(actual !== undefined && { ActualProperties: masked(actual) }),
    PropertyDifferences: differencesOf(drift, type).map(
      ({ ExpectedValue = '', ActualValue = '', ...rest }) => ({
        ...rest,
        ExpectedValue: masked(ExpectedValue),
        ActualValue: masked(ActualValue),
      }),
    ),
    StackResourceDriftStatus: status,
    Timestamp: new Date(checkedAt),
  };
}

function differencesOf({ status, expected, actual }: StackResourceDrift, type: string) {
  if (status !== 'MODIFIED' || actual === undefined) return [];
  // Both were written as objects.
  const [wanted, found] = [expected, actual].map((text) => JSON.parse(text) as JsonObject);
  return [...propertyDifferences(wanted ?? {}, found ?? {}, schemaOf(type))];
}
