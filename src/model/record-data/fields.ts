/** Fields of record data, from words to bytes. */
import { parseIpv4 } from '../address.ts';
import { nameToWire, parseDomainName } from '../domain-name.ts';
import { type Token, ValueError } from './tokens.ts';

/** Takes the words of a value one by one. */
export class Fields {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get left(): number {
    return this.#tokens.length - this.#at;
  }

  /** @throws ValueError when none is left or it is quoted */
  word(): string {
    const token = this.#take();
    if (token.quoted) throw new ValueError('InvalidField (Value must not be in quotation marks)', token.text);
    return token.text;
  }

  /** An unsigned number in so many bytes. */
  number(bytes: 1 | 2 | 4): number[] {
    const text = this.word();
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value < 256 ** bytes)) {
      throw new ValueError(`InvalidNumber (Value must be a number from 0 to ${256 ** bytes - 1})`, text);
    }
    return bigEndian(value, bytes);
  }

  name(): Uint8Array {
    return nameField(this.word());
  }

  /** With its length before it. @param quotes whether it must stand in quotation marks */
  characterString(quotes = true): number[] {
    const token = this.#take();
    if (quotes && !token.quoted) {
      throw new ValueError(
        'InvalidCharacterString (Value should be enclosed in quotation marks)',
        token.text,
      );
    }
    if (token.bytes.length > 255) {
      throw new ValueError('CharacterStringTooLong (Value is too long)', token.text);
    }
    return [token.bytes.length, ...token.bytes];
  }

  /** The bytes of a quoted string or a word, without a length. */
  bytes(): Uint8Array {
    return this.#take().bytes;
  }

  /** All words left, joined, as hexadecimal digits. */
  hexadecimal(): Uint8Array {
    let text = '';
    while (this.left > 0) text += this.word();
    if (!/^(?:[0-9a-fA-F]{2})+$/.test(text)) {
      throw new ValueError('InvalidHexadecimal (Value must be pairs of hexadecimal digits)', text);
    }
    return Uint8Array.from(Buffer.from(text, 'hex'));
  }

  /** @throws ValueError when something is left */
  end(): void {
    if (this.left > 0) throw new ValueError('TooManyFields (Value has too many fields)');
  }

  #take(): Token {
    const token = this.#tokens[this.#at];
    if (!token) throw new ValueError('TooFewFields (Value has too few fields)');
    this.#at += 1;
    return token;
  }
}

/** @throws ValueError */
export function nameField(text: string): Uint8Array {
  const parsed = parseDomainName(text);
  if ('problem' in parsed) throw new ValueError(parsed.problem, text);
  return nameToWire(parsed.name);
}

/** @throws ValueError */
export function ipv4Field(text: string): number[] {
  const value = parseIpv4(text);
  if (value !== undefined) return bigEndian(value, 4);
  throw new ValueError('ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)', text);
}

/** @throws ValueError @see RFC 4291, section 2.2 */
export function ipv6Field(text: string): number[] {
  const illegal = new ValueError('AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address)', text);
  const tail = /(?:^|:)(\d+\.\d+\.\d+\.\d+)$/.exec(text)?.[1];
  const tailValue = tail === undefined ? undefined : parseIpv4(tail);
  if (tail !== undefined && tailValue === undefined) throw illegal;
  const groups =
    tailValue === undefined
      ? text
      : `${text.slice(0, -(tail?.length ?? 0))}${(tailValue >>> 16).toString(16)}:${(tailValue & 0xffff).toString(16)}`;
  const halves = groups.split('::');
  if (halves.length > 2) throw illegal;
  const [left = [], right] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const given = [...left, ...(right ?? [])];
  const gap = right === undefined ? 0 : 8 - given.length;
  if (!given.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) throw illegal;
  if (right === undefined ? given.length !== 8 : gap < 1) throw illegal;
  const all = [...left, ...Array.from({ length: gap }, () => '0'), ...(right ?? [])];
  return all.flatMap((group) => bigEndian(Number.parseInt(group, 16), 2));
}

/** The number's bytes, the highest first. */
export function bigEndian(value: number, bytes: number): number[] {
  const all: number[] = [];
  for (let shift = 256 ** (bytes - 1); shift >= 1; shift /= 256) all.push(Math.floor(value / shift) % 256);
  return all;
}
