/** What the signature of a request to S3 says of its body, which arrives after the signature was verified. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { ServiceError } from '../../model/errors.ts';
import type { Authorization } from '../sigv4/authorization.ts';
import { sha256Hex } from '../sigv4/canonical.ts';
import { headerValues, type SignedRequest } from '../sigv4/signed-request.ts';
import type { ChunkVerifier } from './chunked.ts';

export interface PayloadClaim {
  /** What stands in the canonical request in the place of the body's hash. */
  readonly text: string;
  /** Hexadecimal, when the whole body has to have it. */
  readonly sha256?: string;
  /** Set when the body is `aws-chunked`. */
  readonly chunks?: 'unsigned' | 'signed';
}

const unsigned = 'UNSIGNED-PAYLOAD';

/**
 * @throws ServiceError `InvalidArgument`, `NotImplemented`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function payloadClaim(request: SignedRequest, authorization: Authorization): PayloadClaim {
  const values = headerValues(request, 'x-amz-content-sha256');
  const isPresigned = authorization.expiresSeconds !== undefined;
  const [text = isPresigned ? unsigned : undefined] = values;
  if (text === undefined || values.length > 1) {
    throw new ServiceError('InvalidArgument', "The header 'x-amz-content-sha256' must be given once.");
  }
  if (text === unsigned) return { text };
  if (/^[0-9a-f]{64}$/.test(text)) return { text, sha256: text };
  if (text === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER') return { text, chunks: 'unsigned' };
  if (
    text === 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' ||
    text === 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER'
  ) {
    return { text, chunks: 'signed' };
  }
  throw new ServiceError(
    'InvalidArgument',
    'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.',
  );
}

/** Takes chunks without signatures, and no others. */
export const unsignedChunks: ChunkVerifier = {
  chunk: (_, signature) => {
    if (signature !== undefined) throw mismatch();
  },
  trailer: (_, signature) => {
    if (signature !== undefined) throw mismatch();
  },
};

/** Takes chunks that are signed one after the other, the first after the request itself. @param key derived for the scope */
export function signedChunks(key: Buffer, { signature, timestamp, scope }: Authorization): ChunkVerifier {
  const place = `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
  let before = signature;
  const check = (given: string | undefined, algorithm: string, ...lines: readonly string[]) => {
    const text = [algorithm, timestamp, place, before, ...lines].join('\n');
    const expected = createHmac('sha256', key).update(text).digest();
    const isRight = given !== undefined && /^[0-9a-f]{64}$/.test(given);
    if (!isRight || !timingSafeEqual(expected, Buffer.from(given, 'hex'))) throw mismatch();
    before = given;
  };
  return {
    chunk: (bytes, given) => check(given, 'AWS4-HMAC-SHA256-PAYLOAD', sha256Hex(''), sha256Hex(bytes)),
    trailer: (lines, given) => check(given, 'AWS4-HMAC-SHA256-TRAILER', sha256Hex(lines)),
  };
}

function mismatch(): ServiceError {
  return new ServiceError('SignatureDoesNotMatch', 'The signature of a chunk of the body does not match.');
}
