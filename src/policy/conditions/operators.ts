/**
 * The operators of conditions, as data: what each compares, and whether it holds when the comparison does not.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */

/** How a value of the request is compared with one of the policy. */
export type Comparison =
  | { readonly type: 'exact'; readonly ignoreCase: boolean }
  | { readonly type: 'glob' | 'arn' | 'bool' | 'binary' | 'ip' }
  | { readonly type: 'null' }
  | { readonly type: 'number' | 'date'; readonly order: Order };

export type Order = 'equal' | 'less' | 'lessOrEqual' | 'greater' | 'greaterOrEqual';

export interface Operator {
  readonly comparison: Comparison;
  /** Whether the operator holds when no comparison does. */
  readonly negated: boolean;
  /** How keys with many values are tested; without one, one value that matches is enough. */
  readonly qualifier: Qualifier | undefined;
  /** Whether the operator holds when the key is not there. */
  readonly ifExists: boolean;
}

export type Qualifier = 'ForAllValues' | 'ForAnyValue';

type Base = Pick<Operator, 'comparison' | 'negated'>;

const bases: ReadonlyMap<string, Base> = new Map([
  ...pair('StringEquals', 'StringNotEquals', { type: 'exact', ignoreCase: false }),
  ...pair('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', { type: 'exact', ignoreCase: true }),
  ...pair('StringLike', 'StringNotLike', { type: 'glob' }),
  ...ordered('Numeric', 'number'),
  ...ordered('Date', 'date'),
  positive('Bool', { type: 'bool' }),
  positive('BinaryEquals', { type: 'binary' }),
  ...pair('IpAddress', 'NotIpAddress', { type: 'ip' }),
  ...pair('ArnEquals', 'ArnNotEquals', { type: 'arn' }),
  ...pair('ArnLike', 'ArnNotLike', { type: 'arn' }),
  positive('Null', { type: 'null' }),
]);

/** The operator of that name; names are case-sensitive. Null has no IfExists, which would say nothing. */
export function findOperator(name: string): Operator | undefined {
  const [, qualifier, rest = ''] = /^(?:(ForAllValues|ForAnyValue):)?(.*)$/.exec(name) ?? [];
  const ifExists = rest.endsWith('IfExists');
  const base = bases.get(ifExists ? rest.slice(0, -'IfExists'.length) : rest);
  if (base === undefined || (ifExists && base.comparison.type === 'null')) return undefined;
  // The pattern lets only these two through.
  return { ...base, ifExists, qualifier: qualifier as Qualifier | undefined };
}

export function isOperator(name: string): boolean {
  return findOperator(name) !== undefined;
}

function positive(name: string, comparison: Comparison): [string, Base] {
  return [name, { comparison, negated: false }];
}

function pair(name: string, negation: string, comparison: Comparison): [string, Base][] {
  return [positive(name, comparison), [negation, { comparison, negated: true }]];
}

function ordered(prefix: string, type: 'number' | 'date'): [string, Base][] {
  return [
    ...pair(`${prefix}Equals`, `${prefix}NotEquals`, { type, order: 'equal' }),
    positive(`${prefix}LessThan`, { type, order: 'less' }),
    positive(`${prefix}LessThanEquals`, { type, order: 'lessOrEqual' }),
    positive(`${prefix}GreaterThan`, { type, order: 'greater' }),
    positive(`${prefix}GreaterThanEquals`, { type, order: 'greaterOrEqual' }),
  ];
}
