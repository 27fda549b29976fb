import { type ResourceModel, resourceModels } from './resource-model.ts';
import { resourceTypes } from './resource-types.ts';
import type { PropertySchema, ResourceSchema, SchemaOf } from './schema.ts';

/** Schemas as AWS publishes them, of the types that there are. Of a type that AWS has no schema of, what it honours. */
export const schemaOf: SchemaOf = (type) => {
  const model = resourceModels.get(type);
  if (model !== undefined) return fromModel(model);
  const honours = resourceTypes.get(type)?.honours;
  return honours && fromNames(honours);
};

function fromModel({ properties, attributes, identifier, tags }: ResourceModel): ResourceSchema {
  return {
    properties: new Map(
      Object.entries(properties).map(([name, { required = false, updates }]) => {
        const property: PropertySchema = { required, updates: updates ?? 'in-place' };
        return [name, property] as const;
      }),
    ),
    attributes: new Map(Object.entries(attributes)),
    primaryIdentifier: identifier,
    ...(tags !== undefined && { tagsProperty: tags }),
  };
}

function fromNames(honours: readonly string[]): ResourceSchema {
  const names = new Set(honours.map((path) => path.split('.')[0] ?? ''));
  return {
    properties: new Map([...names].map((name) => [name, { required: false, updates: 'in-place' }])),
    attributes: new Map(),
    primaryIdentifier: [],
  };
}
