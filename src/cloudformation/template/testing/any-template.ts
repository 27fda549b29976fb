/** Templates of every sort, right and wrong, for properties that hold of all. */
import fc from 'fast-check';
import type { Json, JsonObject } from '../../template.ts';
import { isList, isObject } from '../json.ts';

const functions = [
  'Ref',
  'Condition',
  'Fn::And',
  'Fn::Base64',
  'Fn::Cidr',
  'Fn::Contains',
  'Fn::EachMemberEquals',
  'Fn::EachMemberIn',
  'Fn::Equals',
  'Fn::FindInMap',
  'Fn::GetAtt',
  'Fn::GetAZs',
  'Fn::If',
  'Fn::ImportValue',
  'Fn::Join',
  'Fn::Not',
  'Fn::Or',
  'Fn::Select',
  'Fn::Split',
  'Fn::Sub',
  'Fn::Transform',
  'Fn::Nope',
];
const words = [
  'A',
  'B',
  'P',
  'L',
  'C',
  'D',
  'M',
  'x',
  '',
  '0',
  '1',
  ',',
  '10.0.0.0/16',
  'AWS::Region',
  'AWS::NoValue',
  '${A}',
  '${P}-${A.Arn}',
  '${!P}',
  'A.Arn',
  '{{resolve:ssm:/cdk/version}}',
  '{{resolve:ssm:/none}}',
  'a:b',
  '__proto__',
  'constructor',
  '\u{1F512}',
  ' on ',
  'null',
];
const text = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...words) }, fc.string({ maxLength: 6 }));

const scalar: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: text },
  fc.integer({ min: -2, max: 12 }),
  // JSON has no negative zero.
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
  fc.boolean(),
);

/** Anything that may stand in a template, with functions that have all sorts of arguments. */
export const anyExpression: fc.Arbitrary<Json> = fc.letrec<{
  value: Json;
  list: Json;
  call: Json;
  object: Json;
}>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    tie('call'),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('value'), { maxLength: 4 }),
  call: fc
    .tuple(fc.constantFrom(...functions), fc.oneof(scalar, tie('list'), tie('value')))
    .map(([name, argument]) => ({ [name]: argument })),
  object: fc.dictionary(text, tie('value'), { maxKeys: 3 }).map((object) => ({ ...object })),
})).value;

const frame: JsonObject = {
  Parameters: {
    P: { Type: 'String', Default: 'x' },
    L: { Type: 'CommaDelimitedList', Default: 'a,b' },
  },
  Mappings: { M: { x: { a: 1, b: ['c'] } } },
  Conditions: { C: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] }, D: { 'Fn::Not': [{ Condition: 'C' }] } },
};

/** A template with an expression in each place where there may be one. */
export function templateWith(property: Json, output: Json, condition: Json): JsonObject {
  return {
    ...frame,
    Conditions: { ...(isObject(frame.Conditions) ? frame.Conditions : {}), E: condition },
    Resources: {
      A: { Type: 'AWS::EC2::VPC' },
      B: { Type: 'AWS::EC2::SecurityGroup', Condition: 'D' },
      X: { Type: 'AWS::SSM::Parameter', Condition: 'E', Properties: { Value: property } },
    },
    Outputs: { O: { Value: output } },
  };
}

export const anyTemplate: fc.Arbitrary<JsonObject> = fc
  .tuple(
    anyExpression,
    fc.oneof(fc.constant('x'), anyExpression),
    fc.oneof(fc.constant({ 'Fn::Equals': ['a', 'a'] }), anyExpression),
  )
  .map(([property, output, condition]) => templateWith(property, output, condition));

/** The value in YAML, with short forms for functions. */
export function yamlOf(json: Json): string {
  if (isList(json)) return `[${json.map(yamlOf).join(', ')}]`;
  if (!isObject(json)) return JSON.stringify(json);
  const [name = '', ...others] = Object.keys(json);
  const argument = json[name] ?? '';
  const short = name === 'Ref' || name === 'Condition' ? name : /^Fn::([A-Za-z]+)$/.exec(name)?.[1];
  // A short form of a short form cannot be written, nor can one of a number or boolean, which would become a text, nor
  // can GetAtt of a text, which would become a list.
  const isWritable = isList(argument) || (typeof argument === 'string' && short !== 'GetAtt');
  if (short !== undefined && others.length === 0 && isWritable)
    return `!${short} ${shortArgument(name, argument)}`;
  return `{${Object.entries(json)
    .map(([key, value]) => `${JSON.stringify(key)}: ${yamlOf(value)}`)
    .join(', ')}}`;
}

function shortArgument(name: string, argument: Json): string {
  if (name !== 'Fn::GetAtt' || !isList(argument) || argument.length !== 2) return yamlOf(argument);
  const [resource, attribute] = argument;
  const isShort = typeof resource === 'string' && typeof attribute === 'string' && !resource.includes('.');
  return isShort ? JSON.stringify(`${resource}.${attribute}`) : yamlOf(argument);
}
