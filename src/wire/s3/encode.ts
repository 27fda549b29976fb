/** Answers and errors of S3. */

import type { Member, OperationShape, Service } from '../service.ts';
import type { WireAnswer } from '../wire-answer.ts';
import { escapeXml } from '../xml.ts';
import { element, encodeStructure } from '../xml-encode.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/**
 * Status, headers and document of an output. Content is left to whoever sends it.
 * @throws TypeError when the output does not fit the model
 */
export function encodeS3(
  service: Service,
  { output: shape, http, name }: OperationShape,
  output: object,
): WireAnswer {
  const status = 'ContentRange' in output && output.ContentRange !== undefined ? 206 : (http?.status ?? 200);
  if (!shape) return { status, headers: {}, body: '' };
  // Read by the names of the model only.
  const record = output as Readonly<Record<string, unknown>>;
  const headers = Object.fromEntries(
    shape.members.flatMap((member) => headersOf(member, record[member.name])),
  );
  return { status, headers, body: bodyOf(service, name, shape, record) };
}

function bodyOf(
  { xmlNamespace }: Service,
  name: string,
  shape: NonNullable<OperationShape['output']>,
  output: Readonly<Record<string, unknown>>,
): string {
  const namespace = xmlNamespace;
  const payload = shape.members.find(({ place }) => place?.in === 'payload');
  if (payload) {
    const value = output[payload.name];
    if (payload.shape.type === 'string' && typeof value === 'string') return value;
    if (payload.shape.type !== 'structure' || typeof value !== 'object' || value === null) return '';
    const root = payload.xmlName === payload.name ? payload.shape.xmlName : payload.xmlName;
    return document(root, namespace, encodeStructure(payload.shape, value));
  }
  const members = shape.members.filter(({ place }) => place === undefined);
  if (members.length === 0) return '';
  const content = encodeStructure({ ...shape, members }, output);
  // The one answer that is a value without a structure around it.
  if (name === 'GetBucketLocation') {
    const bare = content.replace(
      /^<LocationConstraint>|<\/LocationConstraint>$|^<LocationConstraint\/>$/g,
      '',
    );
    return document('LocationConstraint', namespace, bare);
  }
  return document(shape.xmlName, namespace, content);
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export function encodeS3Error(
  { code, message }: { readonly code: string; readonly message: string },
  requestId: string,
): string {
  const content =
    element('Code', escapeXml(code)) +
    element('Message', escapeXml(message)) +
    element('RequestId', requestId);
  return `${declaration}<Error>${content}</Error>`;
}

function headersOf({ place, shape, name }: Member, value: unknown): readonly (readonly [string, string])[] {
  if (value === undefined || value === null) return [];
  if (place?.in === 'header') return [[place.name, headerText(shape.type, name, value)]];
  if (place?.in !== 'prefix') return [];
  return Object.entries(value).map(([key, text]) => [`${place.name}${key}`, String(text)] as const);
}

function headerText(type: string, name: string, value: unknown): string {
  if (type === 'timestamp' && value instanceof Date) return value.toUTCString();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  throw new TypeError(`the output's ${name} must be a ${type}, not ${typeof value}`);
}

function document(name: string, xmlNamespace: string, content: string): string {
  // S3 writes its namespace with the slash at the end.
  return `${declaration}<${name} xmlns="${escapeXml(xmlNamespace)}">${content}</${name}>`;
}
