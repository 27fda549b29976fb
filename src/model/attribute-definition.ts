/** Attributes of load balancing: texts under keys, each with a default, a set of values and maybe a condition. */
import { ServiceError } from './errors.ts';
import type { AttributeValues } from './load-balancing-resources.ts';

/** An attribute that records of type `R` may have. */
export interface AttributeDefinition<R> {
  readonly key: string;
  /** The value while none was set; it may depend on the record. */
  readonly defaultOf: (record: R) => string;
  /** In words, what values there are, for messages: `true or false`. */
  readonly values: string;
  readonly isValue: (value: string) => boolean;
  /** Whether the record can have the attribute at all; all can when left out. */
  readonly appliesTo?: (record: R) => boolean;
  /** Whether other values than the default are given effect. Without, setting them is refused. */
  readonly hasEffect: boolean;
}

/** An attribute as a request gives it. */
export interface GivenAttribute {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

interface WithAttributes {
  readonly attributes: AttributeValues;
}

/** The value of the attribute: what was set, or the default. */
export function attributeOf<R extends WithAttributes>(definition: AttributeDefinition<R>, record: R): string {
  return record.attributes[definition.key] ?? definition.defaultOf(record);
}

/** All attributes that the record has, in the order of the table. */
export function describeAttributes<R extends WithAttributes>(
  table: readonly AttributeDefinition<R>[],
  record: R,
): { readonly Key: string; readonly Value: string }[] {
  return table
    .filter((definition) => applies(definition, record))
    .map((definition) => ({ Key: definition.key, Value: attributeOf(definition, record) }));
}

/**
 * The record's attributes with those given set. What belongs together is for the caller to check on the result.
 * @param noun what the record is, for messages: `target group`
 * @throws ServiceError `ValidationError` for a value that is none or a key given twice, `InvalidConfigurationRequest`
 *   for a key that is none of the record's or a value that has no effect here
 */
export function withAttributes<R extends WithAttributes>(
  noun: string,
  table: readonly AttributeDefinition<R>[],
  record: R,
  given: readonly GivenAttribute[],
): AttributeValues {
  const keys = given.map(({ Key = '' }) => Key);
  const twice = keys.find((key, at) => keys.indexOf(key) !== at);
  if (twice !== undefined) {
    throw new ServiceError(
      'ValidationError',
      `The ${noun} attribute '${twice}' was specified more than once`,
    );
  }
  const set = given.map(
    ({ Key = '', Value = '' }) => [Key, checked(noun, table, record, Key, Value)] as const,
  );
  return { ...record.attributes, ...Object.fromEntries(set) };
}

function checked<R extends WithAttributes>(
  noun: string,
  table: readonly AttributeDefinition<R>[],
  record: R,
  key: string,
  value: string,
): string {
  const definition = table.find((candidate) => candidate.key === key);
  const about = `${noun[0]?.toUpperCase()}${noun.slice(1)} attribute`;
  if (!definition) {
    throw new ServiceError('InvalidConfigurationRequest', `${about} key '${key}' is not recognized`);
  }
  if (!applies(definition, record)) {
    const message = `${about} key '${key}' is not supported on this ${noun}: its protocol or type does not have it`;
    throw new ServiceError('InvalidConfigurationRequest', message);
  }
  if (!definition.isValue(value)) {
    throw new ServiceError(
      'ValidationError',
      `The value of '${key}' must be ${definition.values}, not '${value}'`,
    );
  }
  if (definition.hasEffect || value === definition.defaultOf(record)) return value;
  const message = `Postern does not offer '${value}' for '${key}'. Use '${definition.defaultOf(record)}' or leave it out`;
  throw new ServiceError('InvalidConfigurationRequest', message);
}

function applies<R>({ appliesTo }: AttributeDefinition<R>, record: R): boolean {
  return appliesTo === undefined || appliesTo(record);
}

type Values = Pick<AttributeDefinition<never>, 'values' | 'isValue'>;

/** One of these words. */
export function oneOf(...words: readonly string[]): Values {
  return { values: words.map((word) => `'${word}'`).join(' or '), isValue: (value) => words.includes(value) };
}

export const trueOrFalse: Values = oneOf('true', 'false');

/** A whole number between these two, both inclusive; or one of the words. */
export function wholeNumber(min: number, max: number, ...words: readonly string[]): Values {
  const alternatives = words.map((word) => `'${word}' or `).join('');
  return {
    values: `${alternatives}between '${min}' and '${max}' inclusive`,
    isValue: (value) =>
      words.includes(value) || (/^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max),
  };
}
