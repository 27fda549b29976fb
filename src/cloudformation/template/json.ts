import type { Json, JsonObject } from '../template.ts';

/** Whether it is an object, and neither a list nor null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether it is a list. `Array.isArray` alone does not tell read-only lists from objects. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** A text, number or boolean as a text; templates use them for each other. @returns undefined for anything else */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A member that the object has itself: `member(o, 'constructor')` is undefined unless the template says so. */
export function member(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
