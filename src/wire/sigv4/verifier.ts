/**
 * Verifies AWS Signature Version 4. What is not covered by the signature is not believed: the server hashes the body
 * itself, and host and every `x-amz-*` header must be signed.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { ServiceError } from '../../model/errors.ts';
import { isRegion } from '../../model/zones.ts';
import { type Authorization, type CredentialScope, timestampMs } from './authorization.ts';
import { canonicalRequest, sha256Hex } from './canonical.ts';
import { headerValues, type SignedRequest } from './signed-request.ts';
import { SigningKeys } from './signing-keys.ts';

/** How far the clock of the signer may be from ours: 15 minutes. */
export const skewMsMax = 15 * 60_000;

/** What is known of an access key. */
export interface KnownKey {
  readonly secret: string;
  /** Temporary credentials have a token that belongs to them, and an end. */
  readonly token?: {
    /** SHA-256 of the token, hexadecimal. */
    readonly hash: string;
    /** ISO 8601 UTC. */
    readonly expiresAt: string;
  };
}

/** Finds an access key now; what it answers besides is handed back when the signature is right. */
export type FindKey<Found extends KnownKey> = (accessKeyId: string) => Found | undefined;

/** Verifies requests against the keys that `findKey` finds at that moment. */
export class Verifier<Found extends KnownKey> {
  readonly #findKey: FindKey<Found>;
  readonly #now: () => number;
  readonly #keys = new SigningKeys();

  /** @param now milliseconds since 1970 */
  constructor(findKey: FindKey<Found>, now: () => number) {
    this.#findKey = findKey;
    this.#now = now;
  }

  /**
   * The key that signed the request.
   * @throws ServiceError IncompleteSignature, RequestExpired, InvalidClientTokenId, SignatureDoesNotMatch, ExpiredToken
   */
  verify(request: SignedRequest, authorization: Authorization): Found {
    const bodyHash = sha256Hex(request.body);
    const found = this.#verify(request, authorization, bodyHash, 'plain');
    if (!claimsBody(request, bodyHash)) throw mismatch(doesNotMatch);
    checkExpiry(found, this.#now());
    return found;
  }

  /**
   * The same for a request to S3, whose body is still to come.
   * @param claim what the request says of its body
   */
  verifyHead(request: SignedRequest, authorization: Authorization, claim: string): Found {
    const found = this.#verify(request, authorization, claim, 'escaped');
    checkExpiry(found, this.#now());
    return found;
  }

  /** The key that signs the chunks of a body whose request was signed with this one. */
  signingKey({ secret }: Found, { scope }: Authorization): Buffer {
    return this.#keys.get(secret, scope);
  }

  #verify(
    request: SignedRequest,
    authorization: Authorization,
    bodyHash: string,
    pathIs: 'escaped' | 'plain',
  ): Found {
    checkScope(authorization);
    checkTime(authorization, this.#now());
    checkSignedHeaders(request, authorization);
    const found = this.#findKey(authorization.accessKeyId);
    if (!found || !tokenFits(found, authorization.sessionToken)) {
      throw new ServiceError(
        'InvalidClientTokenId',
        'The security token included in the request is invalid.',
      );
    }
    const key = this.#keys.get(found.secret, authorization.scope);
    const expected = sign(
      key,
      authorization,
      canonicalRequest(request, authorization.signedHeaders, bodyHash, pathIs),
    );
    // Both are 32 bytes: the parser takes nothing but 64 digits.
    const matches = timingSafeEqual(expected, Buffer.from(authorization.signature, 'hex'));
    if (!matches) throw mismatch(doesNotMatch);
    return found;
  }
}

/** Last, so that only who holds the secret learns that the session has been. */
function checkExpiry({ token }: KnownKey, now: number): void {
  if (!token || Date.parse(token.expiresAt) > now) return;
  throw new ServiceError('ExpiredToken', 'The security token included in the request is expired');
}

/** A long-lived key has no token, temporary credentials have theirs and no other. */
function tokenFits({ token }: KnownKey, given: string | undefined): boolean {
  if (token === undefined || given === undefined) return token === undefined && given === undefined;
  return timingSafeEqual(Buffer.from(sha256Hex(given)), Buffer.from(token.hash));
}

const doesNotMatch =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

function checkScope({ scope, timestamp }: Authorization): void {
  if (!timestamp.startsWith(scope.date)) {
    throw mismatch(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ` +
        `'${scope.date}' != '${timestamp.slice(0, 8)}', from '${timestamp}'.`,
    );
  }
  if (!isRegion(scope.region)) {
    throw mismatch(`Credential should be scoped to a valid region, not '${scope.region}'.`);
  }
}

/** @param now milliseconds since 1970 */
function checkTime({ timestamp, expiresSeconds }: Authorization, now: number): void {
  const signedAt = timestampMs(timestamp) ?? Number.NaN;
  const lastMs = expiresSeconds === undefined ? signedAt + skewMsMax : signedAt + expiresSeconds * 1000;
  if (!(now <= lastMs && signedAt - now <= skewMsMax)) {
    throw new ServiceError(
      'RequestExpired',
      `Request has expired. It was signed at ${timestamp}; the time here is ${new Date(now).toISOString()}.`,
    );
  }
}

function checkSignedHeaders(request: SignedRequest, { signedHeaders }: Authorization): void {
  const signed = new Set(signedHeaders);
  const sent = new Set(request.headers.map(([name]) => name.toLowerCase()));
  if (!signed.has('host')) throw mismatch("'Host' must be a 'SignedHeader' in the AWS Authorization.");
  for (const name of sent) {
    if (name.startsWith('x-amz-') && !signed.has(name)) {
      throw mismatch(`'${name}' must be a 'SignedHeader' in the AWS Authorization.`);
    }
  }
  for (const name of signed) {
    if (!sent.has(name)) throw mismatch(`The signed header '${name}' is not in the request.`);
  }
}

/** Whether what the request says of its body's hash, if anything, is so. `UNSIGNED-PAYLOAD` is not: it belongs to S3. */
function claimsBody(request: SignedRequest, bodyHash: string): boolean {
  return headerValues(request, 'x-amz-content-sha256').every((claim) => claim.trim() === bodyHash);
}

function sign(key: Buffer, { timestamp, scope }: Authorization, canonical: string): Buffer {
  const text = ['AWS4-HMAC-SHA256', timestamp, scopeText(scope), sha256Hex(canonical)].join('\n');
  return createHmac('sha256', key).update(text).digest();
}

function scopeText({ date, region, service }: CredentialScope): string {
  return `${date}/${region}/${service}/aws4_request`;
}

function mismatch(message: string): ServiceError {
  return new ServiceError('SignatureDoesNotMatch', message);
}
