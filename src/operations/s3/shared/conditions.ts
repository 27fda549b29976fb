/** Conditions of requests. @see https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2 */
import { ServiceError } from '../../../model/errors.ts';
import type { ObjectVersion } from '../../../model/storage-resources.ts';

export interface ReadConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly IfModifiedSince?: Date | undefined;
  readonly IfUnmodifiedSince?: Date | undefined;
}

/** @throws ServiceError `PreconditionFailed`, `NotModified` */
export function checkRead({ etag, modifiedAt }: ObjectVersion, input: ReadConditions): void {
  const modified = Math.floor(Date.parse(modifiedAt) / 1000) * 1000;
  if (input.IfMatch !== undefined) {
    if (!matches(etag, input.IfMatch)) throw failed('If-Match');
  } else if (input.IfUnmodifiedSince && modified > input.IfUnmodifiedSince.getTime()) {
    throw failed('If-Unmodified-Since');
  }
  if (input.IfNoneMatch !== undefined) {
    if (matches(etag, input.IfNoneMatch)) throw new ServiceError('NotModified', 'Not Modified');
  } else if (input.IfModifiedSince && modified <= input.IfModifiedSince.getTime()) {
    throw new ServiceError('NotModified', 'Not Modified');
  }
}

/**
 * @param current what is under the key
 * @throws ServiceError `PreconditionFailed`, `NoSuchKey`, `NotImplemented` for what S3 does not have
 */
export function checkWrite(
  current: ObjectVersion | undefined,
  { IfMatch, IfNoneMatch }: Pick<ReadConditions, 'IfMatch' | 'IfNoneMatch'>,
): void {
  const isThere = current !== undefined && !current.isDeleteMarker;
  if (IfNoneMatch !== undefined) {
    if (IfNoneMatch !== '*') {
      throw new ServiceError('NotImplemented', 'If-None-Match of a write must be *.');
    }
    if (isThere) throw failed('If-None-Match');
  }
  if (IfMatch === undefined) return;
  if (!isThere) throw new ServiceError('NoSuchKey', 'The specified key does not exist.');
  if (!matches(current.etag, IfMatch)) throw failed('If-Match');
}

function matches(etag: string, header: string): boolean {
  const bare = (text: string) => text.trim().replace(/^W\//, '').replaceAll('"', '');
  return header.split(',').some((each) => each.trim() === '*' || bare(each) === bare(etag));
}

function failed(condition: string): ServiceError {
  return new ServiceError(
    'PreconditionFailed',
    `At least one of the pre-conditions you specified did not hold: ${condition}`,
  );
}
