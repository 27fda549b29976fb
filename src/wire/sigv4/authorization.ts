/** What a request says about who signed it, from its Authorization header or its query. Nothing is verified here. */
import { ServiceError } from '../../model/errors.ts';
import { type Parameter, parseForm } from '../form.ts';
import { headerValues, type SignedRequest } from './signed-request.ts';

export interface Authorization {
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  /** Lower case, as sent. */
  readonly signedHeaders: readonly string[];
  /** 64 lower-case hexadecimal digits. */
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ`, a real time. */
  readonly timestamp: string;
  readonly sessionToken: string | undefined;
  /** For how long a presigned request is good, seconds; undefined when it is not presigned. */
  readonly expiresSeconds: number | undefined;
}

export interface CredentialScope {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** The longest that a presigned request may be good for: seven days. */
export const expiresSecondsMax = 604_800;

const algorithm = 'AWS4-HMAC-SHA256';

/**
 * @throws ServiceError MissingAuthenticationToken when there is none, IncompleteSignature when it is not well-formed
 */
export function parseAuthorization(request: SignedRequest): Authorization {
  const query = parseForm(request.query).filter(({ name }) => isPresigning(name));
  const headers = headerValues(request, 'authorization');
  if (headers.length === 0 && query.length === 0) {
    throw new ServiceError('MissingAuthenticationToken', 'Request is missing Authentication Token');
  }
  if (headers.length > 0 && query.length > 0) {
    throw incomplete('Only one way of authentication is allowed: the Authorization header or the query.');
  }
  return query.length > 0 ? fromQuery(query) : fromHeader(request, only(headers, 'Authorization'));
}

/** Whether the query parameter belongs to the signature of a presigned request. */
export function isPresigning(name: string): boolean {
  return presigning.has(name);
}

const presigning: ReadonlySet<string> = new Set([
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
  'X-Amz-Signature',
  'X-Amz-Security-Token',
]);

/** `AWS4-HMAC-SHA256 Credential=..., SignedHeaders=..., Signature=...` */
function fromHeader(request: SignedRequest, header: string): Authorization {
  const [name, ...rest] = header.trim().split(' ');
  if (name !== algorithm) throw incomplete(`The Authorization header must start with '${algorithm}'.`);
  const fields = rest
    .join(' ')
    .split(',')
    .map((part) => /^\s*([^=]*)=(.*?)\s*$/.exec(part))
    .map((match) => ({ name: match?.[1] ?? '', value: match?.[2] ?? '' }));
  const tokens = headerValues(request, 'x-amz-security-token');
  return {
    ...signer(field(fields, 'Credential')),
    signedHeaders: headerNames(field(fields, 'SignedHeaders')),
    signature: signature(field(fields, 'Signature')),
    timestamp: timestamp(only(headerValues(request, 'x-amz-date'), 'X-Amz-Date')),
    sessionToken: tokens.length > 0 ? only(tokens, 'X-Amz-Security-Token') : undefined,
    expiresSeconds: undefined,
  };
}

function fromQuery(query: readonly Parameter[]): Authorization {
  if (field(query, 'X-Amz-Algorithm') !== algorithm) {
    throw incomplete(`X-Amz-Algorithm must be '${algorithm}'.`);
  }
  return {
    ...signer(field(query, 'X-Amz-Credential')),
    signedHeaders: headerNames(field(query, 'X-Amz-SignedHeaders')),
    signature: signature(field(query, 'X-Amz-Signature')),
    timestamp: timestamp(field(query, 'X-Amz-Date')),
    sessionToken: query.some(({ name }) => name === 'X-Amz-Security-Token')
      ? field(query, 'X-Amz-Security-Token')
      : undefined,
    expiresSeconds: expires(field(query, 'X-Amz-Expires')),
  };
}

/** The one value of a parameter that must be there once. */
function field(fields: readonly Parameter[], name: string): string {
  const values = fields.filter((candidate) => candidate.name === name).map(({ value }) => value);
  return only(values, name);
}

function only(values: readonly string[], name: string): string {
  const [value, second] = values;
  if (value === undefined || value === '') throw incomplete(`Authorization requires '${name}'.`);
  if (second !== undefined) throw incomplete(`'${name}' must be given once.`);
  return value;
}

/** `<access key id>/<date>/<region>/<service>/aws4_request` */
function signer(credential: string): { accessKeyId: string; scope: CredentialScope } {
  const match = /^([\w-]{1,128})\/(\d{8})\/([a-z0-9-]{1,64})\/([a-z0-9-]{1,64})\/aws4_request$/.exec(
    credential,
  );
  const [, accessKeyId, date, region, service] = match ?? [];
  if (!accessKeyId || !date || !region || !service) {
    throw incomplete('Credential must be <access key id>/<YYYYMMDD>/<region>/<service>/aws4_request.');
  }
  return { accessKeyId, scope: { date, region, service } };
}

function headerNames(text: string): string[] {
  const names = text.split(';');
  const ordered = names.every((name, at) => at === 0 || (names[at - 1] ?? '') < name);
  if (!ordered || !names.every((name) => /^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name))) {
    throw incomplete('SignedHeaders must be lower-case names in the order of the alphabet, each once.');
  }
  return names;
}

function signature(text: string): string {
  if (!/^[0-9a-f]{64}$/.test(text)) throw incomplete('Signature must be 64 lower-case hexadecimal digits.');
  return text;
}

function timestamp(text: string): string {
  if (timestampMs(text) === undefined) throw incomplete('X-Amz-Date must be a time as YYYYMMDDTHHMMSSZ.');
  return text;
}

function expires(text: string): number {
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (seconds < 1 || seconds > expiresSecondsMax) {
    throw incomplete(`X-Amz-Expires must be a number of seconds from 1 to ${expiresSecondsMax}.`);
  }
  return seconds;
}

/** Milliseconds since 1970 of `YYYYMMDDTHHMMSSZ`, undefined when it is no such time. */
export function timestampMs(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`);
  // Date takes the 30th of February for the 2nd of March.
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) return undefined;
  return date.getTime();
}

function incomplete(message: string): ServiceError {
  return new ServiceError('IncompleteSignature', message);
}
