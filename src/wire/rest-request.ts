/** Requests of restXml: the method and the path name the operation; labels, query and an XML body are the input. */
import { ServiceError } from '../model/errors.ts';
import type { Asked } from './asked.ts';
import { type Parameter, parseForm } from './form.ts';
import { shorten } from './parameter-tree.ts';
import { decodeRest, type RestParts } from './rest-decode.ts';
import type { OperationShape, Service } from './service.ts';
import { isPresigning } from './sigv4/authorization.ts';
import { headerValues, type SignedRequest } from './sigv4/signed-request.ts';
import { matchTemplate } from './uri-template.ts';

/** @throws ServiceError InvalidAction when no operation has this method and path, MalformedInput, MalformedQueryString */
export function askRest(service: Service, request: SignedRequest): Asked {
  for (const operation of service.operations.values()) {
    if (operation.http?.method !== request.method) continue;
    const labels = matchTemplate(operation.http.template, request.path);
    if (!labels) continue;
    const parts: RestParts = { labels, query: queryOf(request), body: bodyText(request) };
    // The shape found here is the one that the caller finds under the name.
    return { name: operation.name, decode: (shape: OperationShape) => decodeRest(service, shape, parts) };
  }
  const message = `Postern has no operation of ${service.signingName} at ${request.method} ${shorten(request.path)}.`;
  throw new ServiceError('InvalidAction', message);
}

/** Whether the path is one that the service's operations could have. */
export function isRestPath(service: Service, path: string): boolean {
  return service.protocol === 'restXml' && path.startsWith(`/${service.version}/`);
}

function queryOf(request: SignedRequest): readonly Parameter[] {
  return parseForm(request.query).filter(({ name }) => !isPresigning(name));
}

function bodyText(request: SignedRequest): string {
  const [encoding] = headerValues(request, 'content-encoding');
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new ServiceError('MalformedInput', 'Could not parse XML: the body is compressed');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(request.body);
  } catch {
    throw new ServiceError('MalformedInput', 'Could not parse XML: the body is not UTF-8');
  }
}
