/**
 * YAML as CloudFormation has it: version 1.1 without aliases, merges and the tags for dates, sets and the like, with tags
 * for functions. Scalars are told apart here, since a library's numbers and dates lose how they were written.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  parseDocument,
  Scalar,
  type YAMLMap,
} from 'yaml';
import type { Json } from '../template.ts';
import { formatError } from './errors.ts';

/**
 * Tokens of a template: scalars, indents, commas and the like. The parser holds the daemon's thread for some microseconds
 * at each. A megabyte in lines of twenty characters, as templates are written, has 340,000.
 */
const yamlTokensMax = 400_000;

/**
 * @throws ServiceError ValidationError when it is not well-formed, is cut into too many tokens or uses what CloudFormation
 *   leaves out
 * @throws RangeError when it is nested so deeply that the stack overflows
 */
export function parseYaml(text: string): Json {
  checkTokens(text);
  const lines = new LineCounter();
  // The library compares each key with each other one of its map, and copies the line of each error for its message:
  // either takes minutes for what is made to.
  const document = parseDocument(text, {
    schema: 'failsafe',
    version: '1.1',
    logLevel: 'error',
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
  });
  const error = document.errors[0];
  if (error !== undefined) throw notWellFormed(lines.linePos(error.pos[0]));
  return yamlValue(document.contents, lines);
}

/** Cutting a text takes a fraction of the time of making its tree. */
function checkTokens(text: string): void {
  if (text.length <= yamlTokensMax) return;
  let count = 0;
  for (const _ of new Lexer().lex(text)) {
    count += 1;
    if (count > yamlTokensMax) {
      throw formatError(`a YAML template may have ${yamlTokensMax} tokens; write it with fewer short lines.`);
    }
  }
}

function notWellFormed(place: { readonly line: number; readonly col: number } | undefined): Error {
  return formatError(`YAML not well-formed. (line ${place?.line ?? 1}, column ${place?.col ?? 1})`);
}

function yamlValue(node: unknown, lines: LineCounter): Json {
  if (node === null || node === undefined) return null;
  if (isAlias(node) || hasAnchor(node))
    throw formatError('YAML aliases are not allowed in CloudFormation templates');
  if (isScalar(node)) return tagged(node, scalarOf(node));
  if (isSeq(node))
    return tagged(
      node,
      node.items.map((item) => yamlValue(item, lines)),
    );
  if (isMap(node)) return tagged(node, Object.fromEntries(members(node, lines)));
  throw formatError('unsupported structure.');
}

function members(map: YAMLMap, lines: LineCounter): ReadonlyMap<string, Json> {
  const found = new Map<string, Json>();
  for (const { key, value } of map.items) {
    const name = keyOf(key);
    if (found.has(name)) throw notWellFormed(isScalar(key) ? lines.linePos(key.range?.[0] ?? 0) : undefined);
    found.set(name, yamlValue(value, lines));
  }
  return found;
}

function hasAnchor(node: unknown): boolean {
  return (isScalar(node) || isSeq(node) || isMap(node)) && node.anchor !== undefined;
}

/** Keys are texts, however they are written. */
function keyOf(key: unknown): string {
  if (isScalar(key) && typeof key.value === 'string' && !isShortForm(key.tag)) return key.value;
  throw formatError('Every key of a map must be a string.');
}

const core = 'tag:yaml.org,2002:';

function tagged(node: Node, value: Json): Json {
  if (isShortForm(node.tag)) return longForm(node.tag, value);
  const tag = node.tag?.startsWith(core) ? node.tag.slice(core.length) : undefined;
  if (node.tag === undefined || ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].includes(tag ?? ''))
    return value;
  throw formatError(`the YAML tag ${node.tag} is not supported`);
}

function isShortForm(tag: string | undefined): tag is `!${string}` {
  return tag !== undefined && /^![A-Za-z]/.test(tag);
}

/** `!Ref x` is `{ Ref: x }`, `!GetAtt a.b.c` is `{ 'Fn::GetAtt': ['a', 'b.c'] }`, any other is `Fn::` and its name. */
function longForm(tag: string, value: Json): Json {
  const name = tag.slice(1);
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name !== 'GetAtt' || typeof value !== 'string') return { [`Fn::${name}`]: value };
  const dot = value.indexOf('.');
  return { 'Fn::GetAtt': dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)] };
}

function scalarOf(node: Scalar): Json {
  const text = typeof node.value === 'string' ? node.value : '';
  // What follows a function's tag is its argument, which is a text or a list: `!Ref 1` names "1".
  if (node.type !== Scalar.PLAIN || node.tag === `${core}str` || isShortForm(node.tag)) return text;
  if (/^(?:|~|null|Null|NULL)$/.test(text)) return null;
  if (/^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/.test(text)) return true;
  if (/^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(text)) return false;
  const number = Number(text);
  return Number.isFinite(number) && String(number) === text ? number : text;
}
