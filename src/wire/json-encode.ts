/** Encodes outputs as JSON by the model. */
import type { Member, Structure } from './service.ts';

/**
 * The structure as JSON. What is undefined or null is left out. Timestamps may be a Date or ISO 8601 text, and are
 * written as seconds since 1970.
 * @throws TypeError when a value is not of the modelled type: a defect of a handler
 */
export function encodeJson(shape: Structure, value: object): string {
  return JSON.stringify(structure(shape, value));
}

function structure(shape: Structure, value: object): Record<string, unknown> {
  // Read by the names of the model only.
  const record = value as Readonly<Record<string, unknown>>;
  const present = shape.members.filter(({ name }) => record[name] !== undefined && record[name] !== null);
  return Object.fromEntries(present.map((member) => [member.name, anyValue(member, record[member.name])]));
}

function anyValue(member: Member, value: unknown): unknown {
  const { shape } = member;
  switch (shape.type) {
    case 'structure':
      return structure(shape, objectOf(member, value));
    case 'list':
      if (!Array.isArray(value)) throw mismatch(member, value);
      return value.map((item) => anyValue(shape.item, item));
    case 'map':
      return Object.fromEntries(
        Object.entries(objectOf(member, value)).map(([key, entry]) => [key, anyValue(shape.value, entry)]),
      );
    default:
      return scalar(member, value);
  }
}

function scalar(member: Member, value: unknown): unknown {
  switch (member.shape.type) {
    case 'timestamp': {
      const date = value instanceof Date || typeof value === 'string' ? new Date(value) : undefined;
      if (date && !Number.isNaN(date.getTime())) return date.getTime() / 1000;
      break;
    }
    case 'blob':
      if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
      break;
    case 'boolean':
      if (typeof value === 'boolean') return value;
      break;
    case 'string':
      if (typeof value === 'string') return value.toWellFormed();
      break;
    default:
      if (typeof value === 'number' && Number.isFinite(value)) return value;
  }
  throw mismatch(member, value);
}

function objectOf(member: Member, value: unknown): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw mismatch(member, value);
  return value;
}

function mismatch(member: Member, value: unknown): TypeError {
  return new TypeError(`the output's ${member.name} must be a ${member.shape.type}, not ${typeof value}`);
}
