/** Comparing one value of a request with one value of a policy, by operator. */
import type { PolicyVersion } from '../document/document.ts';
import { foldAscii, foldSimple } from '../matching/case-fold.ts';
import { arnPattern, exactPattern, globPattern, type Pattern, readTemplate } from '../matching/pattern.ts';
import { parseDate } from './dates.ts';
import { blockIncludes, parseIpBlock } from './ip-blocks.ts';
import type { Comparison, Order } from './operators.ts';

/** Strings, ARNs and booleans may have policy variables; the others are what they are. */
export function comparisonPattern(
  comparison: Exclude<Comparison, { readonly type: 'null' }>,
  text: string,
  version: PolicyVersion,
): Pattern {
  switch (comparison.type) {
    case 'exact':
      return exactPattern(readTemplate(text, version), comparison.ignoreCase ? foldSimple : undefined);
    case 'glob':
      return globPattern(readTemplate(text, version));
    case 'arn':
      return arnPattern(readTemplate(text, version));
    case 'bool':
      return boolPattern(exactPattern(readTemplate(text, version), foldAscii));
    case 'binary':
      return valuePattern(text, parseBinary, (policy, request) => request === policy);
    case 'ip':
      return valuePattern(text, parseIpBlock, blockIncludes);
    case 'number':
      return valuePattern(text, parseNumber, inOrder(comparison.order));
    case 'date':
      return valuePattern(text, parseDate, inOrder(comparison.order));
  }
}

/** What is not of the type, on either side, matches nothing. */
function valuePattern<Value>(
  text: string,
  parse: (text: string) => Value | undefined,
  test: (policy: Value, request: Value) => boolean,
): Pattern {
  const policy = parse(text);
  return {
    matches(value) {
      const request = parse(value);
      return policy !== undefined && request !== undefined && test(policy, request);
    },
    addMissingKeys: () => {},
  };
}

/** Two equal values that are no booleans do not match. */
function boolPattern(exact: Pattern): Pattern {
  return {
    ...exact,
    matches: (value, context) => {
      const isSame = exact.matches(value, context);
      return isSame && ['true', 'false'].includes(foldAscii(value));
    },
  };
}

function inOrder(order: Order): (policy: number, request: number) => boolean {
  switch (order) {
    case 'equal':
      return (policy, request) => request === policy;
    case 'less':
      return (policy, request) => request < policy;
    case 'lessOrEqual':
      return (policy, request) => request <= policy;
    case 'greater':
      return (policy, request) => request > policy;
    case 'greaterOrEqual':
      return (policy, request) => request >= policy;
  }
}

/** Integers and decimals; beyond 15 digits numbers that are close count as equal. */
function parseNumber(text: string): number | undefined {
  if (!/^[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,4})?$/.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** The Base64 in the one form in which equal bytes are equal texts. */
function parseBinary(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  return Buffer.from(text, 'base64').toString('base64');
}
