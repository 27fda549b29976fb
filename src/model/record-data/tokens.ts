/** The parts of a record's value as zone files write them: words and quoted strings. */

export interface Token {
  readonly quoted: boolean;
  /** The bytes that it stands for. */
  readonly bytes: Uint8Array;
  /** As it was written. */
  readonly text: string;
}

/** A value that cannot be: caught by `encodeRecordData`, never seen outside. */
export class ValueError extends Error {
  override readonly name = 'ValueError';
  /** What is wrong with it, when that is less than the whole. */
  readonly part: string | undefined;

  /** @param problem in Route 53's words: `Name (Sentence)` */
  constructor(problem: string, part?: string) {
    super(problem);
    this.part = part;
  }
}

/** @throws ValueError for a quotation mark that is not closed, an escape that is none, a character that is not ASCII */
export function tokens(value: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < value.length) {
    if (value[at] === ' ' || value[at] === '\t') {
      at += 1;
      continue;
    }
    const end = value[at] === '"' ? endOfQuoted(value, at) : endOfWord(value, at);
    const quoted = value[at] === '"';
    const text = value.slice(at, end);
    found.push({ quoted, text, bytes: bytesOf(quoted ? text.slice(1, -1) : text) });
    at = end;
  }
  return found;
}

function endOfQuoted(value: string, start: number): number {
  for (let at = start + 1; at < value.length; at += 1) {
    if (value[at] === '\\') at += 1;
    else if (value[at] === '"') return at + 1;
  }
  throw new ValueError('InvalidCharacterString (Value should be enclosed in quotation marks)');
}

function endOfWord(value: string, start: number): number {
  let at = start;
  while (at < value.length && value[at] !== ' ' && value[at] !== '\t' && value[at] !== '"') at += 1;
  return at;
}

/** `\` and three octal digits is a byte, `\` and another character is that character. */
function bytesOf(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code > 0x7e) throw unsupported();
    if (text[at] !== '\\') {
      bytes.push(code);
      continue;
    }
    const digits = /^[0-3][0-7]{2}/.exec(text.slice(at + 1, at + 4))?.[0];
    if (digits !== undefined) {
      bytes.push(Number.parseInt(digits, 8));
      at += 3;
    } else {
      at += 1;
      const escaped = text.charCodeAt(at);
      if (!(escaped > 0x20 && escaped <= 0x7e)) throw unsupported();
      bytes.push(escaped);
    }
  }
  return Uint8Array.from(bytes);
}

function unsupported(): ValueError {
  return new ValueError('UnsupportedCharacter (Value contains unsupported characters)');
}
