/** One function each of those that stand for a value. */
import type { Json } from '../template.ts';
import { spend } from './budget.ts';
import { cidrBlocks } from './cidr.ts';
import { formatError, templateError } from './errors.ts';
import { checkArgument, type FunctionCall, type FunctionName, shapes } from './functions.ts';
import { isList, isObject, member } from './json.ts';
import { isPseudoParameter, type PseudoParameter } from './pseudo-parameters.ts';
import { subReference } from './references.ts';
import type { Scope } from './scope.ts';
import { subParts } from './sub-text.ts';
import { isValueList, joinTexts, textValue, Unknown, type Value } from './value.ts';

/** Computes an argument. */
export type Evaluate = (json: Json) => Value | undefined;

/**
 * @returns undefined for `AWS::NoValue`
 * @throws ServiceError ValidationError, and what the look-ups throw
 */
export function evaluateFunction(call: FunctionCall, scope: Scope, evaluate: Evaluate): Value | undefined {
  checkArgument(call);
  const { name, argument } = call;
  const list = isList(argument) ? argument : [argument];
  switch (name) {
    case 'Ref':
      return ref(String(argument), scope);
    case 'Fn::GetAtt':
      return attribute(String(list[0]), String(list[1]), scope);
    case 'Fn::If':
      return evaluate((conditionHolds(String(list[0]), scope) ? list[1] : list[2]) ?? '');
    case 'Fn::Sub':
      return sub(list, scope, evaluate);
    case 'Fn::Join':
      return join(list.map(evaluate), scope);
    case 'Fn::Select':
      return select(list.map(evaluate));
    case 'Fn::Split':
      return split(list.map(evaluate), scope);
    case 'Fn::FindInMap':
      return findInMap(list.map(evaluate), scope);
    case 'Fn::Base64':
      return ofText(name, evaluate(argument), (text) => {
        spend(scope, text.length);
        return Buffer.from(text).toString('base64');
      });
    case 'Fn::Cidr':
      return cidr(list.map(evaluate), scope);
    case 'Fn::GetAZs':
      return ofText(name, evaluate(argument), (text) =>
        scope.lookups.zones(text === '' ? scope.stack.region : text),
      );
    case 'Fn::ImportValue':
      return ofText(name, evaluate(argument), (text) => scope.lookups.importValue(text));
    default:
      throw templateError(`${name} cannot be used in the place of a value`);
  }
}

function ref(name: string, scope: Scope): Value | undefined {
  if (isPseudoParameter(name)) return pseudoParameter(name, scope);
  return scope.parameters.get(name) ?? scope.lookups.ref(present(name, scope));
}

function pseudoParameter(name: PseudoParameter, { stack }: Scope): Value | undefined {
  switch (name) {
    case 'AWS::AccountId':
      return stack.accountId;
    case 'AWS::NoValue':
      return undefined;
    case 'AWS::NotificationARNs':
      return stack.notificationArns;
    case 'AWS::Partition':
      return stack.partition;
    case 'AWS::Region':
      return stack.region;
    case 'AWS::StackId':
      return stack.stackId;
    case 'AWS::StackName':
      return stack.stackName;
    case 'AWS::URLSuffix':
      return stack.urlSuffix;
  }
}

function attribute(name: string, path: string, scope: Scope): Value {
  return scope.lookups.attribute(present(name, scope), path);
}

/** The resource is in the template, but its condition may not hold. */
function present(name: string, scope: Scope): string {
  const condition = scope.template.resources.get(name)?.condition;
  if (condition === undefined || scope.conditions.get(condition) === true) return name;
  throw formatError(`Unresolved resource dependencies [${name}] in the Resources block of the template`);
}

function conditionHolds(name: string, scope: Scope): boolean {
  const holds = scope.conditions.get(name);
  if (holds === undefined) throw templateError(`unresolved condition dependency ${name} in Fn::If`);
  return holds;
}

