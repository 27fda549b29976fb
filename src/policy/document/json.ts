/**
 * A strict JSON reader for policies. `JSON.parse` will not do: it lets the last of two equal keys win, which policies
 * forbid, gives objects that inherit from `Object.prototype`, and rounds numbers.
 * @see https://www.rfc-editor.org/rfc/rfc8259
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */

export type Json = string | boolean | null | JsonNumber | readonly Json[] | JsonObject;
/** Keys in the order of the text. */
export type JsonObject = ReadonlyMap<string, Json>;

/** A number as it was written. */
export class JsonNumber {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

/** Lists and objects within each other; the grammar of policies needs six. */
export const depthMax = 16;

/**
 * The value that the text stands for.
 * @throws SyntaxError with the position, when the text is not JSON, an object has a key twice, or values are nested
 * deeper than `depthMax`
 */
export function readJson(text: string): Json {
  const reader = new Reader(text);
  const value = readValue(reader, 0);
  if (!reader.isAtEnd()) throw reader.error('something after the value');
  return value;
}

/** A place in the text; moves over white space by itself. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#skipSpace();
  }

  isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  next(): string | undefined {
    return this.#text[this.#at];
  }

  /** Moves over the character if it is the next. */
  takes(character: string): boolean {
    if (this.next() !== character) return false;
    this.#at += 1;
    this.#skipSpace();
    return true;
  }

  /** The text that the sticky pattern matches here, if it does. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) return undefined;
    this.#at += found.length;
    this.#skipSpace();
    return found;
  }

  error(problem: string): SyntaxError {
    return new SyntaxError(`${problem} at position ${this.#at}`);
  }

  #skipSpace(): void {
    const space = /[\t\n\r ]*/y;
    space.lastIndex = this.#at;
    space.exec(this.#text);
    this.#at = space.lastIndex;
  }
}

function readValue(reader: Reader, depth: number): Json {
  if (depth > depthMax) throw reader.error(`values nested deeper than ${depthMax}`);
  if (reader.takes('{')) return readObject(reader, depth);
  if (reader.takes('[')) return readList(reader, depth);
  if (reader.next() === '"') return readString(reader);
  const number = reader.match(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
  if (number !== undefined) return new JsonNumber(number);
  const word = reader.match(/true|false|null/y);
  if (word === undefined) throw reader.error('no value');
  return word === 'null' ? null : word === 'true';
}

function readObject(reader: Reader, depth: number): JsonObject {
  const object = new Map<string, Json>();
  if (reader.takes('}')) return object;
  do {
    const key = readString(reader);
    if (object.has(key)) throw reader.error('a key for the second time');
    if (!reader.takes(':')) throw reader.error('no colon');
    object.set(key, readValue(reader, depth + 1));
  } while (reader.takes(','));
  if (!reader.takes('}')) throw reader.error('an object that does not end');
  return object;
}

function readList(reader: Reader, depth: number): Json[] {
  const list: Json[] = [];
  if (reader.takes(']')) return list;
  do list.push(readValue(reader, depth + 1));
  while (reader.takes(','));
  if (!reader.takes(']')) throw reader.error('a list that does not end');
  return list;
}

/** Finds the end of the string and leaves the escapes to JSON.parse. */
function readString(reader: Reader): string {
  const quoted = reader.match(/"(?:[^"\\]|\\.)*"/y);
  if (quoted === undefined) throw reader.error('no string');
  // The text starts and ends with a quotation mark and has none between that is not escaped: a string or nothing.
  return JSON.parse(quoted) as string;
}
