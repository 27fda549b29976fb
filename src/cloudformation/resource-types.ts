import { allTypes } from './generated/registry.ts';
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

/**
 * What is asked of a resource and would have no effect, a sentence each.
 * @param type of those in `resourceTypes`
 * @param properties before or after functions in them are computed
 */
export function refusals(type: string, properties: JsonObject): readonly string[] {
  const honours = resourceTypes.get(type)?.honours ?? [];
  return unhonoured(honours, properties).map((path) => {
    const [top = ''] = path.split('.');
    const known = resourceModels.get(type)?.properties;
    return known === undefined || Object.hasOwn(known, top)
      ? `The property ${path} of ${type} is not supported. Supported: ${honours.join(', ')}.`
      : `${type} has no property ${top}.`;
  });
}
