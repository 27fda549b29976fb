/** What a function looks like in a template, and what its arguments must look like before anything is computed. */
import type { Json, JsonObject } from '../template.ts';
import { templateError } from './errors.ts';
import { isList, isObject, scalarText } from './json.ts';
import { subVariables } from './sub-text.ts';

/** Functions that stand for a value. */
const valueFunctions = [
  'Ref',
  'Fn::Base64',
  'Fn::Cidr',
  'Fn::FindInMap',
  'Fn::GetAtt',
  'Fn::GetAZs',
  'Fn::If',
  'Fn::ImportValue',
  'Fn::Join',
  'Fn::Select',
  'Fn::Split',
  'Fn::Sub',
] as const;
/** Functions that stand for true or false; in conditions and rules only. */
const booleanFunctions = [
  'Condition',
  'Fn::And',
  'Fn::Contains',
  'Fn::EachMemberEquals',
  'Fn::EachMemberIn',
  'Fn::Equals',
  'Fn::Not',
  'Fn::Or',
] as const;

export type ValueFunction = (typeof valueFunctions)[number];
export type BooleanFunction = (typeof booleanFunctions)[number];
export type FunctionName = ValueFunction | BooleanFunction;

/** Where an expression stands, which decides what may be in it. */
export type Place = 'Resources' | 'Outputs' | 'Conditions' | 'Rules';

const places: Readonly<Record<BooleanFunction, readonly Place[]>> = {
  Condition: ['Conditions'],
  'Fn::And': ['Conditions', 'Rules'],
  'Fn::Contains': ['Rules'],
  'Fn::EachMemberEquals': ['Rules'],
  'Fn::EachMemberIn': ['Rules'],
  'Fn::Equals': ['Conditions', 'Rules'],
  'Fn::Not': ['Conditions', 'Rules'],
  'Fn::Or': ['Conditions', 'Rules'],
};

export interface FunctionCall {
  readonly name: FunctionName;
  readonly argument: Json;
}

/**
 * The function that the object stands for, if it is one. `Condition` is one in conditions only; elsewhere it is a word
 * of policies.
 * @throws ServiceError ValidationError when it looks like a function and is none that is supported there
 */
export function functionOf(json: JsonObject, place: Place): FunctionCall | undefined {
  const names = Object.keys(json);
  const name = names.find((key) => key === 'Ref' || key.startsWith('Fn::'));
  const only = names.length === 1 ? names[0] : undefined;
  if (only === 'Condition' && place === 'Conditions') return { name: only, argument: json[only] ?? null };
  if (name === undefined || (name === 'Ref' && only === undefined)) return undefined;
  if (only === undefined) throw templateError(`${name} must be the only member of its object`);
  return { name: supported(only, place), argument: argumentOf(only, json[only] ?? null) };
}

/** `Fn::GetAtt` may also be written as a text, `Name.Attribute`. */
function argumentOf(name: string, argument: Json): Json {
  if (name !== 'Fn::GetAtt' || typeof argument !== 'string' || !argument.includes('.')) return argument;
  const dot = argument.indexOf('.');
  return [argument.slice(0, dot), argument.slice(dot + 1)];
}

/** What the function stands for: true or false. */
export function isBoolean(name: FunctionName): name is BooleanFunction {
  return (booleanFunctions as readonly string[]).includes(name);
}

function supported(name: string, place: Place): FunctionName {
  const value = valueFunctions.find((known) => known === name);
  if (value !== undefined) return value;
  const boolean = booleanFunctions.find((known) => known === name);
  if (boolean === undefined || boolean === 'Condition') throw unsupported(name);
  if (places[boolean].includes(place)) return boolean;
  throw templateError(`${name} can only be used in the ${places[boolean].join(' and ')} of a template`);
}

function unsupported(name: string): Error {
  if (name === 'Fn::Transform') return templateError('Fn::Transform is not supported; expand macros before');
  if (/^Fn::(?:ForEach|Length|ToJsonString)/.test(name))
    return templateError(`${name} needs the transform AWS::LanguageExtensions, which is not supported`);
  if (['Fn::RefAll', 'Fn::ValueOf', 'Fn::ValueOfAll'].includes(name))
    return templateError(`${name} is not supported`);
  const known = [...valueFunctions, ...booleanFunctions].join(', ');
  return templateError(`Encountered unsupported function: ${name} Supported functions are: [${known}]`);
}

