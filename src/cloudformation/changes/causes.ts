/** Why a property changes. */
import { functionOf } from '../template/functions.ts';
import { isList, isObject, member } from '../template/json.ts';
import { type Reference, references } from '../template/references.ts';
import type { Scope } from '../template/scope.ts';
import { isKnown } from '../template/value.ts';
import type { Json } from '../template.ts';
import type { ChangeCause, Evaluation } from './change.ts';
import { type Difference, isSame } from './differences.ts';
import type { Comparison } from './versions.ts';

export type Cause = ChangeCause & { readonly evaluation: Evaluation };

/**
 * The causes of a difference between the properties of a resource, at least one: parameters with other values and
 * resources that change, as far as the expression at that place refers to them, and the template when the expression is
 * another or nothing else is the cause.
 */
export function causesOf(comparison: Comparison, id: string, difference: Difference): readonly Cause[] {
  const { before, after } = comparison;
  const now = expressionAt(after, id, difference.path);
  const then = before === undefined ? undefined : expressionAt(before, id, difference.path);
  const found = new Map<string, Cause>();
  for (const reference of now === undefined ? [] : references(now, 'Resources', after.conditions)) {
    const cause = causeOf(comparison, reference);
    if (cause !== undefined) found.set(JSON.stringify(cause), cause);
  }
  const { after: value } = difference;
  const evaluation = value === undefined || isKnown(value) ? 'Static' : 'Dynamic';
  const isDirect = found.size === 0 || !isSame(then, now);
  return [
    ...(isDirect ? [{ ChangeSource: 'DirectModification', evaluation } as const] : []),
    ...found.values(),
  ];
}

/** @returns undefined when what it refers to stays as it is */
function causeOf(comparison: Comparison, reference: Reference): Cause | undefined {
  if (reference.kind === 'attribute') {
    const evaluation = certainty(comparison, reference.name, true);
    const CausingEntity = `${reference.name}.${reference.attribute}`;
    return evaluation && { ChangeSource: 'ResourceAttribute', CausingEntity, evaluation };
  }
  if (reference.kind !== 'ref') return undefined;
  const { before, after } = comparison;
  const { name: CausingEntity } = reference;
  const value = after.parameters.get(CausingEntity);
  if (value === undefined) {
    const evaluation = certainty(comparison, CausingEntity, false);
    return evaluation && { ChangeSource: 'ResourceReference', CausingEntity, evaluation };
  }
  if (isSame(before?.parameters.get(CausingEntity), value)) return undefined;
  return { ChangeSource: 'ParameterReference', CausingEntity, evaluation: 'Static' };
}

/** Whether the resource is another for sure, or perhaps. @returns undefined when it is not */
function certainty({ fates }: Comparison, id: string, ofAttribute: boolean): Evaluation | undefined {
  switch (fates.get(id)) {
    case 'replaced':
    case 'added':
    case 'imported':
      return 'Static';
    case 'perhaps replaced':
      return 'Dynamic';
    case 'changed':
      return ofAttribute ? 'Dynamic' : undefined;
    case 'unchanged':
    case undefined:
      return undefined;
  }
}

/**
 * The expression that the value at the path comes from: the one at the path, or the function on the way to it.
 * @returns undefined when there is none
 */
function expressionAt(scope: Scope, id: string, path: readonly string[]): Json | undefined {
  let at: Json | undefined = scope.template.resources.get(id)?.properties;
  for (const name of path) {
    at = taken(at, scope);
    if (at === undefined) return undefined;
    if (isList(at)) at = at.filter((item) => taken(item, scope) !== undefined)[Number(name)];
    else if (isObject(at) && functionOf(at, 'Resources') === undefined) at = member(at, name);
    else return at;
  }
  return at;
}

/** The branch of an `Fn::If` that is taken. @returns undefined for `AWS::NoValue` */
function taken(json: Json | undefined, scope: Scope): Json | undefined {
  const call = isObject(json) ? functionOf(json, 'Resources') : undefined;
  if (call === undefined) return json;
  if (call.name === 'Ref' && call.argument === 'AWS::NoValue') return undefined;
  if (call.name !== 'Fn::If' || !isList(call.argument)) return json;
  const [condition, then, otherwise] = call.argument;
  return taken(scope.conditions.get(String(condition)) === true ? then : otherwise, scope);
}
