/** Inputs that come from inside the program, made what the decoders make of requests. */
import { ServiceError } from '../model/errors.ts';
import { shorten } from './parameter-tree.ts';
import { readScalar, scalarWords } from './scalars.ts';
import type { Member, Shape, Structure } from './service.ts';

/**
 * The input with its members in the order of the model. A number or truth value may be given as text and the other way
 * round, as templates do; null is as good as left out.
 * @throws ServiceError ValidationError when a member is unknown, missing, of another type or not of its enumeration
 */
export function conform(
  shape: Structure,
  input: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return structure(shape, input, '');
}

function structure(shape: Structure, given: unknown, path: string): Record<string, unknown> {
  const record = objectOf(given, path);
  const unknown = Object.keys(record).find((name) => !shape.members.some((member) => member.name === name));
  if (unknown !== undefined) throw invalid(`There is no parameter ${join(path, unknown)}`);
  const result: Record<string, unknown> = {};
  for (const member of shape.members) {
    const value = record[member.name];
    const below = join(path, member.name);
    if (value !== undefined && value !== null) result[member.name] = anyValue(member, value, below);
    else if (member.required) throw invalid(`The parameter ${below} is missing`);
  }
  return result;
}

function anyValue(member: Member, value: unknown, path: string): unknown {
  const { shape, values } = member;
  switch (shape.type) {
    case 'structure':
      return structure(shape, value, path);
    case 'list': {
      if (!Array.isArray(value)) throw invalid(`The parameter ${path} must be a list`);
      const item = values ? { ...shape.item, values } : shape.item;
      return value.map((each, at) => anyValue(item, each, `${path}.${at + 1}`));
    }
    case 'map':
      // Makes own properties whatever the names are.
      return Object.fromEntries(
        Object.entries(objectOf(value, path)).map(([key, each]) => [
          key,
          anyValue(shape.value, each, join(path, key)),
        ]),
      );
    default:
      return scalar(shape, values, value, path);
  }
}

function scalar(
  { type }: Exclude<Shape, Structure>,
  values: Member['values'],
  given: unknown,
  path: string,
): unknown {
  if (type === 'list' || type === 'map') throw new Error(`${path} is no simple value`);
  const asIs =
    (type === 'blob' && given instanceof Uint8Array) || (type === 'timestamp' && given instanceof Date);
  if (typeof given === 'object' && !asIs) throw invalid(`The parameter ${path} must be ${scalarWords[type]}`);
  const value = asIs ? given : readScalar(type, String(given));
  if (value === undefined)
    throw invalid(
      `Value (${shorten(String(given))}) for parameter ${path} is invalid: it must be ${scalarWords[type]}`,
    );
  if (values && !values.has(String(value))) {
    const few = values.size <= 24 ? ` It must be one of ${[...values].join(', ')}` : '';
    throw invalid(`Value (${shorten(String(value))}) for parameter ${path} is invalid.${few}`);
  }
  return value;
}

function objectOf(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(`The parameter ${path} must be a structure`);
  // It is an object and no list.
  return value as Readonly<Record<string, unknown>>;
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}
