/** Whether what a template declares is supported. */

import type { ResourceSchema, SchemaOf } from '../schema.ts';
import { cdkMetadataType, type JsonObject, type Template } from '../template.ts';
import { formatError, templateError, validationError } from './errors.ts';
import { references } from './references.ts';
import type { ValueObject } from './value.ts';

/**
 * Sees to it that every type is supported and has the attributes that the template asks for.
 * @throws ServiceError ValidationError with all types that are not supported
 */
export function checkTypes(template: Template, schemaOf: SchemaOf): void {
  const types = [...template.resources.values()].map(({ type }) => type);
  const unknown = types.filter((type) => type !== cdkMetadataType && schemaOf(type) === undefined);
  if (unknown.length > 0)
    throw formatError(`Unrecognized resource types: [${[...new Set(unknown)].join(', ')}]`);
  for (const { properties } of template.resources.values()) checkAttributes(template, properties, schemaOf);
  for (const { value } of template.outputs.values()) checkAttributes(template, { value }, schemaOf);
}

function checkAttributes(template: Template, expression: JsonObject, schemaOf: SchemaOf): void {
  for (const reference of references(expression, 'Resources')) {
    if (reference.kind !== 'attribute') continue;
    const { name, attribute } = reference;
    const type = template.resources.get(name)?.type ?? '';
    if (!hasAttribute(type, attribute, schemaOf(type)))
      throw templateError(`resource ${name} does not support attribute type ${attribute} in Fn::GetAtt`);
  }
}

/** Custom resources answer whatever attributes they like, and nested stacks have their outputs. */
function hasAttribute(type: string, attribute: string, schema: ResourceSchema | undefined): boolean {
  if (/^Custom::|^AWS::CloudFormation::CustomResource$/.test(type)) return true;
  if (type === 'AWS::CloudFormation::Stack' && attribute.startsWith('Outputs.')) return true;
  return schema?.attributes.has(attribute) === true;
}

/**
 * Sees to it that the resource has the properties that it needs and no others; what is in them is the type's to check.
 * @throws ServiceError ValidationError with everything that is wrong
 */
export function checkProperties(logicalId: string, properties: ValueObject, schema: ResourceSchema): void {
  const missing = [...schema.properties].filter(
    ([name, { required }]) => required && !Object.hasOwn(properties, name),
  );
  const others = Object.keys(properties).filter((name) => !schema.properties.has(name));
  const faults = [
    ...missing.map(([name]) => `#: required key [${name}] not found`),
    ...others.map((name) => `#: extraneous key [${name}] is not permitted`),
  ];
  if (faults.length > 0)
    throw validationError(
      `Properties validation failed for resource ${logicalId} with message:\n${faults.join('\n')}`,
    );
}
