/**
 * Writes what is made from the files of `src/cloudformation/types/`, to `src/cloudformation/generated/`: the list of the
 * types, and of those that AWS has the schemas, as data and as types, trimmed from @aws-cdk/aws-service-spec (Apache-2.0;
 * needed at build time only). With `--check` fails when what is committed is stale.
 */
import { join } from 'node:path';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { Property, PropertyType, Resource, TypeDefinition } from '@aws-cdk/service-spec-types';
import type { PropertyModel, ResourceModel, ValueType } from '../src/cloudformation/resource-model.ts';
import { typeFiles } from './cloudformation-types.ts';
import { writeOrCheck } from './generated-file.ts';

const generated = join(import.meta.dirname, '../src/cloudformation/generated');
const note = '// Made by scripts/generate-resource-types.ts (npm run generate). Do not edit.';
const database = loadAwsServiceSpecSync();
const files = typeFiles();
const models = files.flatMap(({ type }) => {
  const resource = database.lookup('resource', 'cloudFormationType', 'equals', type)[0];
  return resource === undefined ? [] : [[type, modelOf(resource)] as const];
});

writeOrCheck(join(generated, 'registry.ts'), registry());
writeOrCheck(join(generated, 'schemas.json'), `{\n${models.map(schemaText).join(',\n')}\n}\n`);
writeOrCheck(join(generated, 'properties.ts'), `${[note, ...models.flatMap(interfaces)].join('\n')}\n`);

function modelOf(resource: Resource): ResourceModel {
  const types: Record<string, Record<string, PropertyModel>> = {};
  const properties = propertiesOf(resource.properties, types);
  const attributes = Object.entries(resource.attributes).flatMap(([name, { type }]) => {
    if (type.type === 'ref' || type.type === 'json') return [];
    return [[name, type.type === 'array' ? 'list' : 'string'] as const];
  });
  const tags = resource.tagInformation?.tagPropertyName;
  return {
    identifier: resource.primaryIdentifier ?? [],
    ...(tags !== undefined && { tags }),
    attributes: Object.fromEntries(attributes),
    properties,
    types,
  };
}

/** Adds the types that the properties refer to, and those refer to, to `types`. */
function propertiesOf(
  properties: Readonly<Record<string, Property>>,
  types: Record<string, Record<string, PropertyModel>>,
): Record<string, PropertyModel> {
  const entries = Object.entries(properties)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { type, required, causesReplacement = 'no' }]) => [
      name,
      {
        type: valueType(type, types),
        ...(required && { required }),
        ...(causesReplacement !== 'no' && {
          updates: causesReplacement === 'yes' ? 'replace' : 'conditional',
        }),
      } satisfies PropertyModel,
    ]);
  return Object.fromEntries(entries);
}

function valueType(type: PropertyType, types: Record<string, Record<string, PropertyModel>>): ValueType {
  switch (type.type) {
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
      return type.type;
    case 'date-time':
      return 'string';
    case 'tag':
      return 'tag';
    case 'array':
      return { list: valueType(type.element, types) };
    case 'map':
      return { map: valueType(type.element, types) };
    case 'ref': {
      const definition = database.get('typeDefinition', type.reference.$ref) as TypeDefinition;
      if (types[definition.name] === undefined) {
        // Stated first, since a type may hold itself.
        types[definition.name] = {};
        types[definition.name] = propertiesOf(definition.properties, types);
      }
      return { of: definition.name };
    }
    default:
      return 'json';
  }
}

/** One property a line, so that a change shows as the lines that changed. */
function schemaText([type, model]: readonly [string, ResourceModel]): string {
  const { properties, types, ...rest } = model;
  const nested = Object.entries(types).map(
    ([name, each]) => `    ${JSON.stringify(name)}: ${block(each, 6)}`,
  );
  return [
    `  ${JSON.stringify(type)}: {`,
    ...Object.entries(rest).map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)},`),
    `    "properties": ${block(properties, 6)},`,
    `    "types": {${nested.length === 0 ? '' : `\n${nested.join(',\n')}\n    `}}`,
    '  }',
  ].join('\n');
}

function block(properties: Readonly<Record<string, PropertyModel>>, indent: number): string {
  const lines = Object.entries(properties).map(
    ([name, model]) => `${' '.repeat(indent)}${JSON.stringify(name)}: ${JSON.stringify(model)}`,
  );
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${' '.repeat(indent - 2)}}`;
}

function interfaces([type, model]: readonly [string, ResourceModel]): string[] {
  const name = type.replace(/^AWS::/, '').replaceAll('::', '');
  return [
    '',
    `/** Properties of \`${type}\`. */`,
    ...interfaceText(name, name, model.properties),
    ...Object.entries(model.types).flatMap(([nested, properties]) => [
      '',
      ...interfaceText(`${name}_${nested}`, name, properties),
    ]),
  ];
}

function interfaceText(
  name: string,
  prefix: string,
  properties: Readonly<Record<string, PropertyModel>>,
): string[] {
  const lines = Object.entries(properties).map(
    ([property, { type, required }]) =>
      `  readonly ${property}${required ? '' : '?'}: ${typeText(type, prefix)};`,
  );
  return [`export interface ${name} {`, ...lines, '}'];
}

function typeText(type: ValueType, prefix: string): string {
  if (type === 'integer') return 'number';
  if (type === 'tag') return '{ readonly Key: string; readonly Value: string }';
  if (type === 'json') return 'unknown';
  if (typeof type === 'string') return type;
  if ('list' in type) return `readonly (${typeText(type.list, prefix)})[]`;
  if ('map' in type) return `Readonly<Record<string, ${typeText(type.map, prefix)}>>`;
  return `${prefix}_${type.of}`;
}

function registry(): string {
  return `${[
    note,
    "import type { ResourceType } from '../resource-type.ts';",
    ...files.map(
      ({ folder, name }) => `import { ${name} as ${folder}${name} } from '../types/${folder}/${name}.ts';`,
    ),
    '',
    '/** Every type that a template may have. */',
    'export const allTypes: readonly ResourceType[] = [',
    ...files.map(({ folder, name }) => `  ${folder}${name},`),
    '];',
  ].join('\n')}\n`;
}
