import type { Ids } from '../../../model/ids.ts';

/** `Z` or `C` and 20 capital letters and digits. */
export function newId(ids: Ids, letter: 'Z' | 'C'): string {
  return `${letter}${ids.alphanumeric(20).toUpperCase()}`;
}

/** The id without the path that answers have before it and requests may have. */
export function bareId(id: string): string {
  return id.replace(/^\/?(?:hostedzone|change|healthcheck)\//, '');
}
