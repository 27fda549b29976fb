/** What expressions stand for: JSON in which something may not be known before the stack has been changed. */
import type { Json } from '../template.ts';
import { templateError } from './errors.ts';

/** How CloudFormation shows what is not known yet. */
export const knownAfterApply = '{{changeSet:KNOWN_AFTER_APPLY}}';

/** A value that only making or changing a resource tells, or a text with one in it. */
export class Unknown {
  /** As change sets show it, with `knownAfterApply` where something is not known. */
  readonly text: string;

  constructor(text: string = knownAfterApply) {
    this.text = text;
  }
}

export type Value = null | boolean | number | string | Unknown | readonly Value[] | ValueObject;
export type ValueObject = { readonly [name: string]: Value };

/** Whether it is an object, and neither a list nor null nor unknown. */
export function isValueObject(value: Value | undefined): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unknown);
}

export function isValueList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** Whether nothing in it is unknown. */
export function isKnown(value: Value): value is Json {
  if (value instanceof Unknown) return false;
  if (isValueList(value)) return value.every(isKnown);
  return !isValueObject(value) || Object.values(value).every(isKnown);
}

/** The value as it is shown: a text in place of each part that is not known. */
export function shown(value: Value): Json {
  if (value instanceof Unknown) return value.text;
  if (isValueList(value)) return value.map(shown);
  if (!isValueObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shown(item)]));
}

/** A text, or what is not known and may become one; numbers and booleans are written out. @returns undefined for others */
export function textValue(value: Value | undefined): string | Unknown | undefined {
  if (value instanceof Unknown || typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Characters that a computed text, or the properties of one resource together, may have; parameters can be repeated. */
export const computedCharactersMax = 262_144;

/**
 * The texts one after another; not known if one of them is not.
 * @throws ServiceError ValidationError when it would have more than `computedCharactersMax` characters
 */
export function joinTexts(texts: readonly (string | Unknown)[], delimiter: string): string | Unknown {
  const written = texts.map((text) => (text instanceof Unknown ? text.text : text));
  const length = written.reduce((sum, text) => sum + text.length + delimiter.length, 0);
  if (length > computedCharactersMax + delimiter.length)
    throw templateError(`a text must not have more than ${computedCharactersMax} characters`);
  const joined = written.join(delimiter);
  return texts.some((text) => text instanceof Unknown) ? new Unknown(joined) : joined;
}

/** The characters of all texts and names in it. */
export function charactersOf(value: Value): number {
  if (value instanceof Unknown) return value.text.length;
  if (typeof value === 'string') return value.length;
  if (isValueList(value)) return value.reduce((sum: number, item) => sum + charactersOf(item), 0);
  if (!isValueObject(value)) return 0;
  return Object.entries(value).reduce((sum, [name, item]) => sum + name.length + charactersOf(item), 0);
}
