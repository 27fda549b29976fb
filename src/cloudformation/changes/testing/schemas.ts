/** A few types, with what it takes to change their properties, for tests. */
import type { AttributeKind, PropertyUpdates, ResourceSchema, SchemaOf } from '../../schema.ts';

interface Written {
  readonly replace?: readonly string[];
  readonly conditional?: readonly string[];
  readonly inPlace?: readonly string[];
  readonly attributes?: Readonly<Record<string, AttributeKind>>;
}

const types: Readonly<Record<string, Written>> = {
  'AWS::EC2::VPC': {
    replace: ['CidrBlock'],
    inPlace: ['EnableDnsSupport', 'EnableDnsHostnames', 'Tags'],
    attributes: { VpcId: 'string', CidrBlock: 'string' },
  },
  'AWS::EC2::SecurityGroup': {
    replace: ['GroupDescription', 'GroupName', 'VpcId'],
    inPlace: ['SecurityGroupIngress', 'Tags'],
    attributes: { GroupId: 'string' },
  },
  'AWS::EC2::VPCEndpoint': {
    replace: ['VpcId', 'ServiceName'],
    inPlace: ['SubnetIds', 'SecurityGroupIds', 'PrivateDnsEnabled', 'PolicyDocument'],
    attributes: { DnsEntries: 'list' },
  },
  'AWS::EC2::Instance': {
    replace: ['ImageId'],
    conditional: ['InstanceType', 'UserData'],
    attributes: { PrivateIp: 'string' },
  },
  'AWS::SSM::Parameter': { replace: ['Name'], inPlace: ['Value', 'Type'], attributes: { Value: 'string' } },
  'AWS::CloudFormation::Stack': { inPlace: ['TemplateURL', 'Parameters'] },
};

export const schemaOf: SchemaOf = (type) => {
  const written = types[type];
  return written === undefined ? undefined : schema(written);
};

function schema({ replace = [], conditional = [], inPlace = [], attributes = {} }: Written): ResourceSchema {
  const updates = (names: readonly string[], kind: PropertyUpdates) =>
    names.map((name) => [name, { updates: kind, required: false }] as const);
  return {
    properties: new Map([
      ...updates(replace, 'replace'),
      ...updates(conditional, 'conditional'),
      ...updates(inPlace, 'in-place'),
    ]),
    attributes: new Map(Object.entries(attributes)),
    primaryIdentifier: ['Id'],
    ...(inPlace.includes('Tags') ? { tagsProperty: 'Tags' } : {}),
  };
}
