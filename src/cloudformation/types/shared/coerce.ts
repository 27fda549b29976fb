import { ServiceError } from '../../../model/errors.ts';
import {
  type PropertyModel,
  type ResourceModel,
  resourceModels,
  type ValueType,
} from '../../resource-model.ts';
import type { Json, JsonObject } from '../../template.ts';

/**
 * Properties with each value of the type that the schema says, as CloudFormation brings them to it: `'80'` becomes 80 where
 * a number is wanted, 80 becomes `'80'` where a text is. Those of types without a schema are left as they are.
 * @param type as in a template, `AWS::EC2::VPC`
 * @param logicalId of the resource, for messages
 * @throws ServiceError `ValidationError` with all that does not fit
 */
export function coerced(type: string, properties: JsonObject, logicalId: string): JsonObject {
  const model = resourceModels.get(type);
  if (model === undefined) return properties;
  const problems: string[] = [];
  const result = object({ model, problems }, model.properties, properties, '#');
  if (problems.length === 0) return result;
  const message = `Properties validation failed for resource ${logicalId} with message:\n[${problems.join(', ')}]`;
  throw new ServiceError('ValidationError', message);
}

interface Context {
  readonly model: ResourceModel;
  readonly problems: string[];
}

function object(
  context: Context,
  members: Readonly<Record<string, PropertyModel>>,
  given: JsonObject,
  path: string,
): JsonObject {
  for (const [name, { required }] of Object.entries(members)) {
    if (required && given[name] === undefined)
      context.problems.push(`${path}: required key [${name}] not found`);
  }
  const entries = Object.entries(given).map(([name, each]) => {
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    if (member) return [name, value(context, member.type, each, `${path}/${name}`)] as const;
    context.problems.push(`${path}: extraneous key [${name}] is not permitted`);
    return [name, each] as const;
  });
  return Object.fromEntries(entries);
}

function value(context: Context, type: ValueType, given: Json, path: string): Json {
  const brought = bring(context, type, given, path);
  if (brought !== undefined) return brought;
  context.problems.push(`${path}: expected type: ${nameOf(type)}, found: ${nameOfValue(given)}`);
  return given;
}

/** @returns undefined when it cannot be of that type */
function bring(context: Context, type: ValueType, given: Json, path: string): Json | undefined {
  switch (type) {
    case 'json':
      return given;
    case 'string':
      return typeof given === 'object' ? undefined : String(given);
    case 'boolean':
      return truthValue(given);
    case 'integer':
    case 'number':
      return numberValue(given, type === 'integer');
    case 'tag':
      return isObject(given) ? object(context, tagMembers, given, path) : undefined;
    default:
      return bringInto(context, type, given, path);
  }
}

function bringInto(
  context: Context,
  type: Exclude<ValueType, string>,
  given: Json,
  path: string,
): Json | undefined {
  if ('list' in type) {
    if (!Array.isArray(given)) return undefined;
    // Array.isArray forgets what the elements are.
    const elements = given as readonly Json[];
    return elements.map((each, index) => value(context, type.list, each, `${path}/${index}`));
  }
  if (!isObject(given)) return undefined;
  if ('of' in type) return object(context, context.model.types[type.of] ?? {}, given, path);
  const entries = Object.entries(given).map(
    ([name, each]) => [name, value(context, type.map, each, `${path}/${name}`)] as const,
  );
  return Object.fromEntries(entries);
}

const tagMembers: Readonly<Record<string, PropertyModel>> = {
  Key: { type: 'string', required: true },
  Value: { type: 'string', required: true },
};

function truthValue(given: Json): boolean | undefined {
  const text = String(given).toLowerCase();
  if (text === 'true') return true;
  return text === 'false' ? false : undefined;
}

function numberValue(given: Json, integer: boolean): number | undefined {
  if (typeof given !== 'number' && !(typeof given === 'string' && given.trim() !== '')) return undefined;
  const number = Number(given);
  return (integer ? Number.isSafeInteger(number) : Number.isFinite(number)) ? number : undefined;
}

function nameOf(type: ValueType): string {
  if (typeof type === 'object') return 'list' in type ? 'JSONArray' : 'JSONObject';
  return type === 'tag' ? 'JSONObject' : `${type[0]?.toUpperCase()}${type.slice(1)}`;
}

function nameOfValue(given: Json): string {
  if (given === null) return 'Null';
  if (Array.isArray(given)) return 'JSONArray';
  if (typeof given === 'number') return Number.isInteger(given) ? 'Integer' : 'Number';
  const type = typeof given === 'object' ? 'JSONObject' : typeof given;
  return `${type[0]?.toUpperCase()}${type.slice(1)}`;
}

function isObject(given: Json): given is JsonObject {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}
