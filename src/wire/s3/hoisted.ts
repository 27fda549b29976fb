/** Headers that stand in the query of a presigned URL, where the SDK for JavaScript puts what it would send as `x-amz-*`. */
import { parseForm } from '../form.ts';
import { isPresigning } from '../sigv4/authorization.ts';
import type { SignedRequest } from '../sigv4/signed-request.ts';

/**
 * The request with them among its headers. The signature is about the request as it came.
 * @throws ServiceError `MalformedQueryString`
 */
export function withHoistedHeaders(request: SignedRequest): SignedRequest {
  const parts = request.query.split('&').map((text) => ({ text, hoisted: parseForm(text).find(isHoisted) }));
  const headers = parts.flatMap(({ hoisted }) =>
    hoisted ? [[hoisted.name.toLowerCase(), hoisted.value] as const] : [],
  );
  if (headers.length === 0) return request;
  return {
    ...request,
    query: parts.flatMap(({ text, hoisted }) => (hoisted ? [] : text)).join('&'),
    headers: [...request.headers, ...headers],
  };
}

function isHoisted({ name }: { readonly name: string }): boolean {
  return /^x-amz-/i.test(name) && !isPresigning(name);
}
