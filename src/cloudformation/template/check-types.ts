/** Whether what a template declares fits the schemas of its types. */
import type { ResourceSchema, SchemaOf } from '../schema.ts';
import type { JsonObject, Template } from '../template.ts';
import { templateError, validationError } from './errors.ts';
import { references } from './references.ts';
import type { ValueObject } from './value.ts';

/**
 * Sees to it that resources have the attributes that the template asks for, whatever its conditions will be. Types that are
 * not supported may have any.
 * @throws ServiceError ValidationError
 */
export function checkAttributes(template: Template, schemaOf: SchemaOf): void {
  for (const { properties } of template.resources.values()) checkExpression(template, properties, schemaOf);
  for (const { value } of template.outputs.values()) checkExpression(template, { value }, schemaOf);
}

function checkExpression(template: Template, expression: JsonObject, schemaOf: SchemaOf): void {
  for (const reference of references(expression, 'Resources')) {
    if (reference.kind !== 'attribute') continue;
    const { name, attribute } = reference;
    const type = template.resources.get(name)?.type ?? '';
    const schema = schemaOf(type);
    if (schema !== undefined && !hasAttribute(type, attribute, schema))
      throw templateError(`resource ${name} does not support attribute type ${attribute} in Fn::GetAtt`);
  }
}

/** Custom resources answer whatever attributes they like, and nested stacks have their outputs. */
function hasAttribute(type: string, attribute: string, schema: ResourceSchema): boolean {
  if (/^Custom::|^AWS::CloudFormation::CustomResource$/.test(type)) return true;
  if (type === 'AWS::CloudFormation::Stack' && attribute.startsWith('Outputs.')) return true;
  return schema.attributes.has(attribute);
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
