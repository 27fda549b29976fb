/**
 * Requests of the awsJson protocols: the header X-Amz-Target names the operation, the body is the input.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
import { gunzipSync } from 'node:zlib';
import { ServiceError } from '../model/errors.ts';
import type { Asked } from './asked.ts';
import { decodeJson } from './json-decode.ts';
import { shorten } from './parameter-tree.ts';
import type { Service } from './service.ts';
import { headerValues, type SignedRequest } from './sigv4/signed-request.ts';

/** A compressed body must not become larger than a plain one may be. */
const plainBytesMax = 1024 * 1024;

/** @throws ServiceError UnknownOperationException when the service has no such operation, SerializationException */
export function askJson(service: Service, request: SignedRequest): Asked {
  const [target = '', ...more] = headerValues(request, 'x-amz-target');
  const { prefix, name } = partsOf(target);
  if (
    more.length > 0 ||
    request.path !== '/' ||
    !isPrefix(service, prefix) ||
    !service.operations.has(name)
  ) {
    throw new ServiceError('UnknownOperationException', unknownOperation(service, target, name));
  }
  return { name, decode: (operation) => decodeJson(operation.input, bodyText(request)) };
}

/** Whether the request is of one of these protocols. */
export function hasTarget(request: SignedRequest): boolean {
  return headerValues(request, 'x-amz-target').length > 0;
}

/** Whether the request's target is of this service. */
export function isJsonTarget(service: Service, request: SignedRequest): boolean {
  return isPrefix(service, partsOf(headerValues(request, 'x-amz-target')[0] ?? '').prefix);
}

function partsOf(target: string): { readonly prefix: string; readonly name: string } {
  const at = target.lastIndexOf('.');
  return { prefix: target.slice(0, Math.max(at, 0)), name: target.slice(at + 1) };
}

/** Some clients put the name of the package before it: `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101`. */
function isPrefix({ targetPrefix }: Service, prefix: string): boolean {
  return targetPrefix !== undefined && (prefix === targetPrefix || prefix.endsWith(`.${targetPrefix}`));
}

function unknownOperation(service: Service, target: string, name: string): string {
  if (service.unavailable.has(name)) return `AWS has the action ${name}, but Postern does not offer it.`;
  return target === ''
    ? `The request must have one header X-Amz-Target: ${service.targetPrefix}.<operation>.`
    : `The target ${shorten(target)} is not valid for this web service.`;
}

function bodyText(request: SignedRequest): string {
  const body = plainBody(request);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new ServiceError('SerializationException', 'The body is not UTF-8.');
  }
}

/** Clients compress large requests. The signature is over the bytes as they came. */
function plainBody(request: SignedRequest): Uint8Array {
  const encoding = headerValues(request, 'content-encoding').join(',').toLowerCase();
  if (encoding === '' || encoding === 'identity') return request.body;
  if (encoding !== 'gzip')
    throw new ServiceError('SerializationException', 'A body may be compressed by gzip.');
  try {
    return gunzipSync(request.body, { maxOutputLength: plainBytesMax });
  } catch {
    throw new ServiceError(
      'SerializationException',
      'The body is no gzip, or too large when it is unpacked.',
    );
  }
}

/** The service in the form that the request speaks to it: without X-Amz-Target in the query form, if it has that. */
export function formOf(service: Service, request: SignedRequest): Service {
  if (!service.queryForm || hasTarget(request)) return service;
  return service.queryForm;
}
