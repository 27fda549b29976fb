/** What is different about requests to S3: their bodies are content, and so are answers. */
import { ServiceError } from '../model/errors.ts';
import type { ContentSlices, ContentStore, ReceivedBody } from '../model/storage-resources.ts';
import type { Received } from '../wire/s3/receive.ts';
import type { WireAnswer } from '../wire/wire-answer.ts';
import type { ApiAnswer, ApiRequest } from './exchange.ts';

/** Of one request. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const contentBytesMax = 5 * 1024 * 1024 * 1024;
/** The list of ten thousand parts, with checksums. */
const documentBytesMax = 4 * 1024 * 1024;

/** Whether a request is signed for S3, in its header or its query, in whatever way. */
export function isForS3(request: ApiRequest): boolean {
  const { headers, query } = request;
  const signed = /\/s3\/aws4_request/;
  return (
    isSignedAsLongAgo(request) ||
    headers.some(([name, value]) => name.toLowerCase() === 'authorization' && signed.test(value)) ||
    /(?:^|&)X-Amz-Credential=[^&]*(?:\/|%2F)s3(?:\/|%2F)aws4_request/i.test(query)
  );
}

/**
 * Signature version 2, which no region that came after 2014 takes.
 * @throws ServiceError `InvalidRequest`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
 */
export function refuseOlderSignature(request: ApiRequest): void {
  if (!isSignedAsLongAgo(request)) return;
  throw new ServiceError(
    'InvalidRequest',
    'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
  );
}

/** Only S3 ever had `Authorization: AWS <key>:<signature>` and these names in the query. */
function isSignedAsLongAgo({ headers, query }: ApiRequest): boolean {
  return (
    headers.some(([name, value]) => name.toLowerCase() === 'authorization' && /^\s*AWS /.test(value)) ||
    (/(?:^|&)AWSAccessKeyId=/.test(query) && /(?:^|&)Signature=/.test(query) && /(?:^|&)Expires=/.test(query))
  );
}

/** Puts the content into a file. @throws ServiceError when it is not what was announced, or there is no room */
export async function storeContent(received: Received, store: ContentStore): Promise<ReceivedBody> {
  const part = await store.write(received.content, contentBytesMax);
  const { md5, checksums } = received.facts();
  return { ...part, md5, checksums };
}

/** A body that is a document. @throws ServiceError `EntityTooLarge`, and what receiving throws */
export async function readDocument(received: Received): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of received.content) {
    bytes += piece.length;
    if (bytes > documentBytesMax) {
      throw new ServiceError(
        'EntityTooLarge',
        `The body of this request can have ${documentBytesMax} bytes.`,
      );
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** @param output of the operation; content in it is opened at once */
export function s3Answer(
  { status, headers, body }: WireAnswer,
  output: object,
  store: ContentStore | undefined,
  requestId: string,
): ApiAnswer {
  const slices = 'Body' in output ? (output.Body as ContentSlices) : undefined;
  return {
    status,
    headers: {
      ...(body !== '' && { 'content-type': 'application/xml' }),
      ...lowerCase(headers),
      ...requestIds(requestId),
    },
    body: slices && store ? store.open(slices) : body,
  };
}

/** @param body the error as XML; there is none where HTTP has none */
export function s3Refusal(status: number, body: string, requestId: string): ApiAnswer {
  const isBare = status === 304;
  return {
    status,
    headers: { ...(!isBare && { 'content-type': 'application/xml' }), ...requestIds(requestId) },
    body: isBare ? '' : body,
  };
}

export function requireContent(store: ContentStore | undefined): ContentStore {
  if (store) return store;
  throw new ServiceError('NotImplemented', 'This Postern keeps no objects.');
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function requestIds(requestId: string): Record<string, string> {
  return { 'x-amz-request-id': requestId, 'x-amzn-requestid': requestId };
}
