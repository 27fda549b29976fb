import { ServiceError } from '../../model/errors.ts';
import type { Tag } from '../../model/owned.ts';
import { anyCharacter, anyRun, compileGlob, type GlobToken } from '../../policy/matching/glob.ts';

/** A filter as the SDKs state it: names and, for each, the values that will do. */
export interface Filter {
  readonly Name?: string | undefined;
  readonly Values?: readonly string[] | undefined;
}

/** What can be filtered by. A field may give several values (one match is enough) or none (it never matches). */
export interface FilterTable<T> {
  readonly fields: Readonly<Record<string, (record: T) => FieldValue>>;
  /** Where `tag:<key>` and `tag-key` look; left out when the operation has no tag filters. */
  readonly tags?: (record: T) => readonly Tag[];
  /** What an unknown filter is refused with; `InvalidParameterValue` when left out. */
  readonly unknownCode?: 'InvalidFilter';
}

type FieldValue = string | number | boolean | undefined | readonly (string | undefined)[];

/** The most values that one request may filter by. */
const filterValuesMax = 200;

/**
 * The records that pass every filter; a filter passes when one of its values does. `*` stands for any text,
 * `?` for any one character (UTF-16 unit, as in policies), a backslash takes the next character as it is. Case matters.
 * @throws ServiceError for a filter that the table does not know, `InvalidParameterValue` for one without values,
 *   `FilterLimitExceeded`
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
 */
export function matchFilters<T>(
  records: Iterable<T>,
  filters: readonly Filter[] | undefined,
  table: FilterTable<T>,
): T[] {
  const tests = compile(filters ?? [], table);
  return [...records].filter((record) => tests.every((test) => test(record)));
}

function compile<T>(filters: readonly Filter[], table: FilterTable<T>): ((record: T) => boolean)[] {
  const count = filters.reduce((sum, filter) => sum + (filter.Values?.length ?? 0), 0);
  if (count > filterValuesMax) {
    const message = `The maximum number of filter values specified on a single call is ${filterValuesMax}`;
    throw new ServiceError('FilterLimitExceeded', message);
  }
  return filters.map((filter) => {
    const field = fieldOf(filter.Name ?? '', table);
    const values = filter.Values ?? [];
    if (values.length === 0) {
      const message = `The filter '${filter.Name}' has no values. Give at least one.`;
      throw new ServiceError('InvalidParameterValue', message);
    }
    const patterns = values.map(pattern);
    return (record) => texts(field(record)).some((text) => patterns.some((matches) => matches(text)));
  });
}

function fieldOf<T>(name: string, table: FilterTable<T>): (record: T) => FieldValue {
  const { fields, tags, unknownCode = 'InvalidParameterValue' } = table;
  if (tags && name === 'tag-key') return (record) => tags(record).map((tag) => tag.key);
  if (tags && name.startsWith('tag:')) {
    const key = name.slice('tag:'.length);
    return (record) => tags(record).find((tag) => tag.key === key)?.value;
  }
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!field) throw new ServiceError(unknownCode, `The filter '${name}' is invalid`);
  return field;
}

function texts(value: FieldValue): readonly string[] {
  if (value === undefined) return [];
  if (typeof value !== 'object') return [String(value)];
  return value.filter((text) => text !== undefined);
}

/** A matcher for one wildcard pattern, in time that grows with the text and not with text times pattern. */
function pattern(value: string): (text: string) => boolean {
  if (!/[*?\\]/.test(value)) return (text) => text === value;
  const glob = compileGlob(tokens(value));
  return (text) => glob.matches(text);
}

function tokens(value: string): GlobToken[] {
  const result: GlobToken[] = [];
  const characters = [...value];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? '';
    if (character === '\\' && at + 1 < characters.length) result.push(characters[++at] ?? '');
    else if (character === '*') result.push(anyRun);
    else result.push(character === '?' ? anyCharacter : character);
  }
  return result;
}
