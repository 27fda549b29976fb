import type { Json } from '../template.ts';
import { formatError, validationError } from './errors.ts';
import { parseYaml } from './parse-yaml.ts';

/** The largest template that is read, as from a bucket; inline ones have a lower bound, which the API checks. */
export const templateBytesMax = 1_000_000;
/** Lists and objects within each other. */
export const nestingMax = 100;

/**
 * The value that the text of a template stands for; JSON when it begins with a brace, YAML otherwise. A number that would
 * be written otherwise than in the text (`010`, `1.10`, `12345678901234567890`) stays a text.
 * @throws ServiceError ValidationError when it is too long, nested too deeply, not well-formed, or has a null in it
 */
export function parseTemplateText(text: string): Json {
  if (Buffer.byteLength(text) > templateBytesMax)
    throw validationError(
      `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${templateBytesMax}`,
    );
  try {
    const value = /^\uFEFF?\s*\{/.test(text) ? parseJson(text) : parseYaml(text);
    refuseNull(value, [], 0);
    return value;
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep();
    throw error;
  }
}

function parseJson(text: string): Json {
  try {
    // A member of the value of JSON.parse is a value of JSON.
    return JSON.parse(text.replace(/^\uFEFF/, ''), keepSource) as Json;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const place = /\(line (\d+) column (\d+)\)/.exec(error.message);
    const [line, column] = place === null ? endOf(text) : [place[1], place[2]];
    throw formatError(`JSON not well-formed. (line ${line}, column ${column})`);
  }
}

/** The third argument is not in the library's types yet. */
function keepSource(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined) return value;
  return String(value) === context.source ? value : context.source;
}

function endOf(text: string): [number, number] {
  const lines = text.split('\n');
  return [lines.length, (lines.at(-1)?.length ?? 0) + 1];
}

function refuseNull(value: Json, path: readonly string[], depth: number): void {
  if (value === null) throw formatError(`[/${path.join('/')}] 'null' values are not allowed in templates`);
  if (typeof value !== 'object') return;
  if (depth >= nestingMax) throw tooDeep();
  for (const [name, item] of Object.entries(value)) refuseNull(item, [...path, name], depth + 1);
}

function tooDeep(): Error {
  return formatError(`values are nested deeper than ${nestingMax} levels`);
}
