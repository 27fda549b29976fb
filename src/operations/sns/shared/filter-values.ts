/** What of a message filter policies look at. */
import type { MessageAttribute } from '../../../model/notification-resources.ts';

export type FilterValue = string | number | boolean | null;

/** Values by path, the parts of which are joined by line feeds. A key without values that can match has an empty list. */
export type FilterValues = ReadonlyMap<string, readonly FilterValue[]>;

/** Levels of a body that are looked at. */
const depthMax = 32;

/** The attributes of a message. Binary ones match nothing but that they exist. */
export function valuesInAttributes(attributes: Readonly<Record<string, MessageAttribute>>): FilterValues {
  return new Map(Object.entries(attributes).map(([name, attribute]) => [name, valuesOf(attribute)]));
}

function valuesOf({ dataType, value }: MessageAttribute): readonly FilterValue[] {
  if (dataType.startsWith('Number')) return [Number(value)];
  if (dataType.startsWith('String.Array')) {
    const list = parse(value);
    return Array.isArray(list) ? list.filter(isSimple) : [];
  }
  return dataType.startsWith('String') ? [value] : [];
}

/** The properties of a body; undefined when it is no JSON object. */
export function valuesInBody(message: string): FilterValues | undefined {
  const body = parse(message);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const found = new Map<string, FilterValue[]>();
  collect(body, [], found);
  return found;
}

function collect(value: object, path: readonly string[], found: Map<string, FilterValue[]>): void {
  if (path.length >= depthMax) return;
  for (const [name, inner] of Object.entries(value)) {
    const below = [...path, name];
    const key = below.join('\n');
    // A list stands for each of its items.
    for (const item of Array.isArray(inner) ? inner.flat(depthMax) : [inner]) {
      if (isSimple(item)) found.set(key, [...(found.get(key) ?? []), item]);
      else if (typeof item === 'object') collect(item, below, found);
    }
  }
}

function isSimple(value: unknown): value is FilterValue {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
