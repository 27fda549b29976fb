/** The content of a request to S3, checked as it arrives. */
import type { Authorization } from '../sigv4/authorization.ts';
import type { SignedRequest } from '../sigv4/signed-request.ts';
import { BodyCheck, type BodyFacts } from './body-check.ts';
import { decodeChunked } from './chunked.ts';
import { type PayloadClaim, signedChunks, unsignedChunks } from './payload.ts';

export interface Received {
  /** To be read once, to its end. @throws ServiceError when it is not what the request announced */
  readonly content: AsyncIterable<Uint8Array>;
  /** What it was. @throws Error before its end */
  facts(): BodyFacts;
}

/** What a body is received with. */
export interface ReceiveOptions {
  readonly request: SignedRequest;
  readonly claim: PayloadClaim;
  readonly authorization: Authorization;
  /** The key that the request was signed with, derived for its scope. */
  readonly signingKey: Buffer;
}

/** @throws ServiceError of `BodyCheck` */
export function receive(body: AsyncIterable<Uint8Array>, options: ReceiveOptions): Received {
  const check = new BodyCheck(options.request, options.claim.sha256);
  let facts: BodyFacts | undefined;
  const run = async function* () {
    const trailers = new Map<string, string>();
    for await (const piece of plain(body, options, trailers)) {
      check.update(piece);
      yield piece;
    }
    facts = check.finish(trailers);
  };
  return {
    content: run(),
    facts: () => {
      if (!facts) throw new Error('the content has not been read to its end');
      return facts;
    },
  };
}

function plain(
  body: AsyncIterable<Uint8Array>,
  { claim, authorization, signingKey }: ReceiveOptions,
  trailers: Map<string, string>,
): AsyncIterable<Uint8Array> {
  if (claim.chunks === undefined) return body;
  const verifier = claim.chunks === 'signed' ? signedChunks(signingKey, authorization) : unsignedChunks;
  return decodeChunked(body, verifier, trailers);
}