function sub(list: readonly Json[], scope: Scope, evaluate: Evaluate): string | Unknown {
  const own = isObject(list[1]) ? list[1] : {};
  const texts = subParts(String(list[0])).map((part) => {
    if ('text' in part) return part.text;
    const given = member(own, part.variable);
    const text = textValue(given === undefined ? variable(part.variable, scope) : evaluate(given));
    if (text !== undefined) return text;
    throw templateError(`variable ${part.variable} in Fn::Sub expression does not resolve to a string`);
  });
  return joined(texts, '', scope);
}

function variable(name: string, scope: Scope): Value | undefined {
  const reference = subReference(name);
  return reference.kind === 'attribute'
    ? attribute(reference.name, reference.attribute, scope)
    : ref(name, scope);
}

function join([delimiter, items]: readonly (Value | undefined)[], scope: Scope): Value {
  if (items instanceof Unknown) return new Unknown();
  if (isValueList(items)) spend(scope, items.length);
  const texts = isValueList(items) ? items.map(textValue) : [undefined];
  const known = texts.filter((text) => text !== undefined);
  if (typeof delimiter !== 'string' || known.length < texts.length) throw wrong('Fn::Join');
  return joined(known, delimiter, scope);
}

function joined(texts: readonly (string | Unknown)[], delimiter: string, scope: Scope): string | Unknown {
  const text = joinTexts(texts, delimiter);
  spend(scope, text instanceof Unknown ? text.text.length : text.length);
  return text;
}

function select([index, items]: readonly (Value | undefined)[]): Value {
  if (index instanceof Unknown || items instanceof Unknown) return new Unknown();
  const text = textValue(index);
  if (typeof text !== 'string' || !/^-?\d{1,9}$/.test(text) || !isValueList(items)) throw wrong('Fn::Select');
  const item = items[Number(text)];
  if (item !== undefined) return item;
  throw templateError(`Fn::Select cannot select nonexistent value at index ${text}`);
}

function split([delimiter, source]: readonly (Value | undefined)[], scope: Scope): Value {
  const text = textValue(source);
  if (typeof text === 'string') spend(scope, text.length);
  if (typeof delimiter !== 'string' || delimiter === '' || text === undefined) throw wrong('Fn::Split');
  return text instanceof Unknown ? new Unknown() : text.split(delimiter);
}

function findInMap(keys: readonly (Value | undefined)[], { template }: Scope): Value {
  const texts = keys.map(textValue);
  if (texts.some((text) => text instanceof Unknown)) throw wrong('Fn::FindInMap');
  const [name, key, attribute] = texts.map((text) => {
    if (typeof text === 'string') return text;
    throw wrong('Fn::FindInMap');
  });
  const mapping = template.mappings.get(name ?? '');
  if (mapping === undefined)
    throw templateError(`Mapping named '${name}' is not present in the 'Mappings' section of template.`);
  const attributes = member(mapping, key ?? '');
  const value = isObject(attributes) ? member(attributes, attribute ?? '') : undefined;
  if (value === undefined) throw templateError(`Unable to get mapping for ${name}::${key}::${attribute}`);
  return value;
}

/** Characters of a block of IPv6, the longest. */
const blockCharacters = 43;

function cidr(values: readonly (Value | undefined)[], scope: Scope): Value {
  const [block, count, bits] = values.map(textValue);
  if (block instanceof Unknown || count instanceof Unknown || bits instanceof Unknown) return new Unknown();
  if (block === undefined || count === undefined || bits === undefined) throw wrong('Fn::Cidr');
  if (![count, bits].every((text) => /^\d{1,3}$/.test(text))) throw wrong('Fn::Cidr');
  spend(scope, Number(count) * blockCharacters);
  return cidrBlocks(block, Number(count), Number(bits));
}

/** Of a text, or unknown of one that is not known. */
function ofText(name: FunctionName, value: Value | undefined, compute: (text: string) => Value): Value {
  const text = textValue(value);
  if (text === undefined) throw wrong(name);
  return text instanceof Unknown ? new Unknown() : compute(text);
}

function wrong(name: FunctionName): Error {
  return templateError(shapes[name]);
}
