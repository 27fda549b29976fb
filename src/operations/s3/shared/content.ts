/** Which bytes of an object an answer carries. */
import { ServiceError } from '../../../model/errors.ts';
import type { ContentPart, ContentSlices, ObjectVersion } from '../../../model/storage-resources.ts';

/** First byte, and how many. */
export interface ByteRange {
  readonly from: number;
  readonly bytes: number;
}

/**
 * The range that a request asks for, undefined for all. Forms that are none are passed over, as RFC 9110 has it.
 * @throws ServiceError `InvalidRange` when the content has none of it
 */
export function rangeOf({ bytes }: ObjectVersion, range: string | undefined): ByteRange | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '') {
    const wanted = Math.min(Number(last), bytes);
    if (wanted === 0) throw invalidRange();
    return { from: bytes - wanted, bytes: wanted };
  }
  const [from, to] = [Number(first), last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1)];
  if (last !== '' && Number(last) < from) return undefined;
  if (from >= bytes) throw invalidRange();
  return { from, bytes: to - from + 1 };
}

/** The pieces of files that have these bytes. */
export function slicesOf(parts: readonly ContentPart[], { from, bytes }: ByteRange): ContentSlices {
  const slices: ContentSlices['slices'][number][] = [];
  let start = 0;
  for (const part of parts) {
    const first = Math.max(from, start);
    const end = Math.min(from + bytes, start + part.bytes);
    if (end > first) slices.push({ file: part.file, from: first - start, bytes: end - first });
    start += part.bytes;
  }
  return { slices, bytes };
}

function invalidRange(): ServiceError {
  return new ServiceError('InvalidRange', 'The requested range is not satisfiable');
}
