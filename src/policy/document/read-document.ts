/**
 * From text to a document: everything that AWS calls syntax.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
import { isOperator } from '../conditions/operators.ts';
import type { Condition, Effect, Element, PolicyDocument, Principals, Statement } from './document.ts';
import { type PrincipalKind, principalKinds } from './document.ts';
import { type Json, JsonNumber, type JsonObject, readJson } from './json.ts';

/** Thrown for what is no policy; the caller is told that there is an error, as by AWS, and not which. */
export class PolicySyntaxError extends Error {
  override readonly name = 'PolicySyntaxError';
}

/** What a document is before its Effects are checked, which AWS does later and with another message. */
export interface Draft {
  readonly document: PolicyDocument;
  /** The Effects as they were written, in any case of letters. */
  readonly effects: readonly string[];
}

/** @throws PolicySyntaxError, or SyntaxError for what is no JSON */
export function readDocument(text: string): Draft {
  const policy = object(readJson(text), policyElements);
  const version = optionalString(policy, 'Version');
  if (version !== undefined && version !== '2008-10-17' && version !== '2012-10-17') throw wrong('Version');
  const id = optionalString(policy, 'Id');
  const statement = policy.get('Statement');
  const statements = (Array.isArray(statement) ? statement : [statement]).map((each) =>
    object(each, statementElements),
  );
  if (statements.length === 0) throw wrong('Statement');
  return {
    document: {
      ...(version !== undefined && { version }),
      ...(id !== undefined && { id }),
      statements: statements.map(readStatement),
    },
    effects: statements.map((each) => optionalString(each, 'Effect') ?? ''),
  };
}

const policyElements = ['Version', 'Id', 'Statement'];
const statementElements = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

function readStatement(statement: JsonObject): Statement {
  const sid = optionalString(statement, 'Sid');
  const principal = readElement(statement, 'Principal', readPrincipals);
  const resource = readElement(statement, 'Resource', strings);
  return {
    ...(sid !== undefined && { sid }),
    effect: readEffect(optionalString(statement, 'Effect')),
    ...(principal && { principal }),
    // An empty list stands for a missing element, which is refused with the words for both.
    action: readElement(statement, 'Action', strings) ?? { negated: false, value: [] },
    ...(resource && { resource }),
    conditions: readConditions(statement.get('Condition')),
  };
}

function readEffect(text: string | undefined): Effect {
  const folded = text?.toLowerCase();
  if (folded === 'allow') return 'Allow';
  if (folded === 'deny') return 'Deny';
  throw wrong('Effect');
}

/** The element or its negation; both is an error. */
function readElement<Value>(
  statement: JsonObject,
  name: string,
  read: (value: Json) => Value,
): Element<Value> | undefined {
  const positive = statement.get(name);
  const negative = statement.get(`Not${name}`);
  if (positive !== undefined && negative !== undefined) throw wrong(name);
  const value = positive ?? negative;
  return value === undefined ? undefined : { negated: negative !== undefined, value: read(value) };
}

function readPrincipals(value: Json): Principals {
  if (value === '*') return '*';
  const kinds = object(value, principalKinds);
  // The keys were just checked to be kinds of principals.
  const entries = [...kinds].map(([kind, names]) => [kind as PrincipalKind, strings(names)] as const);
  return Object.fromEntries(entries);
}

function readConditions(value: Json | undefined): Condition[] {
  if (value === undefined) return [];
  return [...object(value)].flatMap(([operator, tests]) => {
    const keys = [...object(tests)];
    // AWS takes any operator that tests nothing.
    if (keys.length > 0 && !isOperator(operator)) throw wrong(operator);
    return keys.map(([key, values]) => ({ operator, key, values: list(values).map(scalar) }));
  });
}

function object(value: Json | undefined, keys?: readonly string[]): JsonObject {
  if (!(value instanceof Map)) throw wrong('an object');
  for (const key of value.keys()) if (keys && !keys.includes(key)) throw wrong(key);
  return value;
}

function optionalString(from: JsonObject, key: string): string | undefined {
  const value = from.get(key);
  if (value !== undefined && typeof value !== 'string') throw wrong(key);
  return value;
}

function strings(value: Json): string[] {
  return list(value).map((each) => {
    if (typeof each !== 'string') throw wrong('a string');
    return each;
  });
}

function scalar(value: Json): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (value instanceof JsonNumber) return value.source;
  throw wrong('a condition value');
}

function list(value: Json): readonly Json[] {
  // Array.isArray does not see that a read-only list is one.
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

function wrong(what: string): PolicySyntaxError {
  return new PolicySyntaxError(`not as the grammar has it: ${what}`);
}
