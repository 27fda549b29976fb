/** Which new resources of a stack are there already. */
import { shown, textValue, type ValueObject } from '../template/value.ts';
import type { Comparison } from './versions.ts';

/**
 * The physical id of a new resource that is there already and is to be imported: one whose properties identify it, that is
 * kept when its stack goes, and that the request says is there.
 * @param properties of the resource, as far as they are known
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-automatically.html
 */
export function foundThere(
  { request, after }: Comparison,
  logicalId: string,
  properties: ValueObject,
): string | undefined {
  const resource = after.template.resources.get(logicalId);
  if (request.isThere === undefined || resource === undefined) return undefined;
  const { type, deletionPolicy } = resource;
  if (deletionPolicy !== 'Retain' && deletionPolicy !== 'RetainExceptOnCreate') return undefined;
  const identifier = request.schemaOf(type)?.primaryIdentifier ?? [];
  const names = identifier.map((name) => textValue(properties[name]));
  // What is identified by anything but names in the template cannot be found.
  if (names.length === 0 || !names.every((name) => typeof name === 'string')) return undefined;
  const physicalId = names.join('|');
  // Each value of an object is shown as JSON.
  const known = Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, shown(each)]));
  return request.isThere({ logicalId, type, physicalId, properties: known }) ? physicalId : undefined;
}
