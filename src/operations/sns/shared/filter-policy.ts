/**
 * Which messages a subscription wants: reading the policy.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 */
import type { MessageAttribute, Subscription } from '../../../model/notification-resources.ts';
import { invalidParameter } from './errors.ts';
import { type FilterCondition, readCondition } from './filter-condition.ts';
import { type FilterValue, valuesInAttributes, valuesInBody } from './filter-values.ts';

/** Where the values are looked for. */
export type FilterScope = 'MessageAttributes' | 'MessageBody';

/** Bytes of a policy; keys in it; the product of the conditions of its keys; levels of objects. */
const bytesMax = 262_144;
const keysMax = 5;
const combinationsMax = 150;
const depthMax = 5;

/** What of a message is looked at. */
interface Filtered {
  readonly message: string;
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
}

/** All of `keys` must hold, and one of each list in `alternatives`. */
interface Filter {
  readonly keys: readonly { readonly path: string; readonly conditions: readonly FilterCondition[] }[];
  readonly alternatives: readonly (readonly Filter[])[];
}

/**
 * The policy as it was given.
 * @throws ServiceError `InvalidParameter` when it is none, or when it is larger than SNS allows
 */
export function checkFilterPolicy(text: string, scope: FilterScope): string {
  parse(text, scope);
  return text;
}

/** Whether the subscription's filter policy accepts the message; without a policy every message is accepted. */
export function filterAccepts(subscription: Subscription, { message, attributes }: Filtered): boolean {
  const { filterPolicy, filterPolicyScope = 'MessageAttributes' } = subscription;
  if (filterPolicy === undefined) return true;
  const filter = parse(filterPolicy, filterPolicyScope);
  if (filterPolicyScope === 'MessageAttributes') return holds(filter, valuesInAttributes(attributes ?? {}));
  const values = valuesInBody(message);
  return values !== undefined && holds(filter, values);
}

function holds(filter: Filter, values: ReadonlyMap<string, readonly FilterValue[]>): boolean {
  return (
    filter.keys.every(({ path, conditions }) => conditions.some((holdsFor) => holdsFor(values.get(path)))) &&
    filter.alternatives.every((filters) => filters.some((each) => holds(each, values)))
  );
}

function parse(text: string, scope: FilterScope): Filter {
  if (Buffer.byteLength(text) > bytesMax) throw invalid('Filter policy is too large');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid('failed to parse JSON');
  }
  const filter = readFilter(value, scope, [], 1);
  const sizes = sizesOf(filter);
  if (sizes.length > keysMax) throw invalid(`Filter policy can not have more than ${keysMax} keys`);
  if (sizes.reduce((product, size) => product * size, 1) > combinationsMax)
    throw invalid('Filter policy is too complex');
  return filter;
}

function sizesOf({ keys, alternatives }: Filter): number[] {
  return [...keys.map(({ conditions }) => conditions.length), ...alternatives.flat().flatMap(sizesOf)];
}

function readFilter(value: unknown, scope: FilterScope, path: readonly string[], depth: number): Filter {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid('Filter policy must be a JSON object');
  if (depth > depthMax) throw invalid('Filter policy is nested too deep');
  const keys: Filter['keys'][number][] = [];
  const alternatives: (readonly Filter[])[] = [];
  for (const [name, inner] of Object.entries(value)) {
    if (name === '$or' && isAlternatives(inner)) {
      alternatives.push(inner.map((each) => readFilter(each, scope, path, depth + 1)));
    } else if (Array.isArray(inner)) {
      if (inner.length === 0) throw invalid(`Empty arrays are not allowed: "${name.slice(0, 80)}"`);
      keys.push({ path: [...path, name].join('\n'), conditions: inner.map(readCondition) });
    } else if (scope === 'MessageBody' && typeof inner === 'object') {
      const nested = readFilter(inner, scope, [...path, name], depth + 1);
      keys.push(...nested.keys);
      alternatives.push(...nested.alternatives);
    } else
      throw invalid(
        `"${name.slice(0, 80)}" must be ${scope === 'MessageBody' ? 'an object or an array' : 'an array'}`,
      );
  }
  if (keys.length + alternatives.length === 0 && depth > 1) throw invalid('Empty objects are not allowed');
  return { keys, alternatives };
}

/** A key `$or` is an ordinary one unless it has a list of two objects or more. */
function isAlternatives(value: unknown): value is readonly object[] {
  return (
    Array.isArray(value) &&
    value.length >= 2 &&
    value.every((each) => typeof each === 'object' && each !== null && !Array.isArray(each))
  );
}

function invalid(reason: string): Error {
  return invalidParameter(`FilterPolicy: ${reason}`);
}
