/** Lists of keys: by prefix, with what has a delimiter behind it put together, page by page. */
import { ServiceError } from '../../../model/errors.ts';
import type { StoredObject } from '../../../model/storage-resources.ts';
import type { OperationContext } from '../../operation.ts';

export const keysMax = 1000;

/** An entry of a list: an object, or all keys that begin with a common prefix. */
export type Entry<T> =
  | { readonly kind: 'item'; readonly key: string; readonly item: T }
  | { readonly kind: 'prefix'; readonly key: string };

export interface ListRules {
  readonly prefix: string;
  readonly delimiter: string;
}

/** The objects of a bucket, in the order of their keys' bytes. */
export function objectsOf(
  { resources }: OperationContext,
  bucket: string,
  prefix: string,
): readonly StoredObject[] {
  return resources
    .find('storedObject', 'bucket', bucket)
    .filter(({ key }) => key.startsWith(prefix))
    .toSorted((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
}

/** Items with the same key stay together and in order. */
export function* entriesOf<T extends { readonly key: string }>(
  items: Iterable<T>,
  { prefix, delimiter }: ListRules,
): Generator<Entry<T>> {
  let last: string | undefined;
  for (const item of items) {
    const at = delimiter === '' ? -1 : item.key.indexOf(delimiter, prefix.length);
    if (at < 0) yield { kind: 'item', key: item.key, item };
    else {
      const common = item.key.slice(0, at + delimiter.length);
      if (common !== last) yield { kind: 'prefix', key: common };
      last = common;
    }
  }
}

/** @throws ServiceError `InvalidArgument` @returns at most a thousand */
export function checkKeysMax(given: number | undefined): number {
  if (given === undefined) return keysMax;
  if (given < 0)
    throw new ServiceError('InvalidArgument', 'Argument maxKeys must be an integer between 0 and 2147483647');
  return Math.min(given, keysMax);
}

/** As keys are written in a list: `url` escapes what XML could not carry. */
export function keyWriter(encoding: string | undefined): (key: string) => string {
  if (encoding !== 'url') return (key) => key;
  return (key) =>
    encodeURIComponent(key)
      .replace(/[!'()]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
      .replaceAll('%2F', '/')
      .replaceAll('%20', '+');
}

/** Whether `a` comes after `b` in a list. */
export function isAfter(a: string, b: string): boolean {
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) > 0;
}
