/** Ways to spoil a request: what a broken client, a curious person or an attacker might send. */
import type { Random } from './random.ts';

/** A request before it is signed. */
export interface Draft {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Damage = (draft: Draft, random: Random) => Draft;

const huge = 'x'.repeat(100_000);
const oddTexts = [
  '',
  ' ',
  huge,
  '-1',
  '0',
  '99999999999999999999',
  '1e400',
  'NaN',
  'null',
  'true',
  '%00',
  '\u0000',
  '\ufffd',
  '../../etc/passwd',
  "' OR 1=1 --",
  '<a&"\'>',
  '{{7*7}}',
  '😀'.repeat(300),
  '2026-13-45T99:99:99Z',
  '__proto__',
  'constructor',
  '10.0.0.0/33',
  '256.1.1.1',
  '::ffff:10.0.0.1',
  'arn:aws:iam::999999999999:root',
  'vpc-0123456789abcdef0',
  '[]',
  '{}',
];

/** Damages to what any protocol sends. */
export const textDamages: Readonly<Record<string, Damage>> = {
  'cut short': ({ body, ...rest }, random) => ({
    ...rest,
    body: body.slice(0, random.below(body.length + 1)),
  }),
  'a character changed': (draft, random) => ({
    ...draft,
    body: spliced(draft.body, random, 1, randomText(random)),
  }),
  'a piece put in': (draft, random) => ({
    ...draft,
    body: spliced(draft.body, random, 0, random.pick(oddTexts)),
  }),
  twice: (draft) => ({ ...draft, body: draft.body + draft.body }),
  nothing: (draft) => ({ ...draft, body: '' }),
  'something else': (draft, random) => ({ ...draft, body: random.pick(oddTexts) }),
  'another method': (draft, random) => ({
    ...draft,
    method: random.pick(['GET', 'PUT', 'DELETE', 'PATCH', 'POST']),
  }),
  'another path': (draft, random) => ({
    ...draft,
    path: random.pick([
      '/',
      '//',
      '/x',
      '/%2e%2e/',
      `/${huge.slice(0, 5000)}`,
      `${draft.path}/`,
      `${draft.path}x`,
    ]),
  }),
  'a query too many': (draft, random) => ({
    ...draft,
    query: { ...draft.query, [randomText(random) || 'q']: random.pick(oddTexts) },
  }),
  'another content type': (draft, random) => ({
    ...draft,
    headers: {
      ...draft.headers,
      'content-type': random.pick([
        'application/json',
        'text/xml',
        'multipart/form-data',
        'application/x-amz-json-1.1',
        'x',
      ]),
    },
  }),
  'said to be compressed': (draft) => ({
    ...draft,
    headers: { ...draft.headers, 'content-encoding': 'gzip' },
  }),
};

/** Damages to parameters in a form. */
export const formDamages: Readonly<Record<string, Damage>> = {
  'a parameter left out': form((parameters, random) => without(parameters, random.below(parameters.length))),
  'a value replaced': form((parameters, random) =>
    replaced(parameters, random, ([name]) => [name, random.pick(oddTexts)]),
  ),
  'two values swapped': form((parameters, random) => {
    const [, value] = random.pick(parameters);
    return replaced(parameters, random, ([name]) => [name, value]);
  }),
  'a parameter twice': form((parameters, random) => [...parameters, random.pick(parameters)]),
  'a parameter too many': form((parameters, random) => [
    ...parameters,
    [
      random.pick([
        'Surplus',
        'DryRun',
        'MaxResults',
        'NextToken',
        'Filter.1.Name',
        'Tag.1.Key',
        'Version',
        'Action',
        '',
      ]),
      random.pick(oddTexts),
    ],
  ]),
  'a name one level deeper': form((parameters, random) =>
    replaced(parameters, random, ([name, value]) => [`${name}.1`, value]),
  ),
  'a name a hundred levels deeper': form((parameters, random) =>
    replaced(parameters, random, ([name, value]) => [name + '.1'.repeat(100), value]),
  ),
  'a large index': form((parameters, random) =>
    replaced(parameters, random, ([name, value]) => [name.replace(/\.\d+/, '.2147483648'), value]),
  ),
  'index zero': form((parameters, random) =>
    replaced(parameters, random, ([name, value]) => [name.replace(/\.\d+/, '.0'), value]),
  ),
  'a name in other case': form((parameters, random) =>
    replaced(parameters, random, ([name, value]) => [name.toLowerCase(), value]),
  ),
  'a long list': form((parameters, random) => {
    const [name, value] = random.pick(parameters);
    const stem = name.replace(/\.\d+.*$/, '');
    return [...parameters, ...Array.from({ length: 1500 }, (_, at): Pair => [`${stem}.${at + 1}`, value])];
  }),
  'a broken escape': (draft, random) => ({
    ...draft,
    body: `${draft.body}%${random.pick(['', 'zz', 'ff', 'c3%28'])}`,
  }),
};

/** Damages to a document in JSON or XML. */
export const documentDamages: Readonly<Record<string, Damage>> = {
  'nested deep': (draft, random) => ({
    ...draft,
    body: random.pick(['[', '{"a":', '<a>']).repeat(20_000),
  }),
  'an entity that grows': (draft) => ({
    ...draft,
    body: `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>${draft.body.replace(/<\?xml[^>]*>/, '').replace(/>([^<]+)</, '>&c;<')}`,
  }),
  'an entity of a file': (draft) => ({
    ...draft,
    body: `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>${draft.body.replace(/>([^<]+)</, '>&b;<')}`,
  }),
  'a text replaced': (draft, random) => ({
    ...draft,
    body: draft.body.replace(/>([^<]+)</, `>${escaped(random.pick(oddTexts))}<`),
  }),
  'a value replaced': (draft, random) => ({
    ...draft,
    body: draft.body.replace(
      /:("[^"]*"|\d+)/,
      `:${random.pick(['null', '[]', '{}', '1e999', '"x"', '-0', 'true', `"${huge}"`])}`,
    ),
  }),
};

type Pair = readonly [name: string, value: string];

function form(change: (parameters: readonly Pair[], random: Random) => readonly Pair[]): Damage {
  return (draft, random) => {
    const parameters = [...new URLSearchParams(draft.body)];
    if (parameters.length === 0) return { ...draft, body: 'Action=' };
    const changed = change(parameters, random);
    return { ...draft, body: changed.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&') };
  };
}

function replaced(
  parameters: readonly Pair[],
  random: Random,
  change: (pair: Pair) => Pair,
): readonly Pair[] {
  const at = random.below(parameters.length);
  return parameters.map((pair, index) => (index === at ? change(pair) : pair));
}

function without(parameters: readonly Pair[], at: number): readonly Pair[] {
  return parameters.filter((_, index) => index !== at);
}

function spliced(text: string, random: Random, length: number, by: string): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + by + text.slice(at + length);
}

function randomText(random: Random): string {
  return String.fromCharCode(1 + random.below(300));
}

/** Lone surrogates have no UTF-8: the replacement character goes in their place, as a client would send it. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
