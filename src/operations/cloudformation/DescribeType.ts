import type { DescribeTypeInput, DescribeTypeOutput } from '@aws-sdk/client-cloudformation';
import { resourceTypes } from '../../cloudformation/resource-types.ts';
import { schemaOf } from '../../cloudformation/schema-of.ts';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { typeArn } from './shared/types.ts';

/**
 * Describes a resource type, with the part of its schema that Postern goes by.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeType.html
 */
export const DescribeType = operation<DescribeTypeInput, DescribeTypeOutput>({
  service: 'cloudformation',
  name: 'DescribeType',
  access: 'read',
  honours: ['Type', 'TypeName', 'Arn'],
  handle({ Type = 'RESOURCE', TypeName, Arn }, { region }) {
    const name = TypeName ?? [...resourceTypes.keys()].find((each) => typeArn(region, each) === Arn) ?? '';
    const type = Type === 'RESOURCE' ? resourceTypes.get(name) : undefined;
    if (type === undefined)
      throw new ServiceError('TypeNotFoundException', `The type '${name || Arn}' cannot be found.`);
    return {
      Arn: typeArn(region, name),
      Type: 'RESOURCE',
      TypeName: name,
      Schema: JSON.stringify(schemaText(name)),
      ProvisioningType: type.update === undefined ? 'IMMUTABLE' : 'FULLY_MUTABLE',
      DeprecatedStatus: 'LIVE',
      Visibility: 'PUBLIC',
    };
  },
});

/** @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html */
function schemaText(typeName: string): object {
  const schema = schemaOf(typeName);
  const properties = [...(schema?.properties ?? [])];
  const pointers = (keep: (updates: string) => boolean) =>
    properties.filter(([, { updates }]) => keep(updates)).map(([name]) => `/properties/${name}`);
  return {
    typeName,
    properties: Object.fromEntries(properties.map(([name]) => [name, {}])),
    required: properties.filter(([, { required }]) => required).map(([name]) => name),
    createOnlyProperties: pointers((updates) => updates === 'replace'),
    conditionalCreateOnlyProperties: pointers((updates) => updates === 'conditional'),
    readOnlyProperties: [...(schema?.attributes.keys() ?? [])].map(
      (name) => `/properties/${name.replaceAll('.', '/')}`,
    ),
    primaryIdentifier: (schema?.primaryIdentifier ?? []).map((name) => `/properties/${name}`),
    additionalProperties: false,
  };
}
