/**
 * Whether a condition holds for a request.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
import type { Condition, PolicyVersion } from '../document/document.ts';
import { foldAscii } from '../matching/case-fold.ts';
import type { ContextEntry, RequestContext } from '../matching/context.ts';
import type { Pattern } from '../matching/pattern.ts';
import { comparisonPattern } from './comparisons.ts';
import { findOperator, type Operator } from './operators.ts';

export interface ConditionTest {
  holds(context: RequestContext): boolean;
  /** Adds the keys that the condition asks for and the context lacks; asking with Null needs none. */
  addMissingKeys(context: RequestContext, missing: Set<string>): void;
}

/** @throws Error when the operator does not exist, which reading the document has excluded */
export function compileCondition(condition: Condition, version: PolicyVersion): ConditionTest {
  const operator = findOperator(condition.operator);
  if (operator === undefined) throw new Error(`no operator ${condition.operator}`);
  const { comparison } = operator;
  if (comparison.type === 'null') return nullTest(condition);
  const patterns = condition.values.map((value) => comparisonPattern(comparison, value, version));
  return {
    holds: (context) =>
      operatorHolds(operator, context.get(condition.key), valueTest(operator, patterns, context)),
    addMissingKeys(context, missing) {
      if (context.get(condition.key) === undefined) missing.add(condition.key);
      for (const pattern of patterns) pattern.addMissingKeys(context, missing);
    },
  };
}

/** `true` asks for a key that is not there, or has nothing but empty texts in its list; `false` for one that is. */
function nullTest({ key, values }: Condition): ConditionTest {
  const wanted = values.map(foldAscii);
  return {
    holds(context) {
      const entry = context.get(key);
      const isNull = entry === undefined || (entry.isList && isEmptySet(entry));
      return wanted.includes(String(isNull));
    },
    addMissingKeys: () => {},
  };
}

/** Whether the operator holds for one value of the request. */
function valueTest(
  { negated }: Operator,
  patterns: readonly Pattern[],
  context: RequestContext,
): (value: string) => boolean {
  return (value) => {
    // A variable without value is neither a match nor a mismatch.
    return negated
      ? patterns.every((pattern) => pattern.matches(value, context) === false)
      : patterns.some((pattern) => pattern.matches(value, context) === true);
  };
}

function operatorHolds(
  { negated, qualifier, ifExists }: Operator,
  entry: ContextEntry | undefined,
  test: (value: string) => boolean,
): boolean {
  if (qualifier === 'ForAllValues')
    return entry === undefined || isEmptySet(entry) || entry.values.every(test);
  if (entry === undefined) return ifExists || (negated && qualifier === undefined);
  if (qualifier === 'ForAnyValue') return !isEmptySet(entry) && entry.values.some(test);
  return negated ? entry.values.every(test) : entry.values.some(test);
}

/** For sets of values, an empty text is nothing. */
function isEmptySet(entry: ContextEntry): boolean {
  return entry.values.every((value) => value === '');
}
