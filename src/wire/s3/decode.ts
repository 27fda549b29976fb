/** Decodes path, query, headers and body of a request to S3 by the model. */
import { ServiceError } from '../../model/errors.ts';
import type { Parameter } from '../form.ts';
import { shorten } from '../parameter-tree.ts';
import { documentMembers } from '../rest-decode.ts';
import { readScalar, scalarWords } from '../scalars.ts';
import type { Member, OperationShape, Service } from '../service.ts';
import { headerValues, type SignedRequest } from '../sigv4/signed-request.ts';
import { readXml } from '../xml-read.ts';
import type { S3Place } from './place.ts';

/** A request taken apart. */
export interface S3Parts {
  readonly place: S3Place;
  readonly query: readonly Parameter[];
  readonly request: SignedRequest;
}

/** Headers that are no member of any operation: of the signature, of the body's form, and of the SDK itself. */
const ownHeaders =
  /^x-amz-(?:date|content-sha256|security-token|decoded-content-length|trailer|user-agent|te|checksum-(?:crc32|crc32c|crc64nvme|sha1|sha256))$/;

/**
 * The input. The body of an operation that takes content is left out.
 * @throws ServiceError `InvalidArgument`, `MalformedXML`; `NotImplemented` for what the operation does not have
 */
export function decodeS3(
  service: Service,
  operation: OperationShape,
  parts: S3Parts,
): Readonly<Record<string, unknown>> {
  refuseUnknown(operation, parts);
  const result: Record<string, unknown> = {};
  for (const member of operation.input.members) {
    const value = memberOf(service, member, parts);
    if (value !== undefined) result[member.name] = value;
    else if (member.required) throw invalid(`${member.name} is missing.`);
  }
  return result;
}

function memberOf(service: Service, member: Member, parts: S3Parts): unknown {
  const { place, query, request } = parts;
  const at = member.place;
  switch (at?.in) {
    case 'label':
      return at.name === 'Bucket' ? place.bucket : place.key;
    case 'query':
      return simple(member, query.find(({ name }) => name === at.name)?.value);
    case 'header':
      return headerOf(member, at.name, request);
    case 'prefix':
      return entriesOf(at.name, request);
    default:
      return payloadOf(service, member, request);
  }
}

function refuseUnknown({ name, http, input }: OperationShape, { query, request }: S3Parts): void {
  const places = input.members.flatMap(({ place }) => place ?? []);
  const seen = new Set<string>();
  for (const { name: given } of query) {
    if (seen.has(given)) throw invalid(`The query parameter ${shorten(given)} is given more than once.`);
    seen.add(given);
    const isKnown =
      http?.s3?.query.some((own) => own.name === given) ||
      places.some((place) => place.in === 'query' && place.name === given);
    if (!isKnown) throw missing(`the query parameter ${shorten(given)} of ${name}`);
  }
  for (const [header] of request.headers) {
    const given = header.toLowerCase();
    const isKnown =
      !given.startsWith('x-amz-') ||
      ownHeaders.test(given) ||
      places.some(
        (place) =>
          (place.in === 'header' && place.name.toLowerCase() === given) ||
          (place.in === 'prefix' && given.startsWith(place.name)),
      );
    if (!isKnown) throw missing(`the header ${shorten(given)} of ${name}`);
  }
}

function headerOf(member: Member, name: string, request: SignedRequest): unknown {
  const values = headerValues(request, name.toLowerCase()).map((value) => value.trim());
  if (values.length > 1) throw invalid(`The header ${name} is given more than once.`);
  const [text] = values;
  if (text === undefined) return undefined;
  // How the body is carried is no property of the content.
  if (member.name === 'ContentEncoding') {
    return text.replace(/(?:^|,)\s*aws-chunked\s*(?=,|$)/i, '').replace(/^\s*,\s*/, '') || undefined;
  }
  if (member.shape.type === 'list') return text.split(/\s*,\s*/);
  if (member.shape.type !== 'timestamp') return simple(member, text);
  const date = new Date(text);
  // As RFC 9110 has it, a date that is none is passed over; these headers are conditions and hints.
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function entriesOf(prefix: string, { headers }: SignedRequest): Record<string, string> | undefined {
  const entries = headers
    .map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => [name.slice(prefix.length), value] as const);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function payloadOf(service: Service, member: Member, { body }: SignedRequest): unknown {
  const { shape, place } = member;
  // What is content goes another way, and a member of no place is none of an input here.
  if (place === undefined || shape.type === 'blob' || body.length === 0) return undefined;
  const text = textOf(body);
  if (shape.type === 'string') return text;
  if (shape.type !== 'structure') throw new Error(`${member.name} is no document`);
  return asMalformed(() => {
    const root = readXml(text);
    const isNamed = root.name === member.xmlName || root.name === shape.xmlName;
    const isOurs = root.xmlns === undefined || root.xmlns.replace(/\/?$/, '/') === service.xmlNamespace;
    if (!isNamed || !isOurs) throw malformed(`The document is ${shorten(root.name)}, not ${member.xmlName}.`);
    return documentMembers(service.xmlNamespace, shape.members, root);
  });
}

function simple({ shape, values, name }: Member, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  const value = readScalar(shape.type as keyof typeof scalarWords, text);
  if (value === undefined) {
    throw invalid(
      `The value '${shorten(text)}' of ${name} must be ${scalarWords[shape.type as keyof typeof scalarWords]}.`,
    );
  }
  if (values && !values.has(text)) {
    throw invalid(`The value '${shorten(text)}' of ${name} must be one of ${[...values].join(', ')}.`);
  }
  return value;
}

function asMalformed<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof ServiceError) throw malformed(error.message);
    throw error;
  }
}

function textOf(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw malformed('It is not UTF-8.');
  }
}

function malformed(why: string): ServiceError {
  const text = 'The XML you provided was not well-formed or did not validate against our published schema';
  return new ServiceError('MalformedXML', `${text}: ${why}`);
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidArgument', message);
}

function missing(what: string): ServiceError {
  return new ServiceError(
    'NotImplemented',
    `A header or query you provided implies functionality that is not implemented: Postern does not have ${what}.`,
  );
}
