import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTemplate } from './read-template.ts';
import { refusal } from './testing/scope.ts';

const one = '\nResources:\n  A: {Type: "AWS::SNS::Topic"}\n';
/** A template with the value as a property, the output or the condition. */
const property = (value: string) => `${one}  B: {Type: "AWS::SNS::Topic", Properties: {P: ${value}}}\n`;
const output = (text: string) => `${one}\nOutputs:\n  O: ${text}\n`;
const condition = (text: string) => `${one}\nConditions:\n  C: ${text}\n`;

const refused: readonly (readonly [string, string, string])[] = [
  ['a text', 'x', 'Template format error: unsupported structure.'],
  ['a list', '[1]', 'Template format error: unsupported structure.'],
  ['nothing', '', "Template format error: [/] 'null' values are not allowed in templates"],
  ['broken JSON', '{"Resources":\n  {]}', 'Template format error: JSON not well-formed. (line 2, column 4)'],
  ['half of a JSON', '{"Resources":\n  {', 'Template format error: JSON not well-formed. (line 2, column 4)'],
  ['broken YAML', 'Resources:\n A: b: c', 'Template format error: YAML not well-formed. (line 2, column 5)'],
  [
    'a key twice',
    'Resources: {}\nResources: {}',
    'Template format error: YAML not well-formed. (line 2, column 1)',
  ],
  // Each is an error of its own.
  [
    'a line of tags',
    `a: ${'!x '.repeat(100_000)}`,
    'Template format error: YAML not well-formed. (line 1, column 7)',
  ],
  [
    'more tokens than are worth reading',
    `a: [${'a,'.repeat(200_000)}a]`,
    'Template format error: a YAML template may have 400000 tokens; write it with fewer short lines.',
  ],
  ['two documents', `${one}---\n`, 'Template format error: YAML not well-formed. (line 4, column 1)'],
  [
    'aliases',
    'A: &a 1\nB: *a',
    'Template format error: YAML aliases are not allowed in CloudFormation templates',
  ],
  [
    'binary',
    property('!!binary eA=='),
    'Template format error: the YAML tag tag:yaml.org,2002:binary is not supported',
  ],
  [
    'null',
    property('null'),
    "Template format error: [/Resources/B/Properties/P] 'null' values are not allowed in templates",
  ],
  [
    'an empty section',
    `${one}Outputs:\n`,
    "Template format error: [/Outputs] 'null' values are not allowed in templates",
  ],
  [
    'depth',
    property(`${'['.repeat(99)}${']'.repeat(99)}`),
    'Template format error: values are nested deeper than 100 levels',
  ],
  [
    'great depth',
    `{"a":${'['.repeat(50_000)}`,
    'Template format error: JSON not well-formed. (line 1, column 50006)',
  ],
  ['no resources', 'Resources: {}', 'Template format error: At least one Resources member must be defined.'],
  ['no section', 'Description: x', 'Template format error: At least one Resources member must be defined.'],
  ['sections', `${one}Foo: 1\nBar: 2`, 'Invalid template property or properties [Foo, Bar]'],
  [
    'version',
    `AWSTemplateFormatVersion: 2011-01-01${one}`,
    'Template format error: 2011-01-01 is not a supported value for AWSTemplateFormatVersion.',
  ],
  [
    'description',
    `Description: ${'x'.repeat(1025)}${one}`,
    "Template format error: 'Description' length is greater than 1024.",
  ],
  [
    'macros',
    `Transform: AWS::LanguageExtensions${one}`,
    'Template format error: Transform is not supported: "AWS::LanguageExtensions"',
  ],
  ['a list of resources', 'Resources: [1]', 'Template format error: Resources must be an object.'],
  [
    'a resource that is a text',
    'Resources: {A: x}',
    'Template format error: Any Resources member must be an object.',
  ],
  [
    'no type',
    'Resources: {A: {}}',
    'Template format error: [/Resources/A] Every Resources object must contain a Type member.',
  ],
  ['a name', 'Resources: {A-B: {Type: T}}', 'Template format error: Resource name A-B is non alphanumeric.'],
  ['a member', 'Resources: {A: {Type: T, Foo: 1}}', "Invalid template resource property 'Foo'"],
  [
    'properties',
    'Resources: {A: {Type: T, Properties: [1]}}',
    'Template format error: Properties must be an object.',
  ],
  [
    'a policy',
    'Resources: {A: {Type: T, DeletionPolicy: Keep}}',
    'Template format error: Unrecognized DeletionPolicy Keep of resource A; it must be one of Delete, Retain, RetainExceptOnCreate, Snapshot',
  ],
  [
    'creation policy',
    'Resources: {A: {Type: T, CreationPolicy: {}}}',
    'Template format error: CreationPolicy of resource A is not supported; leave it out',
  ],
  [
    'parameter type',
    `Parameters: {P: {Type: Strin}}${one}`,
    'Template format error: Unrecognized parameter type: Strin',
  ],
  [
    'no parameter type',
    `Parameters: {P: {Default: x}}${one}`,
    'Template format error: Every Parameters object must contain a Type member.',
  ],
  [
    'parameter member',
    `Parameters: {P: {Type: String, Foo: 1}}${one}`,
    "Invalid template parameter property 'Foo'",
  ],
  [
    'default',
    `Parameters: {P: {Type: String, Default: [1]}}${one}`,
    'Template format error: Every Default member must be a string.',
  ],
  [
    'pattern',
    `Parameters: {P: {Type: String, AllowedPattern: '('}}${one}`,
    "Template format error: AllowedPattern of parameter 'P' is not a regular expression: (",
  ],
  [
    'number of a text',
    `Parameters: {P: {Type: String, MinValue: 1}}${one}`,
    "Template format error: MinValue cannot be applied to the type of parameter 'P'.",
  ],
  [
    'mapping',
    `Mappings: {M: {k: v}}${one}`,
    'Template format error: Every Mappings object member must contain a String key and an object value.',
  ],
  [
    'mapped',
    `Mappings: {M: {k: {a: {b: c}}}}${one}`,
    'Template format error: Every Mappings attribute must be a String or a List. (k/a)',
  ],
  [
    'no output value',
    output('{Description: x}'),
    'Template format error: Every Outputs member must contain a Value object',
  ],
  [
    'output list',
    output('{Value: [x]}'),
    'Template format error: The Value field of every Outputs member must evaluate to a String.',
  ],
  [
    'export',
    output('{Value: x, Export: x}'),
    'Template format error: Output O is malformed. The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, or hyphens.',
  ],
  [
    'export of a resource',
    output('{Value: x, Export: {Name: !Ref A}}'),
    'Template error: the Name of an Export must not depend on any resources',
  ],
  [
    'ref',
    property('!Ref Nope'),
    'Template format error: Unresolved resource dependencies [Nope] in the Resources block of the template',
  ],
  [
    'refs',
    property('[!Ref Nope, !Sub "${AWS::Nope}", !Ref Nope]'),
    'Template format error: Unresolved resource dependencies [Nope, AWS::Nope] in the Resources block of the template',
  ],
  [
    'output ref',
    output('{Value: !Ref Nope}'),
    'Template format error: Unresolved resource dependencies [Nope] in the Outputs block of the template',
  ],
  [
    'depends on',
    'Resources: {A: {Type: T, DependsOn: [Nope]}}',
    'Template format error: Unresolved resource dependencies [Nope] in the Resources block of the template',
  ],
  [
    'attribute',
    property('!GetAtt Nope.Arn'),
    'Template error: instance of Fn::GetAtt references undefined resource Nope',
  ],
  [
    'sub attribute',
    property('!Sub "${Nope.Arn}"'),
    'Template error: instance of Fn::Sub references invalid resource attribute Nope.Arn',
  ],
  [
    'condition of a resource',
    'Resources: {A: {Type: T, Condition: Nope}}',
    'Template format error: Unresolved condition dependency Nope in the Resources block of the template',
  ],
  ['if', property('!If [Nope, a, b]'), 'Template error: unresolved condition dependency Nope in Fn::If'],
  [
    'nested condition',
    condition('!Not [!Condition Nope]'),
    'Template error: unresolved condition dependency Nope in Condition',
  ],
  [
    'condition of a resource ref',
    condition('!Equals [!Ref A, x]'),
    'Template format error: Unresolved dependencies [A]. Cannot reference resources in the Conditions block of the template',
  ],
  [
    'literal condition',
    condition('"true"'),
    'Template format error: Conditions can only be boolean operations on parameters and other conditions',
  ],
  [
    'value as a condition',
    condition('!Ref AWS::Region'),
    'Template format error: Conditions can only be boolean operations on parameters and other conditions',
  ],
  [
    'circle of conditions',
    `${condition('!Not [!Condition D]')}  D: !Not [!Condition C]`,
    'Template format error: Circular dependency between conditions: [C, D]',
  ],
  [
    'mapping not there',
    property('!FindInMap [M, a, b]'),
    "Template error: Mapping named 'M' is not present in the 'Mappings' section of template.",
  ],
  [
    'and',
    condition('!And [!Equals [a, a]]'),
    'Template error: every Fn::And object requires a list of at least 2 and at most 10 boolean parameters.',
  ],
  [
    'not',
    condition('!Not [!Equals [a, a], !Equals [a, a]]'),
    'Template error: every Fn::Not object requires one boolean parameter.',
  ],
  [
    'equals in a property',
    property('!Equals [a, b]'),
    'Template error: Fn::Equals can only be used in the Conditions and Rules of a template',
  ],
  [
    'get attribute',
    property('!GetAtt A'),
    'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
  ],
  [
    'empty attribute',
    property('!GetAtt [A, ""]'),
    'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
  ],
  ['ref of a list', property('!Ref [A]'), 'Template error: All References must be of type string'],
  [
    'join',
    property('!Join ["", [a], b]'),
    'Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.',
  ],
  [
    'split',
    property('!Split [","]'),
    'Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.',
  ],
  [
    'select',
    property('!Select [1]'),
    'Template error: Fn::Select requires a list argument with two elements: an integer index and a list',
  ],
  [
    'find in map',
    property('!FindInMap [a, b]'),
    'Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value',
  ],
  [
    'if of two',
    property('!If [a, b]'),
    'Template error: Fn::If requires a list argument with three elements',
  ],
  [
    'base64',
    property('!Base64 [a]'),
    'Template error: every Fn::Base64 object must have a String-typed value.',
  ],
  [
    'sub',
    property('!Sub [a, b]'),
    "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
  ],
  [
    'sub variable',
    property('!Sub "${a b}"'),
    'Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons',
  ],
  [
    'import of a resource',
    property('!ImportValue {Ref: A}'),
    'Template error: the attribute in Fn::ImportValue must not depend on any resources, imported values, or Fn::GetAZs',
  ],
  [
    'transform',
    property('!Transform {Name: x}'),
    'Template error: Fn::Transform is not supported; expand macros before',
  ],
  [
    'for each',
    property('{"Fn::ForEach::X": []}'),
    'Template error: Fn::ForEach::X needs the transform AWS::LanguageExtensions, which is not supported',
  ],
  [
    'value of',
    `Rules: {R: {Assertions: [{Assert: !ValueOf [a, b]}]}}${one}`,
    'Template error: Fn::ValueOf is not supported',
  ],
  [
    'a function with others',
    property('{"Fn::Sub": x, Other: y}'),
    'Template error: Fn::Sub must be the only member of its object',
  ],
  [
    'a rule of a resource',
    `Rules: {R: {Assertions: [{Assert: !Equals [!Ref A, x]}]}}${one}`,
    'Template format error: Unresolved dependencies [A]. Cannot reference resources in the Rules block of the template',
  ],
  [
    'size',
    `Description: ${'x'.repeat(1_000_001)}`,
    "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 1000000",
  ],
];

