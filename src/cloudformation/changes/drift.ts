import type { ResourceSchema } from '../schema.ts';
import { isList, isObject, member } from '../template/json.ts';
import type { Json, JsonObject } from '../template.ts';
import { isSame, jsonPointer } from './differences.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_PropertyDifference.html */
export interface PropertyDifference {
  /** JSON pointer: `/Tags/0/Value`. */
  readonly PropertyPath: string;
  /** A text as it is, anything else as JSON; `null` where there is nothing. */
  readonly ExpectedValue: string;
  readonly ActualValue: string;
  readonly DifferenceType: 'ADD' | 'REMOVE' | 'NOT_EQUAL';
}

/**
 * Where a resource is not what the template says, in the order of the expected properties. Only what the template gives is
 * compared, and of that only properties that can be read: `actual` leaves out those that cannot be told. The order of
 * lists does not count.
 */
export function propertyDifferences(
  expected: JsonObject,
  actual: JsonObject,
  schema?: ResourceSchema,
): readonly PropertyDifference[] {
  return Object.entries(expected).flatMap(([name, value]) => {
    const found = member(actual, name);
    if (found === undefined || schema?.properties.get(name)?.writeOnly === true) return [];
    return compare(value, found, [name]);
  });
}

function compare(
  expected: Json,
  actual: Json | undefined,
  path: readonly string[],
): readonly PropertyDifference[] {
  if (actual === undefined) return [difference('REMOVE', path, expected, null)];
  if (isObject(expected) && isObject(actual))
    return Object.entries(expected).flatMap(([name, value]) =>
      compare(value, member(actual, name), [...path, name]),
    );
  if (isList(expected) && isList(actual)) return compareLists(expected, actual, path);
  return isSame(expected, actual) ? [] : [difference('NOT_EQUAL', path, expected, actual)];
}

/** Items that match are taken off first; objects that are left are compared with the one that has the same key or place. */
function compareLists(
  expected: readonly Json[],
  actual: readonly Json[],
  path: readonly string[],
): readonly PropertyDifference[] {
  const rest = new Map(actual.entries());
  const take = (isMatch: (other: Json, index: number) => boolean): Json | undefined => {
    const match = [...rest].find(([index, other]) => isMatch(other, index));
    if (match !== undefined) rest.delete(match[0]);
    return match?.[1];
  };
  // Items that are equal come before those that merely have everything that is expected.
  const unequal = [...expected.entries()].filter(
    ([, item]) => take((other) => isSame(item, other)) === undefined,
  );
  const missing = unequal.filter(
    ([, item]) => take((other) => compare(item, other, []).length === 0) === undefined,
  );
  const found = missing.flatMap(([index, item]) => {
    const partner = take((other, at) => isPartner(item, other, index === at));
    return compare(item, partner, [...path, String(index)]);
  });
  const added = [...rest].map(([index, item]) => difference('ADD', [...path, String(index)], null, item));
  return [...found, ...added];
}

/** Items of one list that are the same thing with other values. */
function isPartner(one: Json, other: Json, isSamePlace: boolean): boolean {
  if (!isObject(one) || !isObject(other)) return false;
  const key = ['Key', 'Id', 'Name'].find((name) => Object.hasOwn(one, name));
  return key === undefined ? isSamePlace : isSame(member(one, key), member(other, key));
}

function difference(
  DifferenceType: PropertyDifference['DifferenceType'],
  path: readonly string[],
  expected: Json,
  actual: Json,
): PropertyDifference {
  return {
    PropertyPath: jsonPointer(path),
    ExpectedValue: textOf(expected),
    ActualValue: textOf(actual),
    DifferenceType,
  };
}

function textOf(json: Json): string {
  return typeof json === 'string' ? json : JSON.stringify(json);
}
