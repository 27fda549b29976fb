/** Whether everything that a template refers to is there, whatever its conditions will be. */
import type { Json, Template } from '../template.ts';
import { formatError, templateError } from './errors.ts';
import { functionOf, isBoolean, type Place } from './functions.ts';
import { isObject } from './json.ts';
import { isPseudoParameter } from './pseudo-parameters.ts';
import { type Reference, references } from './references.ts';

/** @throws ServiceError ValidationError */
export function checkReferences(template: Template): void {
  checkRules(template);
  checkConditions(template);
  for (const { properties, dependsOn, condition } of template.resources.values()) {
    checkCondition(template, 'Resources', condition);
    const depends = dependsOn.filter((name) => !template.resources.has(name));
    if (depends.length > 0) throw unresolved(depends, 'Resources');
    checkExpression(template, 'Resources', references(properties, 'Resources'));
  }
  for (const { value, exportName, condition } of template.outputs.values()) {
    checkCondition(template, 'Outputs', condition);
    checkExpression(template, 'Outputs', references(value, 'Outputs'));
    checkExportName(template, exportName ?? '');
  }
}

function checkRules(template: Template): void {
  for (const { ruleCondition, assertions } of template.rules.values()) {
    const expressions = [
      ...(ruleCondition === undefined ? [] : [ruleCondition]),
      ...assertions.map((a) => a.assert),
    ];
    for (const json of expressions) {
      if (!standsForBoolean(json, 'Rules'))
        throw formatError(
          'Every Assert and RuleCondition of the Rules block must be a function of true or false.',
        );
      refuseResources(template, references(json, 'Rules'), 'Rules');
    }
  }
}

function checkConditions(template: Template): void {
  const done = new Set<string>();
  for (const [name, json] of template.conditions) {
    const found = references(json, 'Conditions');
    if (!standsForBoolean(json, 'Conditions'))
      throw formatError('Conditions can only be boolean operations on parameters and other conditions');
    refuseResources(template, found, 'Conditions');
    checkExpression(template, 'Conditions', found);
    refuseCircle(template, name, [], done);
  }
}

function standsForBoolean(json: Json, place: Place): boolean {
  const call = isObject(json) ? functionOf(json, place) : undefined;
  return call !== undefined && isBoolean(call.name);
}

/** Neither conditions nor rules may need anything that is there only when they have been decided. */
function refuseResources(template: Template, found: readonly Reference[], block: Place): void {
  const names = found.flatMap((reference) =>
    reference.kind === 'attribute' || (reference.kind === 'ref' && !isParameter(template, reference.name))
      ? [reference.name]
      : [],
  );
  if (names.length > 0)
    throw formatError(
      `Unresolved dependencies [${unique(names)}]. Cannot reference resources in the ${block} block of the template`,
    );
  if (found.some(({ kind }) => kind === 'import' || kind === 'zones'))
    throw templateError(
      `Fn::ImportValue and Fn::GetAZs cannot be used in the ${block} block of the template`,
    );
}

function refuseCircle(template: Template, name: string, path: readonly string[], done: Set<string>): void {
  if (done.has(name)) return;
  if (path.includes(name))
    throw formatError(
      `Circular dependency between conditions: [${path.slice(path.indexOf(name)).join(', ')}]`,
    );
  for (const reference of references(template.conditions.get(name) ?? '', 'Conditions')) {
    if (reference.kind === 'condition') refuseCircle(template, reference.name, [...path, name], done);
  }
  done.add(name);
}

function checkCondition(template: Template, block: Place, name: string | undefined): void {
  if (name !== undefined && !template.conditions.has(name))
    throw formatError(`Unresolved condition dependency ${name} in the ${block} block of the template`);
}

function checkExpression(template: Template, block: Place, found: readonly Reference[]): void {
  for (const reference of found) checkReference(template, reference);
  const missing = found.flatMap((reference) =>
    reference.kind === 'ref' &&
    !isParameter(template, reference.name) &&
    !template.resources.has(reference.name)
      ? [reference.name]
      : [],
  );
  if (missing.length > 0) throw unresolved(missing, block);
}

function checkReference(template: Template, reference: Reference): void {
  if (reference.kind === 'condition' && !template.conditions.has(reference.name))
    throw templateError(`unresolved condition dependency ${reference.name} in ${reference.by}`);
  if (reference.kind === 'mapping' && !template.mappings.has(reference.name))
    throw templateError(
      `Mapping named '${reference.name}' is not present in the 'Mappings' section of template.`,
    );
  if (reference.kind === 'attribute' && !template.resources.has(reference.name))
    throw templateError(
      reference.by === 'Fn::GetAtt'
        ? `instance of Fn::GetAtt references undefined resource ${reference.name}`
        : `instance of Fn::Sub references invalid resource attribute ${reference.name}.${reference.attribute}`,
    );
  if (reference.kind === 'import') checkImport(template, reference.inside);
}

function checkImport(template: Template, inside: readonly Reference[]): void {
  const depends = inside.some(
    (reference) =>
      ['attribute', 'import', 'zones'].includes(reference.kind) ||
      (reference.kind === 'ref' && template.resources.has(reference.name)),
  );
  if (depends)
    throw templateError(
      'the attribute in Fn::ImportValue must not depend on any resources, imported values, or Fn::GetAZs',
    );
}

function checkExportName(template: Template, name: Json): void {
  const found = references(name, 'Outputs');
  checkExpression(template, 'Outputs', found);
  if (
    found.some(
      ({ kind, ...rest }) =>
        kind === 'attribute' || (kind === 'ref' && 'name' in rest && template.resources.has(rest.name)),
    )
  )
    throw templateError('the Name of an Export must not depend on any resources');
}

function isParameter(template: Template, name: string): boolean {
  return template.parameters.has(name) || isPseudoParameter(name);
}

function unresolved(names: readonly string[], block: Place): Error {
  return formatError(
    `Unresolved resource dependencies [${unique(names)}] in the ${block} block of the template`,
  );
}

function unique(names: readonly string[]): string {
  return [...new Set(names)].join(', ');
}
