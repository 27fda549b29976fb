/** Computes expressions. */
import type { Json, JsonObject } from '../template.ts';
import { resolveReferences } from './dynamic-references.ts';
import { formatError, templateError } from './errors.ts';
import { evaluateFunction } from './evaluate-functions.ts';
import { functionOf, type Place } from './functions.ts';
import { isList, isObject } from './json.ts';
import type { Scope } from './scope.ts';
import {
  charactersOf,
  computedCharactersMax,
  isKnown,
  isValueObject,
  Unknown,
  type Value,
  type ValueObject,
} from './value.ts';

/**
 * What the expression stands for. Members and items that are `AWS::NoValue` are left out. Numbers and booleans stay what
 * the template has them as, and what comes of parameters is text, so that readers must take `"80"` for 80 and `"true"` for true.
 * @returns undefined when the whole is `AWS::NoValue`
 * @throws ServiceError ValidationError when a function cannot be computed, and what the look-ups throw
 */
export function evaluate(json: Json, scope: Scope, place: Place): Value | undefined {
  if (isList(json))
    return json.map((item) => evaluate(item, scope, place)).filter((item) => item !== undefined);
  if (typeof json === 'string') return place === 'Resources' ? resolveReferences(json, scope) : json;
  if (!isObject(json)) return json;
  const call = functionOf(json, place);
  if (call === undefined) return evaluateMembers(json, scope, place);
  const value = evaluateFunction(call, scope, (argument) => evaluate(argument, scope, place));
  return place === 'Resources' ? resolveIn(value, scope) : value;
}

/** Functions may put a dynamic reference together. */
function resolveIn(value: Value | undefined, scope: Scope): Value | undefined {
  return typeof value === 'string' ? resolveReferences(value, scope) : value;
}

function evaluateMembers(json: JsonObject, scope: Scope, place: Place): ValueObject {
  const members = Object.entries(json).flatMap(([name, item]): [string, Value][] => {
    const value = evaluate(item, scope, place);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(members);
}

/**
 * The properties of a resource of the template, as far as they are known.
 * @throws ServiceError ValidationError, `Error` when the template has no such resource
 */
export function evaluateProperties(scope: Scope, logicalId: string): ValueObject {
  const resource = scope.template.resources.get(logicalId);
  if (resource === undefined) throw new Error(`the template has no resource ${logicalId}`);
  const value = evaluate(resource.properties, scope, 'Resources');
  if (value === undefined) return {};
  if (charactersOf(value) > computedCharactersMax)
    throw templateError(
      `the properties of ${logicalId} must not have more than ${computedCharactersMax} characters`,
    );
  if (isValueObject(value)) return value;
  throw formatError('Properties must be an object.');
}

/**
 * As `evaluateProperties` when everything that the resource needs is there.
 * @throws Error when something is not known yet, which means that the resource's turn has not come
 */
export function knownProperties(scope: Scope, logicalId: string): JsonObject {
  const properties = evaluateProperties(scope, logicalId);
  if (isKnown(properties) && isObject(properties)) return properties;
  throw new Error(`the properties of ${logicalId} are not known yet`);
}

/** An output of a stack. */
export interface Output {
  readonly key: string;
  /** Unknown only before the resources are there. */
  readonly value: string | Unknown;
  readonly description?: string;
  readonly exportName?: string;
}

/**
 * The outputs whose conditions hold, in the order of the template.
 * @throws ServiceError ValidationError
 */
export function evaluateOutputs(scope: Scope): readonly Output[] {
  const outputs: Output[] = [];
  for (const [key, { value, description, exportName, condition }] of scope.template.outputs) {
    if (condition !== undefined && scope.conditions.get(condition) !== true) continue;
    const name = exportName === undefined ? undefined : exportNameOf(exportName, key, scope);
    const same = outputs.find((other) => name !== undefined && other.exportName === name);
    if (same !== undefined)
      throw formatError(`Outputs ${same.key} and ${key} have the same Export name ${name}`);
    outputs.push({
      key,
      value: outputText(value, scope),
      ...(description === undefined ? {} : { description }),
      ...(name === undefined ? {} : { exportName: name }),
    });
  }
  return outputs;
}

function outputText(json: Json, scope: Scope): string | Unknown {
  const value = evaluate(json, scope, 'Outputs');
  if (value instanceof Unknown || typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw formatError('The Value field of every Outputs member must evaluate to a String.');
}

function exportNameOf(json: Json, output: string, scope: Scope): string {
  const name = evaluate(json, scope, 'Outputs');
  if (typeof name === 'string' && /^[A-Za-z0-9:-]{1,255}$/.test(name)) return name;
  throw formatError(
    `Output ${output} is malformed. The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, or hyphens.`,
  );
}