const joinShape =
  'every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.';
const splitShape =
  'every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.';
const subShape =
  "One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string";
const mapShape =
  'every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value';
const attributeShape =
  'every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute';
const cidrShape =
  'every Fn::Cidr object requires three parameters, the address block, the number of subnets (1 to 256) and the number of subnet bits';
const selectShape = 'Fn::Select requires a list argument with two elements: an integer index and a list';

/** What AWS says of an argument of the wrong shape, by function; also of one that a function computes. */
export const shapes: Readonly<Record<FunctionName, string>> = {
  Ref: 'All References must be of type string',
  Condition: 'Every Condition member must be a string.',
  'Fn::And': 'every Fn::And object requires a list of at least 2 and at most 10 boolean parameters.',
  'Fn::Base64': 'every Fn::Base64 object must have a String-typed value.',
  'Fn::Cidr': cidrShape,
  'Fn::Contains': 'every Fn::Contains object requires a list of strings and a string',
  'Fn::EachMemberEquals': 'every Fn::EachMemberEquals object requires a list of strings and a string',
  'Fn::EachMemberIn': 'every Fn::EachMemberIn object requires two lists of strings',
  'Fn::Equals': 'every Fn::Equals object requires a list of 2 string parameters.',
  'Fn::FindInMap': mapShape,
  'Fn::GetAtt': attributeShape,
  'Fn::GetAZs': 'every Fn::GetAZs object must have a String-typed value.',
  'Fn::If': 'Fn::If requires a list argument with three elements',
  'Fn::ImportValue': 'every Fn::ImportValue object must have a String-typed value.',
  'Fn::Join': joinShape,
  'Fn::Not': 'every Fn::Not object requires one boolean parameter.',
  'Fn::Or': 'every Fn::Or object requires a list of at least 2 and at most 10 boolean parameters.',
  'Fn::Select': selectShape,
  'Fn::Split': splitShape,
  'Fn::Sub': subShape,
};

/** @throws ServiceError ValidationError when the argument cannot be right, whatever functions in it stand for */
export function checkArgument({ name, argument }: FunctionCall): void {
  if (!hasShape(name, argument)) throw templateError(shapes[name]);
}

function hasShape(name: FunctionName, argument: Json): boolean {
  const list = isList(argument) ? argument : undefined;
  switch (name) {
    case 'Ref':
    case 'Condition':
      return isText(argument);
    case 'Fn::Base64':
    case 'Fn::GetAZs':
    case 'Fn::ImportValue':
      return isText(argument) || isObject(argument);
    case 'Fn::And':
    case 'Fn::Or':
      return list !== undefined && list.length >= 2 && list.length <= 10 && list.every(isObject);
    case 'Fn::Not':
      return list?.length === 1 && isObject(list[0]);
    case 'Fn::Contains':
    case 'Fn::EachMemberEquals':
    case 'Fn::EachMemberIn':
    case 'Fn::Equals':
    case 'Fn::Join':
    case 'Fn::Select':
    case 'Fn::Split':
      return list?.length === 2;
    case 'Fn::Cidr':
    case 'Fn::FindInMap':
      return list?.length === 3;
    case 'Fn::If':
      return list?.length === 3 && isText(list[0]);
    case 'Fn::GetAtt':
      return list?.length === 2 && list.every((part) => isText(part) && part !== '');
    case 'Fn::Sub':
      return hasSubShape(argument);
  }
}

function hasSubShape(argument: Json): boolean {
  if (!isList(argument)) return isText(argument) && subVariables(String(argument)).length >= 0;
  const [text, variables] = argument;
  if (argument.length !== 2 || !isText(text) || !isObject(variables)) return false;
  if (Object.keys(variables).some((name) => !/^[A-Za-z0-9_]+$/.test(name)))
    throw templateError(
      'every key of the context object of every Fn::Sub object must contain only alphanumeric characters and underscores',
    );
  return subVariables(String(text)).length >= 0;
}

function isText(json: Json | undefined): json is string | number | boolean {
  return scalarText(json) !== undefined;
}
