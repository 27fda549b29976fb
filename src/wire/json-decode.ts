/** Decodes JSON by the model. */
import { ServiceError } from '../model/errors.ts';
import { shorten } from './parameter-tree.ts';
import { readScalar } from './scalars.ts';
import type { List, Mapping, Member, Structure } from './service.ts';

/** No modelled value is nested half as deep. */
const depthMax = 64;
/** The items of a list, the entries of a map. */
const itemsMax = 10_000;

/**
 * The input of an operation. Members are in the order of the model, so equal requests give equal JSON. Members that the
 * model does not have are ignored, as AWS does; null is as good as left out.
 * @throws ServiceError SerializationException when it is no JSON or a value is of another type; ValidationException
 *   when a member is missing or is not of its enumeration
 */
export function decodeJson(shape: Structure, text: string): Readonly<Record<string, unknown>> {
  return structure(shape, text === '' ? {} : parse(text), '', 0);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw serialization('the body is no JSON');
  }
}

function structure(shape: Structure, given: unknown, path: string, depth: number): Record<string, unknown> {
  const record = objectOf(given, path, depth);
  const result: Record<string, unknown> = {};
  for (const member of shape.members) {
    const value = Object.hasOwn(record, member.name) ? record[member.name] : undefined;
    const below = join(path, member.name);
    if (value !== undefined && value !== null)
      result[member.name] = anyValue(member, value, below, depth + 1);
    else if (member.required) throw validation('null', below, 'Member must not be null');
  }
  return result;
}

function anyValue(member: Member, value: unknown, path: string, depth: number): unknown {
  const { shape } = member;
  switch (shape.type) {
    case 'structure':
      return structure(shape, value, path, depth);
    case 'list':
      return list(member, shape, value, path, depth);
    case 'map':
      return map(shape, value, path, depth);
    default:
      return scalar(member, value, path);
  }
}

function list(member: Member, shape: List, value: unknown, path: string, depth: number): unknown[] {
  if (!Array.isArray(value)) throw wrongType(value, 'a list', path);
  if (value.length > itemsMax) throw serialization(`${shorten(path)} has more than ${itemsMax} items`);
  const item = member.values ? { ...shape.item, values: member.values } : shape.item;
  return value.map((each, at) => anyValue(item, each, `${path}.${at + 1}.member`, depth + 1));
}

function map(shape: Mapping, value: unknown, path: string, depth: number): Record<string, unknown> {
  const entries = Object.entries(objectOf(value, path, depth));
  if (entries.length > itemsMax) throw serialization(`${shorten(path)} has more than ${itemsMax} entries`);
  // Makes own properties whatever the names are.
  return Object.fromEntries(
    entries.map(([key, each]) => [key, anyValue(shape.value, each, `${path}.${shorten(key)}`, depth + 1)]),
  );
}

function scalar({ shape, values }: Member, given: unknown, path: string): unknown {
  const value = readJson(shape.type, given);
  if (value === undefined) throw wrongType(given, words[shape.type] ?? 'another type', path);
  if (values && !values.has(String(value))) {
    const set = values.size <= 24 ? `: [${[...values].join(', ')}]` : '';
    throw validation(`'${shorten(String(value))}'`, path, `Member must satisfy enum value set${set}`);
  }
  return value;
}

/** The value, or undefined when it is not of the type. */
function readJson(type: string, given: unknown): unknown {
  switch (type) {
    case 'string':
      return typeof given === 'string' ? given : undefined;
    case 'boolean':
      return typeof given === 'boolean' ? given : undefined;
    case 'blob':
      return typeof given === 'string' ? readScalar('blob', given) : undefined;
    case 'timestamp': {
      const date = typeof given === 'number' ? new Date(Math.round(given * 1000)) : undefined;
      return date && !Number.isNaN(date.getTime()) ? date : undefined;
    }
    case 'integer':
      return typeof given === 'number' && Number.isInteger(given) && Math.abs(given + 0.5) < 2 ** 31
        ? given
        : undefined;
    case 'long':
      return Number.isSafeInteger(given) ? given : undefined;
    default:
      return typeof given === 'number' ? given : undefined;
  }
}

const words: Readonly<Record<string, string>> = {
  string: 'a String',
  boolean: 'a Boolean',
  integer: 'an Integer',
  long: 'a Long',
  double: 'a Double',
  timestamp: 'a Timestamp: seconds since 1970',
  blob: 'a Blob: Base64',
};

function objectOf(value: unknown, path: string, depth: number): Readonly<Record<string, unknown>> {
  if (depth > depthMax) throw serialization('the body is nested too deep');
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrongType(value, 'a structure', path);
  // It is an object and no list.
  return value as Readonly<Record<string, unknown>>;
}

/** Paths in messages begin with small letters, as AWS has them. */
function join(path: string, name: string): string {
  const lower = name.charAt(0).toLowerCase() + name.slice(1);
  return path === '' ? lower : `${path}.${lower}`;
}

function wrongType(value: unknown, right: string, path: string): ServiceError {
  const kind = value === null ? 'NULL' : Array.isArray(value) ? 'START_ARRAY' : kinds[typeof value];
  return serialization(
    `${kind} can not be converted to ${right}${path === '' ? '' : ` at ${shorten(path)}`}`,
  );
}

const kinds: Readonly<Record<string, string>> = {
  string: 'STRING_VALUE',
  number: 'NUMBER_VALUE',
  boolean: 'BOOLEAN_VALUE',
  object: 'START_OBJECT',
};

function serialization(reason: string): ServiceError {
  return new ServiceError('SerializationException', reason);
}

function validation(value: string, path: string, constraint: string): ServiceError {
  return new ServiceError(
    'ValidationException',
    `1 validation error detected: Value ${value} at '${shorten(path)}' failed to satisfy constraint: ${constraint}`,
  );
}