for (const [what, text, message] of refused) {
  test(`refuses ${what}`, () =>
    assert.equal(
      refusal(() => readTemplate(text)),
      message,
    ));
}

test('refuses a function that there is not, and says which there are', () => {
  const message = refusal(() => readTemplate(property('!Foo x')));
  assert.match(
    message,
    /^Template error: Encountered unsupported function: Fn::Foo Supported functions are: \[Ref, /,
  );
});

test('bounds the members of sections', () => {
  const resources = Array.from({ length: 501 }, (_, index) => `R${index}: {Type: T}`).join(', ');
  assert.equal(
    refusal(() => readTemplate(`Resources: {${resources}}`)),
    'Template format error: Number of resources, 501, is greater than maximum allowed, 500',
  );
});

test('conditions that lead to one another on many ways are read at once', () => {
  const many = Array.from({ length: 60 }, (_, n) => `  C${n + 1}: !And [!Condition C${n}, !Condition C${n}]`);
  const template = readTemplate(`${one}\nConditions:\n  C0: !Equals [a, a]\n${many.join('\n')}\n`);
  assert.equal(template.conditions.size, 61);
});

test('reads short forms as their long forms', () => {
  const properties = (text: string) =>
    readTemplate(`
Conditions: {C: !Not [!Equals [a, b]]}
Mappings: {M: {k: {a: 1}}}
Resources:
  A:
    Type: T
  B:
    Type: T
    Properties:
      P: ${text}
`).resources.get('B')?.properties.P;
  const forms: readonly (readonly [string, unknown])[] = [
    ['!Ref A', { Ref: 'A' }],
    ['!GetAtt A.Endpoint.Address', { 'Fn::GetAtt': ['A', 'Endpoint.Address'] }],
    ['!GetAtt [A, Arn]', { 'Fn::GetAtt': ['A', 'Arn'] }],
    ['!Sub "${A}"', { 'Fn::Sub': '${A}' }],
    ['!Sub ["${X}", {X: !Ref A}]', { 'Fn::Sub': ['${X}', { X: { Ref: 'A' } }] }],
    ['!Join ["", [!Ref A, b]]', { 'Fn::Join': ['', [{ Ref: 'A' }, 'b']] }],
    ['!If [C, a, !Ref A]', { 'Fn::If': ['C', 'a', { Ref: 'A' }] }],
    ['!FindInMap [M, k, a]', { 'Fn::FindInMap': ['M', 'k', 'a'] }],
    ['!ImportValue x', { 'Fn::ImportValue': 'x' }],
    ['!Select [0, !GetAZs ""]', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }],
    ['!Split [",", "a,b"]', { 'Fn::Split': [',', 'a,b'] }],
    ['!Base64 x', { 'Fn::Base64': 'x' }],
    ['!Cidr [10.0.0.0/16, 2, 8]', { 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }],
    ['{Condition: {Bool: {x: "true"}}}', { Condition: { Bool: { x: 'true' } } }],
  ];
  for (const [short, long] of forms) assert.deepEqual(properties(short), long, short);
});

