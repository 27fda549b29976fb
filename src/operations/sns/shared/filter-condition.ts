/**
 * One condition of a filter policy.
 * @see https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/numeric-value-matching.html
 */
import { BlockList, isIP } from 'node:net';
import { invalidParameter } from './errors.ts';
import type { FilterValue } from './filter-values.ts';

/** Whether the condition holds for the values of its key; undefined when the key is not there. */
export type FilterCondition = (values: readonly FilterValue[] | undefined) => boolean;

type Test = (value: FilterValue) => boolean;

/** @throws ServiceError `InvalidParameter` */
export function readCondition(given: unknown): FilterCondition {
  if (given === null || ['string', 'number', 'boolean'].includes(typeof given))
    return some((value) => value === given);
  if (typeof given !== 'object' || Array.isArray(given))
    throw invalid('Match value must be String, number, true, false, or null');
  const [[name, operand] = ['', undefined], ...more] = Object.entries(given);
  if (more.length > 0) throw invalid('Only one key allowed in match expression');
  if (name === 'exists') return readExists(operand);
  return some(name === 'anything-but' ? readAnythingBut(operand) : readOperator(name, operand));
}

function some(test: Test): FilterCondition {
  return (values) => values?.some(test) === true;
}

function readExists(operand: unknown): FilterCondition {
  if (typeof operand !== 'boolean') throw invalid('exists match pattern must be either true or false.');
  return (values) => (values !== undefined) === operand;
}

/** Tests of text by the name of the operator. */
const textTests: Readonly<Record<string, (operand: string) => (value: string) => boolean>> = {
  prefix: (operand) => (value) => value.startsWith(operand),
  suffix: (operand) => (value) => value.endsWith(operand),
  'equals-ignore-case': (operand) => (value) => value.toLowerCase() === operand.toLowerCase(),
  wildcard: (operand) => wildcard(operand),
};

function readOperator(name: string, operand: unknown): Test {
  if (name === 'numeric') return readNumeric(operand);
  if (name === 'cidr') return readCidr(operand);
  const make = Object.hasOwn(textTests, name) ? textTests[name] : undefined;
  if (make === undefined) throw invalid(`Unrecognized match type ${name.slice(0, 40)}`);
  if (typeof operand !== 'string') throw invalid(`${name} match pattern must be a string`);
  const test = make(operand);
  return (value) => typeof value === 'string' && test(value);
}

function readAnythingBut(operand: unknown): Test {
  if (typeof operand === 'object' && operand !== null && !Array.isArray(operand)) {
    const [[name, inner] = ['', undefined], ...more] = Object.entries(operand);
    if (more.length > 0 || !Object.hasOwn(textTests, name)) throw invalid('Unsupported anything-but pattern');
    const tests = (Array.isArray(inner) ? inner : [inner]).map((each) => readOperator(name, each));
    return (value) => !tests.some((test) => test(value));
  }
  const values: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  const types = new Set(values.map((value) => typeof value));
  if (values.length === 0 || types.size > 1 || !(types.has('string') || types.has('number')))
    throw invalid('Value of anything-but must be an array or single string/number value.');
  return (value) => !values.includes(value);
}

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function readNumeric(operand: unknown): Test {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4))
    throw invalid('Value of numeric must be an array of one or two comparisons.');
  const [first, low, second, high] = operand as readonly unknown[];
  const bounds = operand.length === 2 ? [compare(first, low)] : [compare(first, low), compare(second, high)];
  const isRange =
    operand.length === 2 ||
    (/^>/.test(String(first)) && /^</.test(String(second)) && Number(low) < Number(high));
  if (!isRange) throw invalid('A numeric range must be > or >=, then < or <=, and not be empty.');
  return (value) => typeof value === 'number' && bounds.every((bound) => bound(value));
}

function compare(name: unknown, operand: unknown): (value: number) => boolean {
  const comparison =
    typeof name === 'string' && Object.hasOwn(comparisons, name) ? comparisons[name] : undefined;
  if (comparison === undefined) throw invalid('Unrecognized numeric range operator');
  if (typeof operand !== 'number' || Math.abs(operand) > 1e9)
    throw invalid('Value of a numeric comparison must be a number from -1e9 to 1e9.');
  return (value) => comparison(value, operand);
}

function readCidr(operand: unknown): Test {
  const [address = '', bits = ''] = typeof operand === 'string' ? operand.split('/') : [];
  const family = isIP(address);
  if (family === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128))
    throw invalid('Malformed CIDR');
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const block = new BlockList();
  block.addSubnet(address, Number(bits), type);
  return (value) => typeof value === 'string' && isIP(value) === family && block.check(value, type);
}

/** `*` stands for any text. Linear: each part is looked for after the one before. */
function wildcard(pattern: string): (value: string) => boolean {
  const parts = pattern.split('*');
  if (parts.length > 4) throw invalid('A wildcard pattern has at most three wildcards');
  const [head = '', tail = ''] = [parts[0], parts.at(-1)];
  if (parts.length === 1) return (value) => value === pattern;
  return (value) => {
    if (!value.startsWith(head) || !value.endsWith(tail) || value.length < head.length + tail.length)
      return false;
    let at = head.length;
    for (const part of parts.slice(1, -1)) {
      const found = value.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= value.length - tail.length;
  };
}

function invalid(reason: string): Error {
  return invalidParameter(`FilterPolicy: ${reason}`);
}
