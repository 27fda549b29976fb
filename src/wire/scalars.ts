/** Simple values as text in a request. Each reader answers undefined when the text is not of the type. */
import type { SimpleType } from './model-format.ts';

/** The value that the text stands for, or undefined. */
export function readScalar(type: SimpleType, text: string): unknown {
  switch (type) {
    case 'string':
      return text;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'integer':
      return readInteger(text, -(2 ** 31), 2 ** 31 - 1);
    case 'long':
      return readInteger(text, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    case 'double':
      return /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) ? finite(Number(text)) : undefined;
    case 'timestamp':
      return readTimestamp(text);
    case 'blob':
      return readBase64(text);
  }
}

/** What a value of the type looks like, for messages. */
export const scalarWords: Readonly<Record<SimpleType, string>> = {
  string: 'text',
  boolean: 'true or false',
  integer: 'an integer of 32 bits',
  long: 'an integer from -(2^53 - 1) to 2^53 - 1',
  double: 'a number',
  timestamp: 'a time such as 2026-01-31T12:00:00Z',
  blob: 'Base64',
};

function readInteger(text: string, min: number, max: number): number | undefined {
  if (!/^(?:0|-?[1-9]\d{0,15})$/.test(text)) return undefined;
  const value = Number(text);
  return value >= min && value <= max ? value : undefined;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/** @see RFC 3339, section 5.6 */
function readTimestamp(text: string): Date | undefined {
  const match = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/.exec(text);
  const date = new Date(text);
  if (!match || Number.isNaN(date.getTime())) return undefined;
  // Date takes the 30th of February for the 2nd of March.
  return new Date(`${match[1]}T00:00:00Z`).toISOString().startsWith(match[1] ?? '') ? date : undefined;
}

function readBase64(text: string): Uint8Array | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return undefined;
  return new Uint8Array(Buffer.from(text, 'base64'));
}
