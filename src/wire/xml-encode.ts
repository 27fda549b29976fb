/** Encodes outputs as XML by the model. */
import type { Member, Structure } from './service.ts';
import { escapeXml } from './xml.ts';

/**
 * The members of a structure as elements, in the order of the model. What is undefined or null is left out; an empty
 * list is an empty element. Timestamps may be a Date or ISO 8601 text.
 * @throws TypeError when a value is not of the modelled type: a defect of a handler
 */
export function encodeStructure(shape: Structure, value: object): string {
  // Read by the names of the model only.
  const record = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const member of shape.members) text += encodeMember(member, record[member.name]);
  return text;
}

function encodeMember(member: Member, value: unknown): string {
  if (value === undefined || value === null) return '';
  const { shape, xmlName } = member;
  switch (shape.type) {
    case 'structure':
      return element(xmlName, encodeStructure(shape, objectOf(member, value)));
    case 'list': {
      if (!Array.isArray(value)) throw mismatch(member, value);
      if (member.flattened)
        return value.map((item) => encodeMember({ ...shape.item, xmlName }, item)).join('');
      return element(xmlName, value.map((item) => encodeMember(shape.item, item)).join(''));
    }
    case 'map': {
      const entries = Object.entries(objectOf(member, value)).map(([key, entry]) =>
        element(
          member.flattened ? xmlName : 'entry',
          encodeMember(shape.key, key) + encodeMember(shape.value, entry),
        ),
      );
      return member.flattened ? entries.join('') : element(xmlName, entries.join(''));
    }
    default:
      return element(xmlName, escapeXml(encodeScalar(member, value)));
  }
}

/** The members that stand in headers, by the headers' names. @throws TypeError as `encodeStructure` */
export function encodeHeaders(shape: Structure, value: object): Record<string, string> {
  // Read by the names of the model only.
  const record = value as Readonly<Record<string, unknown>>;
  const given = shape.members.filter(({ name, place }) => place?.in === 'header' && record[name] != null);
  return Object.fromEntries(
    given.map((member) => [member.place?.name ?? '', encodeScalar(member, record[member.name])]),
  );
}

/** An element; `content` is XML already. */
export function element(name: string, content: string): string {
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

function encodeScalar(member: Member, value: unknown): string {
  switch (member.shape.type) {
    case 'timestamp':
      return timestamp(member, value);
    case 'blob':
      if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
      break;
    case 'boolean':
      if (typeof value === 'boolean') return String(value);
      break;
    case 'string':
      if (typeof value === 'string') return value;
      break;
    default:
      if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  }
  throw mismatch(member, value);
}

function timestamp(member: Member, value: unknown): string {
  const date = value instanceof Date || typeof value === 'string' ? new Date(value) : undefined;
  if (!date || Number.isNaN(date.getTime())) throw mismatch(member, value);
  return date.toISOString();
}

function objectOf(member: Member, value: unknown): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw mismatch(member, value);
  return value;
}

function mismatch(member: Member, value: unknown): TypeError {
  return new TypeError(`the output's ${member.name} must be a ${member.shape.type}, not ${typeof value}`);
}
