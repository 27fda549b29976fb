/**
 * Reads XML 1.0 as the bodies of requests are written. Strict: what is not well-formed is refused. There are no document
 * types here and so no entities but the five that XML has and references to characters; nothing is fetched or expanded.
 * @see https://www.w3.org/TR/xml/
 */
import { ServiceError } from '../model/errors.ts';

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  /** The value of `xmlns`, when the element has one. */
  readonly xmlns: string | undefined;
  readonly children: readonly XmlElement[];
  /** All text directly below the element, joined. */
  readonly text: string;
}

/** No modelled body is nested half as deep. */
export const xmlDepthMax = 32;

/**
 * The root element.
 * @throws ServiceError MalformedInput when the text is not well-formed, has a document type or is nested too deep
 */
export function readXml(text: string): XmlElement {
  return new XmlReader(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')).document();
}

interface OpenElement {
  readonly qualifiedName: string;
  readonly xmlns: string | undefined;
  readonly children: XmlElement[];
  text: string;
}

const name = String.raw`[\p{L}_][\p{L}\p{N}\p{M}._·-]*`;
const qualifiedName = `(?:${name}:)?${name}`;
const patterns = {
  space: /[ \t\n]*/y,
  declaration: /<\?xml[ \t\n][^?<>]*\?>/y,
  instruction: new RegExp(String.raw`<\?(?!xml[ \t\n?])${name}(?:[ \t\n][\s\S]*?)?\?>`, 'yu'),
  comment: /<!--([\s\S]*?)--(>?)/y,
  cdata: /<!\[CDATA\[([\s\S]*?)\]\]>/y,
  text: /[^<]+/y,
  open: new RegExp(
    String.raw`<(${qualifiedName})((?:[ \t\n]+${qualifiedName}[ \t\n]*=[ \t\n]*(?:"[^<"]*"|'[^<']*'))*)[ \t\n]*(\/?)>`,
    'yu',
  ),
  close: new RegExp(String.raw`<\/(${qualifiedName})[ \t\n]*>`, 'yu'),
};
const attribute = new RegExp(String.raw`(${qualifiedName})[ \t\n]*=[ \t\n]*(?:"([^"]*)"|'([^']*)')`, 'gu');
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\x00-\x08\x0b\x0c\x0e-\x1f\uFFFE\uFFFF\p{Cs}]/u;

class XmlReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): XmlElement {
    if (unprintable.test(this.#text)) throw malformed();
    this.#take('declaration');
    this.#skipMisc();
    const root = this.#element();
    this.#skipMisc();
    if (this.#at < this.#text.length) throw malformed();
    return root;
  }

  /** Without recursion: depth comes from outside. */
  #element(): XmlElement {
    const open: OpenElement[] = [];
    for (;;) {
      const closed = this.#step(open);
      if (!closed) continue;
      const parent = open.at(-1);
      if (!parent) return closed;
      parent.children.push(closed);
    }
  }

  /** Takes the next piece of markup or text. @returns the element that ended with it */
  #step(open: OpenElement[]): XmlElement | undefined {
    const start = this.#take('open');
    if (start) return this.#started(start, open);
    const current = open.at(-1);
    if (!current) throw malformed();
    const end = this.#take('close');
    if (end) {
      if (end[1] !== current.qualifiedName) throw malformed();
      open.pop();
      return finished(current);
    }
    current.text += this.#content();
    return undefined;
  }

  #started([, qualified = '', attributes = '', slash]: RegExpExecArray, open: OpenElement[]) {
    if (open.length >= xmlDepthMax) throw new ServiceError('MalformedInput', 'The XML is nested too deep.');
    const element = { qualifiedName: qualified, xmlns: xmlnsOf(attributes), children: [], text: '' };
    if (slash === '/') return finished(element);
    open.push(element);
    return undefined;
  }

  #content(): string {
    const cdata = this.#take('cdata');
    if (cdata) return cdata[1] ?? '';
    if (this.#skipAside()) return '';
    const text = this.#take('text')?.[0];
    if (text === undefined || text.includes(']]>')) throw malformed();
    return unescapeXml(text);
  }

  #skipMisc(): void {
    do this.#take('space');
    while (this.#skipAside());
  }

  /** A comment may not hold two dashes. */
  #skipAside(): boolean {
    const comment = this.#take('comment');
    if (comment?.[2] === '') throw malformed();
    return (comment ?? this.#take('instruction')) !== undefined;
  }

  #take(kind: keyof typeof patterns): RegExpExecArray | undefined {
    const pattern = patterns[kind];
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (!match) return undefined;
    this.#at = pattern.lastIndex;
    return match;
  }
}

function finished({ qualifiedName: qualified, xmlns, children, text }: OpenElement): XmlElement {
  return { name: qualified.slice(qualified.indexOf(':') + 1), xmlns, children, text };
}

function xmlnsOf(attributes: string): string | undefined {
  const found = new Map<string, string>();
  for (const [, key = '', double, single] of attributes.matchAll(attribute)) {
    if (found.has(key)) throw malformed();
    found.set(key, unescapeXml(double ?? single ?? ''));
  }
  return found.get('xmlns');
}

function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&]{0,12}(?:;|$))?/g, (_, reference: string | undefined) => {
    const character = characterOf(reference ?? '');
    if (character === undefined || unprintable.test(character)) throw malformed();
    return character;
  });
}

function characterOf(reference: string): string | undefined {
  const known = Object.hasOwn(entities, reference) ? entities[reference] : undefined;
  const [, hexadecimal, decimal] = /^#(?:x([0-9a-fA-F]+)|([0-9]+));$/.exec(reference) ?? [];
  const code = hexadecimal ? Number.parseInt(hexadecimal, 16) : Number(decimal ?? Number.NaN);
  return known ?? (code <= 0x10ffff ? String.fromCodePoint(code) : undefined);
}

const entities: Readonly<Record<string, string>> = {
  'amp;': '&',
  'lt;': '<',
  'gt;': '>',
  'quot;': '"',
  'apos;': "'",
};

function malformed(): ServiceError {
  return new ServiceError('MalformedInput', 'Could not parse XML');
}
