/** Filters of parameters. @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html */
import type { ParameterStringFilter } from '@aws-sdk/client-ssm';
import { ServiceError } from '../../../model/errors.ts';
import { levelsAbove } from '../../../model/parameter-resources.ts';
import type { OperationContext } from '../../operation.ts';
import { latestOf, type Selected, versionsOf } from './parameters.ts';
import { managedKeyId } from './value.ts';

/** Whether a parameter passes; what is looked at is its latest version. */
type Filter = (selected: Selected) => boolean;

/** Keys by operation, without `tag:`. */
export const describedKeys = ['Name', 'Type', 'KeyId', 'Path', 'Tier', 'DataType'] as const;
export const pathKeys = ['Type', 'KeyId', 'Label'] as const;

const filtersMax = 10;
const valuesMax = 50;

/**
 * One predicate for all filters; each key may come once.
 * @param keys the keys of the operation; those that start with `tag:` are taken where `Name` is among them
 * @throws ServiceError `InvalidFilterKey`, `InvalidFilterOption`, `InvalidFilterValue`
 */
export function filterOf(
  context: OperationContext,
  filters: readonly ParameterStringFilter[] | undefined,
  keys: readonly string[],
): Filter {
  const given = filters ?? [];
  if (given.length > filtersMax)
    throw refuse('InvalidFilterKey', `At most ${filtersMax} filters can be given.`);
  const names = given.map(({ Key = '' }) => Key);
  const doubled = names.find((name, at) => names.indexOf(name) !== at);
  if (doubled !== undefined) throw refuse('InvalidFilterKey', `The filter key ${doubled} is given twice.`);
  const predicates = given.map((filter) => predicateOf(context, filter, keys));
  return (selected) => predicates.every((passes) => passes(selected));
}

function predicateOf(
  context: OperationContext,
  { Key: key = '', Option: option, Values: values = [] }: ParameterStringFilter,
  keys: readonly string[],
): Filter {
  const isTag = key.startsWith('tag:') && keys.includes('Name');
  if (!isTag && !keys.includes(key)) {
    throw refuse('InvalidFilterKey', `The filter key ${key} is not one of ${keys.join(', ')}.`);
  }
  if (values.length > valuesMax) throw refuse('InvalidFilterValue', `A filter can have ${valuesMax} values.`);
  if (values.length === 0 && !isTag) throw refuse('InvalidFilterValue', `The filter ${key} needs a value.`);
  if (key === 'Path') return byPath(option, values);
  if (key === 'Label') return byLabel(context, option, values);
  const compare = comparisonOf(key, option ?? 'Equals');
  const isOne = (text: string) => values.length === 0 || values.some((value) => compare(text, value));
  if (isTag) {
    const name = key.slice('tag:'.length);
    return ({ parameter }) => parameter.tags.some((tag) => tag.key === name && isOne(tag.value));
  }
  return (selected) => textsOf(key, selected).some(isOne);
}

/** What is compared under a key. */
function textsOf(key: string, { parameter, version }: Selected): readonly string[] {
  switch (key) {
    case 'Name':
      return [parameter.name];
    case 'Type':
      return [parameter.type];
    case 'KeyId':
      return parameter.type === 'SecureString' ? [managedKeyId] : [];
    case 'Tier':
      return [version.tier];
    default:
      return [version.dataType];
  }
}

function comparisonOf(key: string, option: string): (text: string, value: string) => boolean {
  if (option === 'Equals') return (text, value) => text === value;
  if (option === 'BeginsWith' && key !== 'DataType') return (text, value) => text.startsWith(value);
  if (option === 'Contains' && key === 'Name') return (text, value) => text.includes(value);
  throw refuse('InvalidFilterOption', `The filter option ${option} is not valid for the key ${key}.`);
}

function byPath(option = 'OneLevel', values: readonly string[]): Filter {
  if (option !== 'OneLevel' && option !== 'Recursive') {
    throw refuse('InvalidFilterOption', `The filter option ${option} is not valid for the key Path.`);
  }
  const paths = values.map((value) => (value.length > 1 ? value.replace(/\/$/, '') : value));
  const wrong = paths.find((path) => !path.startsWith('/'));
  if (wrong !== undefined) throw refuse('InvalidFilterValue', `The path ${wrong} must begin with a slash.`);
  return ({ parameter }) => {
    const levels = levelsAbove(parameter.name);
    const from = option === 'Recursive' ? levels : levels.slice(-1);
    return from.some((level) => paths.includes(level));
  };
}

function byLabel(context: OperationContext, option = 'Equals', values: readonly string[]): Filter {
  if (option !== 'Equals') {
    throw refuse('InvalidFilterOption', `The filter option ${option} is not valid for the key Label.`);
  }
  return ({ parameter }) =>
    versionsOf(context, parameter).some(({ labels }) => labels.some((label) => values.includes(label)));
}

/** The caller's parameters found under an index, each with its latest version, in the order of names. */
export function withLatest(
  context: OperationContext,
  index: 'owner' | 'level',
  value: string,
): readonly Selected[] {
  return context.resources
    .find('parameter', index, value)
    .map((parameter) => ({ parameter, version: latestOf(context, parameter) }));
}

function refuse(code: string, message: string): ServiceError {
  return new ServiceError(code, message);
}
