/** Computes conditions, and the assertions of rules. */
import type { Json } from '../template.ts';
import { templateError } from './errors.ts';
import { evaluateFunction } from './evaluate-functions.ts';
import {
  type BooleanFunction,
  checkArgument,
  type FunctionCall,
  functionOf,
  isBoolean,
  type Place,
  shapes,
} from './functions.ts';
import { isList, isObject } from './json.ts';
import type { Scope } from './scope.ts';
import { isValueList, textValue, type Value } from './value.ts';

/**
 * What each condition of the template is.
 * @throws ServiceError ValidationError when a function cannot be computed
 */
export function evaluateConditions(scope: Scope): ReadonlyMap<string, boolean> {
  const known = new Map<string, boolean>();
  const conditions: Conditions = { scope: { ...scope, conditions: known }, place: 'Conditions', known };
  for (const name of scope.template.conditions.keys()) condition(name, conditions);
  return known;
}

/**
 * Whether an assertion or the condition of a rule holds.
 * @throws ServiceError ValidationError when a function cannot be computed
 */
export function evaluateAssertion(json: Json, scope: Scope): boolean {
  return holds(json, { scope, place: 'Rules', known: new Map() });
}

interface Conditions {
  readonly scope: Scope;
  readonly place: Place;
  /** Those that have been computed. */
  readonly known: Map<string, boolean>;
}

/** Reading the template has seen to it that the condition is there and that conditions do not go round in circles. */
function condition(name: string, conditions: Conditions): boolean {
  const before = conditions.known.get(name);
  if (before !== undefined) return before;
  const json = conditions.scope.template.conditions.get(name);
  if (json === undefined) throw templateError(`unresolved condition dependency ${name} in Condition`);
  const value = holds(json, conditions);
  conditions.known.set(name, value);
  return value;
}

function holds(json: Json, conditions: Conditions): boolean {
  const call = isObject(json) ? functionOf(json, conditions.place) : undefined;
  if (call === undefined || !isBoolean(call.name))
    throw templateError('every operand of a condition must be a function that gives true or false');
  checkArgument(call);
  const list = isList(call.argument) ? call.argument : [];
  const name: BooleanFunction = call.name;
  switch (name) {
    case 'Condition':
      return condition(String(call.argument), conditions);
    case 'Fn::And':
      return list.every((item) => holds(item, conditions));
    case 'Fn::Or':
      return list.some((item) => holds(item, conditions));
    case 'Fn::Not':
      return !holds(list[0] ?? null, conditions);
    case 'Fn::Equals':
      return isSame(argument(list[0], conditions), argument(list[1], conditions));
    case 'Fn::Contains':
      return texts(call, 0, conditions).includes(texts(call, 1, conditions)[0] ?? '');
    case 'Fn::EachMemberEquals':
      return texts(call, 0, conditions).every((text) => text === texts(call, 1, conditions)[0]);
    case 'Fn::EachMemberIn':
      return texts(call, 0, conditions).every((text) => texts(call, 1, conditions).includes(text));
  }
}

function argument(json: Json | undefined, conditions: Conditions): Value | undefined {
  if (json === undefined) return undefined;
  if (isList(json))
    return json.map((item) => argument(item, conditions)).filter((item) => item !== undefined);
  const call = isObject(json) ? functionOf(json, conditions.place) : undefined;
  if (call === undefined) return isObject(json) ? undefined : json;
  if (call.name === 'Fn::If' && isList(call.argument)) condition(String(call.argument[0]), conditions);
  return evaluateFunction(call, conditions.scope, (item) => argument(item, conditions));
}

/** An argument that is a list of texts, or one text. */
function texts(call: FunctionCall, index: number, conditions: Conditions): readonly string[] {
  const value = argument(isList(call.argument) ? call.argument[index] : undefined, conditions);
  return (isValueList(value) ? value : [value]).map((item) => {
    const text = textValue(item);
    if (typeof text === 'string') return text;
    throw templateError(shapes[call.name]);
  });
}

function isSame(one: Value | undefined, other: Value | undefined): boolean {
  if (isValueList(one) && isValueList(other))
    return one.length === other.length && one.every((item, index) => isSame(item, other[index]));
  const text = textValue(one);
  if (typeof text !== 'string' && !isValueList(one)) throw templateError(shapes['Fn::Equals']);
  return typeof text === 'string' && text === textValue(other);
}
