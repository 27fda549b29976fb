import type { Json, JsonObject } from '../../template.ts';

/**
 * Paths of what is given and not honoured, each once, to the first name that is not. What a function of the template will
 * give is taken as one value.
 * @param honours as in `ResourceType`
 */
export function unhonoured(honours: readonly string[], properties: JsonObject): readonly string[] {
  return [...new Set(pathsIn(properties, '', honours))];
}

function* pathsIn(value: Json, path: string, honours: readonly string[]): Iterable<string> {
  if (path !== '' && honours.includes(path)) return;
  const inside = honours.some((each) => path === '' || each.startsWith(`${path}.`));
  if (!inside) {
    // Which branch it takes, and whether that is a value at all, is looked at again when it is known.
    if (!isChoice(value)) yield path;
  } else if (Array.isArray(value)) {
    // Array.isArray forgets what the elements are.
    for (const element of value as readonly Json[]) yield* pathsIn(element, path, honours);
  } else if (typeof value === 'object' && value !== null && !isFunction(value as JsonObject)) {
    for (const [name, each] of Object.entries(value as JsonObject)) {
      yield* pathsIn(each, path === '' ? name : `${path}.${name}`, honours);
    }
  }
}

function isFunction(value: JsonObject): boolean {
  const names = Object.keys(value);
  return names.length === 1 && /^(?:Ref$|Fn::)/.test(names[0] ?? '');
}

function isChoice(value: Json): boolean {
  return typeof value === 'object' && value !== null && 'Fn::If' in value;
}
