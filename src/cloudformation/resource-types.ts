import { allTypes } from './generated/registry.ts';
import { reasons } from './reasons.ts';
import { resourceModels } from './resource-model.ts';
import type { ResourceType } from './resource-type.ts';
import type { JsonObject } from './template.ts';
import { unhonoured } from './types/shared/honoured.ts';

/** Every type that a template may have, by name: `AWS::EC2::VPC`. */
export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map(
  allTypes.map((type) => [type.name, type]),
);

/** Those of `types` that no stack can have here, each once, in their order. */
export function unsupported(types: Iterable<string>): readonly string[] {
  return [...new Set(types)].filter((type) => !resourceTypes.has(type));
}

/** Why a type is not supported, a sentence each, of those that a reason is known of. */
export function reasonsFor(types: Iterable<string>): readonly string[] {
  return [...new Set(types)].flatMap((type) => {
    const reason = Object.hasOwn(reasons, type) ? reasons[type] : undefined;
    return reason === undefined ? [] : [`${type}: ${reason}`];
  });
}

/**
 * What is asked of a resource and would have no effect, a sentence each.
 * @param type of those in `resourceTypes`
 * @param properties before or after functions in them are computed
 */
export function refusals(type: string, properties: JsonObject): readonly string[] {
  const { honours = [], only = {} } = resourceTypes.get(type) ?? {};
  return unhonoured({ honours, only }, properties).map((path) => {
    const [top = ''] = path.split('.');
    const known = resourceModels.get(type)?.properties;
    const reason = reasons[`${type}.${top}`];
    if (known !== undefined && !Object.hasOwn(known, top)) return `${type} has no property ${top}.`;
    if (reason !== undefined) return `The property ${path} of ${type} is not supported: ${reason}`;
    if (Object.hasOwn(only, path)) return `The property ${path} of ${type} can only be ${only[path]} here.`;
    return `The property ${path} of ${type} is not supported. Supported: ${[...honours, ...Object.keys(only)].join(', ')}.`;
  });
}
