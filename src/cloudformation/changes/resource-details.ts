/** What changes of one resource, and why. */
import { evaluateProperties } from '../template/evaluate.ts';
import { isIncluded, type Scope } from '../template/scope.ts';
import { shown, type Value, type ValueObject } from '../template/value.ts';
import type { ResourceDeclaration } from '../template.ts';
import { type Cause, causesOf } from './causes.ts';
import type { ChangeDetail, ChangedAttribute, ChangeTarget, RequiresRecreation } from './change.ts';
import { type Difference, differences, isSame, jsonPointer } from './differences.ts';
import type { Comparison } from './versions.ts';

const nestedStack = 'AWS::CloudFormation::Stack';
const recreation = { 'in-place': 'Never', conditional: 'Conditionally', replace: 'Always' } as const;

/** The details of a resource that is in both versions; none when it stays as it is. */
export function resourceDetails(comparison: Comparison, id: string): readonly ChangeDetail[] {
  const resource = comparison.after.template.resources.get(id);
  if (resource === undefined) return [];
  const former = comparison.before?.template.resources.get(id);
  const details = [
    ...propertyDetails(comparison, id, resource.type),
    ...metadataDetails(former, resource),
    ...policyDetails(former, resource),
  ];
  const tags = details.some(({ Target }) => Target.Attribute === 'Tags')
    ? []
    : stackTagDetails(comparison, resource);
  const all = [...details, ...tags];
  return all.length === 0 && resource.type === nestedStack ? [automatic] : all;
}

/** The templates of nested stacks are not looked into, so that each of them may change. */
const automatic: ChangeDetail = {
  ChangeSource: 'Automatic',
  Evaluation: 'Dynamic',
  Target: { Attribute: 'Properties', RequiresRecreation: 'Never' },
};

function propertyDetails(comparison: Comparison, id: string, type: string): readonly ChangeDetail[] {
  const { before, after, shownBefore, shownAfter } = comparison;
  const found = differences(propertiesOf(before, id), propertiesOf(after, id));
  if (found.length === 0) return [];
  const shownValues = { before: propertiesOf(shownBefore, id), after: propertiesOf(shownAfter, id) };
  return found.flatMap((difference) => {
    const target = { ...propertyTarget(comparison, type, difference), ...valuesOf(difference, shownValues) };
    return causesOf(comparison, id, difference).map((cause) => detailOf(cause, target));
  });
}

function propertiesOf(scope: Scope | undefined, id: string): ValueObject {
  const resource = scope?.template.resources.get(id);
  if (scope === undefined || resource === undefined || !isIncluded(scope, resource)) return {};
  return evaluateProperties(scope, id);
}

function detailOf({ evaluation, ...cause }: Cause, Target: ChangeTarget): ChangeDetail {
  return { ...cause, Evaluation: evaluation, Target };
}

function propertyTarget({ request }: Comparison, type: string, { path }: Difference): ChangeTarget {
  const schema = request.schemaOf(type);
  const name = path[0] ?? '';
  const RequiresRecreation: RequiresRecreation =
    recreation[schema?.properties.get(name)?.updates ?? 'in-place'];
  const Path = jsonPointer(['Properties', ...path]);
  if (name === schema?.tagsProperty) return { Attribute: 'Tags', RequiresRecreation, Path };
  return { Attribute: 'Properties', Name: name, RequiresRecreation, Path };
}

interface Shown {
  readonly before: Value;
  readonly after: Value;
}

function valuesOf({ path, before, after }: Difference, values: Shown) {
  return {
    ...(before === undefined ? {} : { BeforeValue: textOf(at(values.before, path)) }),
    ...(after === undefined ? {} : { AfterValue: textOf(at(values.after, path)) }),
    AttributeChangeType: changeType(before, after),
  };
}

function changeType(before: Value | undefined, after: Value | undefined): 'Add' | 'Remove' | 'Modify' {
  if (before === undefined) return 'Add';
  return after === undefined ? 'Remove' : 'Modify';
}

function at(value: Value, path: readonly string[]): Value {
  return path.reduce<Value>((inside, name) => {
    const found: Value | undefined = Object.entries(inside ?? {}).find(([key]) => key === name)?.[1];
    return found ?? '';
  }, value);
}

function textOf(value: Value): string {
  const json = shown(value);
  return typeof json === 'object' ? JSON.stringify(json) : String(json);
}

function metadataDetails(
  former: ResourceDeclaration | undefined,
  { metadata }: ResourceDeclaration,
): readonly ChangeDetail[] {
  return differences(former?.metadata, metadata).map((difference) =>
    direct({
      Attribute: 'Metadata',
      RequiresRecreation: 'Never',
      Path: jsonPointer(['Metadata', ...difference.path]),
      ...(difference.before === undefined ? {} : { BeforeValue: textOf(difference.before) }),
      ...(difference.after === undefined ? {} : { AfterValue: textOf(difference.after) }),
      AttributeChangeType: changeType(difference.before, difference.after),
    }),
  );
}

function policyDetails(
  former: ResourceDeclaration | undefined,
  { deletionPolicy, updateReplacePolicy }: ResourceDeclaration,
): readonly ChangeDetail[] {
  const policies: readonly (readonly [ChangedAttribute, string, string])[] = [
    ['DeletionPolicy', former?.deletionPolicy ?? deletionPolicy, deletionPolicy],
    ['UpdateReplacePolicy', former?.updateReplacePolicy ?? updateReplacePolicy, updateReplacePolicy],
  ];
  return policies
    .filter(([, before, after]) => before !== after)
    .map(([Attribute, BeforeValue, AfterValue]) =>
      direct({
        Attribute,
        RequiresRecreation: 'Never',
        Path: `/${Attribute}`,
        BeforeValue,
        AfterValue,
        AttributeChangeType: 'Modify',
      }),
    );
}

/** Tags of the stack are on every resource that can have tags. */
function stackTagDetails({ request }: Comparison, { type }: ResourceDeclaration): readonly ChangeDetail[] {
  const { before, after, schemaOf } = request;
  if (schemaOf(type)?.tagsProperty === undefined || isSame(before?.tags, after.tags)) return [];
  return [direct({ Attribute: 'Tags', RequiresRecreation: 'Never' })];
}

function direct(Target: ChangeTarget): ChangeDetail {
  return { ChangeSource: 'DirectModification', Evaluation: 'Static', Target };
}
