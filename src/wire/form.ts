/** Parameters in `application/x-www-form-urlencoded` form, as in a query string or the body of a request. */
import { ServiceError } from '../model/errors.ts';

export interface Parameter {
  readonly name: string;
  readonly value: string;
}

/**
 * Splits and decodes. Empty parts are skipped, a name without `=` has the empty value, `+` is a space.
 * @throws ServiceError MalformedQueryString when an escape is broken or the text is not UTF-8
 */
export function parseForm(text: string): Parameter[] {
  if (text === '') return [];
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0
        ? { name: decodePart(part), value: '' }
        : { name: decodePart(part.slice(0, at)), value: decodePart(part.slice(at + 1)) };
    });
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes the bytes of a body. @throws ServiceError MalformedQueryString when they are not UTF-8 */
export function formText(body: Uint8Array): string {
  try {
    return utf8.decode(body);
  } catch {
    throw malformed('the body is not UTF-8');
  }
}

function decodePart(text: string): string {
  if (!/[%+]/.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw malformed(`"${text.slice(0, 80)}" has a broken % escape`);
  }
}

function malformed(why: string): ServiceError {
  return new ServiceError('MalformedQueryString', `The query string contains a syntax error: ${why}.`);
}
