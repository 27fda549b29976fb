/** Requests of S3: the method, what the path names and parts of the query say which operation is asked for. */
import { ServiceError } from '../../model/errors.ts';
import type { Asked } from '../asked.ts';
import { parseForm } from '../form.ts';
import { shorten } from '../parameter-tree.ts';
import type { Member, OperationShape, Service } from '../service.ts';
import { isPresigning } from '../sigv4/authorization.ts';
import { headerValues, type SignedRequest } from '../sigv4/signed-request.ts';
import { decodeS3, type S3Parts } from './decode.ts';
import { placeOf } from './place.ts';
import { methodParameter } from './target.ts';

/** @throws ServiceError `NotImplemented` when no operation has this form, `InvalidURI`, `MalformedQueryString` */
export function askS3(service: Service, request: SignedRequest): Asked {
  const parts: S3Parts = {
    place: placeOf(request),
    query: parseForm(request.query).filter(({ name }) => !isPresigning(name) && name !== methodParameter),
    request,
  };
  const fitting = [...service.operations.values()].filter((operation) => fits(operation, parts));
  // The one that asks for most: a copy is a put with a source.
  const [found] = fitting.toSorted((a, b) => demands(b) - demands(a));
  if (!found) throw notThere(request, parts);
  return { name: found.name, decode: (shape: OperationShape) => decodeS3(service, shape, parts) };
}

/** Whether the body of the operation's requests is content, and no document. */
export function takesContent({ input }: OperationShape): boolean {
  return input.members.some(({ place, shape }) => place?.in === 'payload' && shape.type === 'blob');
}

function fits({ http, input }: OperationShape, { place, query, request }: S3Parts): boolean {
  if (http?.s3?.level !== place.level || http.method !== request.method) return false;
  const has = (name: string, value: string) =>
    query.some((given) => given.name === name && (value === '' || given.value === value));
  return (
    http.s3.query.every(({ name, value }) => has(name, value)) &&
    outside(input.members).every(({ place: at }) =>
      at?.in === 'query'
        ? has(at.name, '')
        : headerValues(request, (at?.name ?? '').toLowerCase()).length > 0,
    )
  );
}

/** Members that a request must have outside of its path and body. */
function outside(members: readonly Member[]): readonly Member[] {
  return members.filter(
    ({ required, place }) => required && (place?.in === 'query' || place?.in === 'header'),
  );
}

function demands({ http, input }: OperationShape): number {
  return (http?.s3?.query.length ?? 0) + outside(input.members).length;
}

function notThere({ method }: SignedRequest, { place, query }: S3Parts): ServiceError {
  const names = query.map(({ name }) => `?${shorten(name)}`).join(' ');
  return new ServiceError(
    'NotImplemented',
    `Postern has no operation of s3 that is ${method} of ${place.level === 'service' ? 'no bucket' : `a ${place.level}`}${names && ` with ${names}`}.`,
  );
}
