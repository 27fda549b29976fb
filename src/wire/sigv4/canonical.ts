/**
 * The canonical request of AWS Signature Version 4.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { hash } from 'node:crypto';
import { parseForm } from '../form.ts';
import { headerValues, type SignedRequest } from './signed-request.ts';

/**
 * The text whose hash is signed.
 *
 * The path is not normalised: `//` and `..` stay, so a signature for one path never opens another.
 * @param signedHeaders lower case, in the order of the alphabet; a header that the request lacks counts as empty
 * @param pathIs `escaped` for S3, which signs a path as it is sent; all others escape it once more
 * @throws ServiceError MalformedQueryString
 */
export function canonicalRequest(
  request: SignedRequest,
  signedHeaders: readonly string[],
  bodyHash: string,
  pathIs: 'escaped' | 'plain' = 'plain',
): string {
  return [
    request.method,
    canonicalPath(request.path, pathIs),
    canonicalQuery(request.query),
    ...signedHeaders.map((name) => `${name}:${canonicalHeader(request, name)}`),
    '',
    signedHeaders.join(';'),
    bodyHash,
  ].join('\n');
}

function canonicalPath(path: string, pathIs: 'escaped' | 'plain'): string {
  if (path === '/') return path;
  const parts = path.split('/');
  return (pathIs === 'plain' ? parts.map(encode) : parts.map(escapedOnce)).join('/');
}

/** One text for each path, in whichever of the ways it was escaped. */
function escapedOnce(part: string): string {
  try {
    return encode(decodeURIComponent(part));
  } catch {
    return encode(part);
  }
}

/** SHA-256 as lower-case hexadecimal digits. */
export function sha256Hex(data: Uint8Array | string): string {
  return hash('sha256', data, 'hex');
}

/** Decoded as the parameters are decoded, so that what is signed is what is understood. */
function canonicalQuery(query: string): string {
  if (query === '') return '';
  return parseForm(query)
    .filter(({ name }) => name !== 'X-Amz-Signature')
    .map(({ name, value }) => [encode(name), encode(value)] as const)
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function canonicalHeader(request: SignedRequest, name: string): string {
  return headerValues(request, name)
    .map((value) => value.trim().replace(/\s+/g, ' '))
    .join(',');
}

/** By code point: all that is compared is ASCII. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Escapes everything but the unreserved characters of RFC 3986, an escape's own percent sign too. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
