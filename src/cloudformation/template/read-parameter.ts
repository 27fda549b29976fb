import { patternCharactersMax } from '../../model/foreign-pattern.ts';
import type { Json, JsonObject, ParameterDeclaration } from '../template.ts';
import { formatError } from './errors.ts';
import { isList, member, scalarText } from './json.ts';
import { parameterType } from './parameter-types.ts';
import { objectOf, optional, refuseOthers, textOf } from './sections.ts';

const members = [
  'Type',
  'Default',
  'AllowedValues',
  'AllowedPattern',
  'ConstraintDescription',
  'Description',
  'MinLength',
  'MaxLength',
  'MinValue',
  'MaxValue',
  'NoEcho',
];

/** @throws ServiceError ValidationError */
export function readParameter(name: string, json: Json): ParameterDeclaration {
  const object = objectOf('Parameters', json);
  refuseOthers(object, members, 'parameter');
  const type = textOf(object, 'Type');
  if (type === undefined) throw formatError('Every Parameters object must contain a Type member.');
  const known = parameterType(type);
  if (known === undefined) throw formatError(`Unrecognized parameter type: ${type}`);
  const isText = !known.isNumber && !known.isList;
  return {
    type,
    noEcho: booleanOf(object, 'NoEcho'),
    ...optional('default', textOf(object, 'Default')),
    ...optional('allowedValues', textsOf(object, 'AllowedValues')),
    ...optional('allowedPattern', patternOf(name, object)),
    ...optional('constraintDescription', textOf(object, 'ConstraintDescription')),
    ...optional('description', textOf(object, 'Description')),
    ...optional('minLength', numberOf(name, object, 'MinLength', isText)),
    ...optional('maxLength', numberOf(name, object, 'MaxLength', isText)),
    ...optional('minValue', numberOf(name, object, 'MinValue', known.isNumber)),
    ...optional('maxValue', numberOf(name, object, 'MaxValue', known.isNumber)),
  };
}

function booleanOf(json: JsonObject, name: string): boolean {
  const text = textOf(json, name)?.toLowerCase();
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  throw formatError(`Every ${name} member must be true or false.`);
}

function textsOf(json: JsonObject, name: string): readonly string[] | undefined {
  const value = member(json, name);
  if (value === undefined) return undefined;
  const texts = isList(value) ? value.map(scalarText) : [];
  const known = texts.filter((text) => text !== undefined);
  if (known.length === 0 || known.length < texts.length)
    throw formatError(`Every ${name} value must be a list of strings.`);
  return known;
}

function numberOf(parameter: string, json: JsonObject, name: string, applies: boolean): number | undefined {
  const text = textOf(json, name);
  if (text === undefined) return undefined;
  if (!applies) throw formatError(`${name} cannot be applied to the type of parameter '${parameter}'.`);
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw formatError(`Every ${name} member must be a number.`);
  return value;
}

function patternOf(name: string, json: JsonObject): string | undefined {
  const pattern = textOf(json, 'AllowedPattern');
  if (pattern === undefined) return undefined;
  if (pattern.length > patternCharactersMax)
    throw formatError(
      `AllowedPattern of parameter '${name}' has more than ${patternCharactersMax} characters.`,
    );
  try {
    new RegExp(pattern);
    return pattern;
  } catch {
    throw formatError(`AllowedPattern of parameter '${name}' is not a regular expression: ${pattern}`);
  }
}
