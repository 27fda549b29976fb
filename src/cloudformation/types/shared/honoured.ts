import type { Only } from '../../resource-type.ts';
import type { Json, JsonObject } from '../../template.ts';

/**
 * Paths of what is given and not honoured, each once, to the first name that is not. What a function of the template will
 * give is taken as one value.
 * @param type its honours and what may be stated with one value only, as in `ResourceType`
 */
export function unhonoured(type: Honouring, properties: JsonObject): readonly string[] {
  return [...new Set(pathsIn(properties, '', type))];
}

export interface Honouring {
  readonly honours: readonly string[];
  readonly only?: Only;
}

function* pathsIn(value: Json, path: string, type: Honouring): Iterable<string> {
  const { honours, only = {} } = type;
  if (path !== '' && honours.includes(path)) return;
  if (Object.hasOwn(only, path)) {
    if (!isAnyFunction(value) && !isWord(value, only[path])) yield path;
    return;
  }
  const inside = [...honours, ...Object.keys(only)].some(
    (each) => path === '' || each.startsWith(`${path}.`),
  );
  if (!inside) {
    // Which branch it takes, and whether that is a value at all, is looked at again when it is known.
    if (!isChoice(value)) yield path;
  } else if (Array.isArray(value)) {
    // Array.isArray forgets what the elements are.
    for (const element of value as readonly Json[]) yield* pathsIn(element, path, type);
  } else if (typeof value === 'object' && value !== null && !isFunction(value as JsonObject)) {
    for (const [name, each] of Object.entries(value as JsonObject)) {
      yield* pathsIn(each, path === '' ? name : `${path}.${name}`, type);
    }
  }
}

/** Templates may write numbers and truth values as text. */
function isWord(value: Json, word: Only[string] | undefined): boolean {
  return typeof value !== 'object' && String(value).toLowerCase() === String(word).toLowerCase();
}

function isAnyFunction(value: Json): boolean {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && isFunction(value as JsonObject)
  );
}

function isFunction(value: JsonObject): boolean {
  const names = Object.keys(value);
  return names.length === 1 && /^(?:Ref$|Fn::)/.test(names[0] ?? '');
}

function isChoice(value: Json): boolean {
  return typeof value === 'object' && value !== null && 'Fn::If' in value;
}
