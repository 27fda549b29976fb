/** The bucket and the key that a request names, in its path or with the bucket in its host. */
import { isIP } from 'node:net';
import { ServiceError } from '../../model/errors.ts';
import { headerValues, type SignedRequest } from '../sigv4/signed-request.ts';
import type { S3Level } from './target.ts';

export interface S3Place {
  readonly level: S3Level;
  /** Empty when none is named. */
  readonly bucket: string;
  readonly key: string;
}

/**
 * `/bucket/key`, or `/key` at `bucket.localhost` and `bucket.s3.<anything>`. Slashes of a key stay, a leading one too.
 * @throws ServiceError `InvalidURI` when an escape is broken or the text is not UTF-8
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function placeOf(request: SignedRequest): S3Place {
  const inHost = bucketOfHost(headerValues(request, 'host')[0] ?? '');
  const path = decode(request.path.replace(/^\//, ''));
  const slash = path.indexOf('/');
  const [first, rest] = slash < 0 ? [path, ''] : [path.slice(0, slash), path.slice(slash + 1)];
  const [bucket, key] = inHost === undefined ? [first, rest] : [inHost, path];
  const bucketOrNone = bucket === '' ? 'service' : 'bucket';
  return { level: key === '' ? bucketOrNone : 'object', bucket, key };
}

function bucketOfHost(host: string): string | undefined {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  if (isIP(name.replace(/^\[|\]$/g, '')) !== 0) return undefined;
  const [, bucket] = /^(.+?)\.(?:s3[.-].+|s3|localhost)$/.exec(name) ?? [];
  return bucket === 's3' ? undefined : bucket;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ServiceError('InvalidURI', "Couldn't parse the specified URI.");
  }
}
