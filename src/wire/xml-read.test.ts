import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { ServiceError } from '../model/errors.ts';
import { escapeXml } from './xml.ts';
import { readXml, type XmlElement, xmlDepthMax } from './xml-read.ts';

const leaf = (name: string, text: string, children: XmlElement[] = []): XmlElement => ({
  name,
  xmlns: undefined,
  children,
  text,
});

test('elements, text, references, CDATA, comments and instructions', () => {
  const root = readXml(
    '\uFEFF<?xml version="1.0"?>\r\n<!-- a --><?x y?><p:a xmlns="urn:a" b=\'&lt;\' x = "1"></p:a>\n<!--b-->',
  );
  assert.deepEqual(root, { ...leaf('a', ''), xmlns: 'urn:a' });
  assert.deepEqual(
    readXml('<a>x<b/>&lt;&#65;&#x1F600;&amp;amp;<![CDATA[<&]]]]><!-- & < --><?i & <?>y\r\n</a >'),
    {
      ...leaf('a', 'x<A\u{1F600}&amp;<&]]y\n'),
      children: [leaf('b', '')],
    },
  );
});

const malformed = [
  '',
  ' ',
  'text',
  '<a>',
  '</a>',
  '<a></b>',
  '<a></a><b/>',
  '<a/>x',
  'x<a/>',
  '<a><b></a></b>',
  '<a b></a>',
  '<a b=c/>',
  '<a b="1" b="2"/>',
  '<a b="<"/>',
  '<a b="&x;"/>',
  '<a>&x;</a>',
  '<a>&amp</a>',
  '<a>&</a>',
  '<a>& </a>',
  '<a>&#0;</a>',
  '<a>&#xD800;</a>',
  '<a>&#x110000;</a>',
  '<a>&#;</a>',
  '<a>&__proto__;</a>',
  '<a>]]></a>',
  '<a>\u0001</a>',
  '<a><!-- -- --></a>',
  '<a><!-- ',
  '<a><![CDATA[</a>',
  '<1a/>',
  '< a/>',
  '<a/ >',
  '<?xml version="1.0"?><?xml version="1.0"?><a/>',
  ' <?xml version="1.0"?><a/>',
  '<!DOCTYPE a><a/>',
  '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
  '<a><!DOCTYPE b></a>',
  `${'<a>'.repeat(xmlDepthMax + 1)}${'</a>'.repeat(xmlDepthMax + 1)}`,
];

for (const text of malformed) {
  test(`refused: ${JSON.stringify(text.slice(0, 60))}`, () => {
    assert.throws(() => readXml(text), { name: 'ServiceError', code: 'MalformedInput' });
  });
}

test('what is nested as deep as may be is read', () => {
  assert.equal(readXml(`${'<a>'.repeat(xmlDepthMax)}${'</a>'.repeat(xmlDepthMax)}`).name, 'a');
});

test('any text comes back, and as another parser reads it', () => {
  const parser = new XMLParser({ parseTagValue: false, trimValues: false, htmlEntities: true });
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      const document = `<a>${escapeXml(text)}</a>`;
      const read = readXml(document).text;
      assert.equal(escapeXml(read), escapeXml(text));
      assert.equal(read.trim(), String((parser.parse(document) as { a: unknown }).a).trim());
    }),
    { numRuns: 2000, seed: 1 },
  );
});

test('no bytes make it throw anything but a refusal, and none take long', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '/',
    'a',
    'b',
    '=',
    '"',
    "'",
    '&',
    ';',
    '#x',
    '!',
    '--',
    '[CDATA[',
    ']]>',
    '?',
    ' ',
    ':',
    '<a>',
    '</a>',
    '<a b="c">',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      try {
        readXml(pieces.join(''));
      } catch (error) {
        assert.ok(error instanceof ServiceError);
      }
    }),
    { numRuns: 20_000, seed: 2 },
  );
  for (const part of ['<a ', '<a b="c" ', '&', '<!--', '<![CDATA[', '<?', ' ', '<a:', 'a', '<a>']) {
    assert.throws(() => readXml(`<a${part.repeat(1_000_000 / part.length)}`), ServiceError);
    assert.throws(() => readXml(`<a>${part.repeat(1_000_000 / part.length)}`), ServiceError);
  }
});
