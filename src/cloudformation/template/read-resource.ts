import type {
  DeletionPolicy,
  Json,
  JsonObject,
  ResourceDeclaration,
  UpdateReplacePolicy,
} from '../template.ts';
import { formatError } from './errors.ts';
import { isList, isObject, member, scalarText } from './json.ts';
import { objectOf, optional, refuseOthers, textOf } from './sections.ts';

const members = [
  'Type',
  'Properties',
  'DependsOn',
  'Condition',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'Metadata',
  'CreationPolicy',
  'UpdatePolicy',
];
const deletionPolicies: readonly DeletionPolicy[] = ['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot'];
const updateReplacePolicies: readonly UpdateReplacePolicy[] = ['Delete', 'Retain', 'Snapshot'];

/** @throws ServiceError ValidationError */
export function readResource(name: string, json: Json): ResourceDeclaration {
  const object = objectOf('Resources', json);
  refuseOthers(object, members, 'resource');
  for (const policy of ['CreationPolicy', 'UpdatePolicy']) {
    if (Object.hasOwn(object, policy))
      throw formatError(`${policy} of resource ${name} is not supported; leave it out`);
  }
  const type = textOf(object, 'Type');
  if (type === undefined || type === '')
    throw formatError(`[/Resources/${name}] Every Resources object must contain a Type member.`);
  return {
    type,
    properties: propertiesOf(object),
    dependsOn: dependenciesOf(object),
    deletionPolicy: oneOf(object, 'DeletionPolicy', deletionPolicies, name),
    ...(Object.hasOwn(object, 'DeletionPolicy') && { isDeletionPolicyStated: true as const }),
    updateReplacePolicy: oneOf(object, 'UpdateReplacePolicy', updateReplacePolicies, name),
    ...optional('condition', textOf(object, 'Condition')),
    ...optional('metadata', member(object, 'Metadata')),
  };
}

function propertiesOf(json: JsonObject): JsonObject {
  const properties = member(json, 'Properties') ?? {};
  if (isObject(properties)) return properties;
  throw formatError('Properties must be an object.');
}

function dependenciesOf(json: JsonObject): readonly string[] {
  const value = member(json, 'DependsOn') ?? [];
  const names = (isList(value) ? value : [value]).map(scalarText);
  const known = names.filter((name) => name !== undefined);
  if (known.length < names.length)
    throw formatError('Every DependsOn value must be a string or a list of strings.');
  return [...new Set(known)];
}

/** `Delete` when it is left out. */
function oneOf<Policy extends string>(
  json: JsonObject,
  member: string,
  known: readonly Policy[],
  resource: string,
): Policy | 'Delete' {
  const text = textOf(json, member);
  if (text === undefined) return 'Delete';
  const policy = known.find((name) => name === text);
  if (policy === undefined)
    throw formatError(
      `Unrecognized ${member} ${text} of resource ${resource}; it must be one of ${known.join(', ')}`,
    );
  return policy;
}
