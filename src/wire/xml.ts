/** Text in XML 1.0. */

/**
 * Escapes text for the content of an element. Characters that XML 1.0 cannot carry in any form (controls, lone
 * surrogates, U+FFFE, U+FFFF) become U+FFFD; a carriage return is written as a reference, since parsers turn a plain
 * one into a line feed.
 * @see https://www.w3.org/TR/xml/#charsets
 */
export function escapeXml(text: string): string {
  if (!special.test(text)) return text;
  return text
    .toWellFormed()
    .replace(unprintable, '\uFFFD')
    .replace(markup, (character) => references[character] ?? character);
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};
const markup = /[&<>"\r]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\x00-\x08\x0b\x0c\x0e-\x1f\uFFFE\uFFFF]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const special = /[\x00-\x08\x0b-\x1f&<>"\uD800-\uDFFF\uFFFE\uFFFF]/;