test('tells scalars of YAML apart as CloudFormation does, and keeps how numbers are written', () => {
  const template = readTemplate(`
Resources:
  A:
    Type: T
    Properties: {P: [1, -1, 1.5, 1.10, 010, 0x1F, 012345678901, 1e3, 22:00, 2012-10-17, on, No, y, TRUE, "true", '1', !!str 2, <<, 99999999999999999999]}
`);
  assert.deepEqual(template.resources.get('A')?.properties.P, [
    1,
    -1,
    1.5,
    '1.10',
    '010',
    '0x1F',
    '012345678901',
    '1e3',
    '22:00',
    '2012-10-17',
    true,
    false,
    'y',
    true,
    'true',
    '1',
    '2',
    '<<',
    '99999999999999999999',
  ]);
});

test('keeps everything that a template declares', () => {
  const template = readTemplate(`{
    "Description": "d", "Metadata": {"m": 1},
    "Parameters": {"P": {"Type": "Number", "Default": 1.50, "MinValue": 1, "MaxValue": "3", "NoEcho": "true",
      "AllowedValues": [1.50, 2], "ConstraintDescription": "c", "Description": "x", "AllowedPattern": "."}},
    "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "1"]}},
    "Resources": {"A": {"Type": "T", "DependsOn": "B", "Condition": "C", "DeletionPolicy": "RetainExceptOnCreate",
      "UpdateReplacePolicy": "Retain", "Metadata": {"k": "v"}, "Properties": {"P": 1}}, "B": {"Type": "AWS::CDK::Metadata"}},
    "Outputs": {"O": {"Value": 1, "Description": "o", "Condition": "C", "Export": {"Name": {"Fn::Sub": "\${AWS::StackName}-x"}}}}
  }`);
  assert.deepEqual(template.parameters.get('P'), {
    type: 'Number',
    default: '1.50',
    minValue: 1,
    maxValue: 3,
    noEcho: true,
    allowedValues: ['1.50', '2'],
    constraintDescription: 'c',
    description: 'x',
    allowedPattern: '.',
  });
  assert.deepEqual(template.resources.get('A'), {
    type: 'T',
    dependsOn: ['B'],
    condition: 'C',
    deletionPolicy: 'RetainExceptOnCreate',
    isDeletionPolicyStated: true,
    updateReplacePolicy: 'Retain',
    metadata: { k: 'v' },
    properties: { P: 1 },
  });
  assert.deepEqual(template.resources.get('B'), {
    type: 'AWS::CDK::Metadata',
    dependsOn: [],
    deletionPolicy: 'Delete',
    updateReplacePolicy: 'Delete',
    properties: {},
  });
  assert.deepEqual(template.outputs.get('O'), {
    value: 1,
    description: 'o',
    condition: 'C',
    exportName: { 'Fn::Sub': '${AWS::StackName}-x' },
  });
  assert.deepEqual([template.description, template.metadata], ['d', { m: 1 }]);
});

test('members named as those that every object inherits are members like others', () => {
  const template = readTemplate(
    '{"Resources": {"constructor": {"Type": "T", "Properties": {"__proto__": {"a": 1}, "toString": "x"}}}}',
  );
  const properties = template.resources.get('constructor')?.properties ?? {};
  assert.deepEqual(Object.keys(properties), ['__proto__', 'toString']);
});
