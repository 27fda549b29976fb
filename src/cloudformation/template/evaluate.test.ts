import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateOutputs, evaluateProperties, knownProperties } from './evaluate.ts';
import { includedResources } from './scope.ts';
import { refusal, scopeOf } from './testing/scope.ts';
import { isKnown, shown, Unknown } from './value.ts';

const head = `
Parameters:
  Name: {Type: String, Default: web}
  Port: {Type: Number, Default: 8080}
  List: {Type: CommaDelimitedList, Default: "a, b,c"}
  Ports: {Type: List<Number>, Default: "80,443"}
  Stored: {Type: "AWS::SSM::Parameter::Value<String>", Default: /cdk/version}
  StoredList: {Type: "AWS::SSM::Parameter::Value<List<String>>", Default: /list}
Mappings:
  Map:
    us-east-1: {Ami: ami-1, Size: 2, Zones: [a, b]}
    web: {Own: x}
Conditions:
  IsWeb: !Equals [!Ref Name, web]
  IsOther: !Not [!Condition IsWeb]
Resources:
  Vpc: {Type: "AWS::EC2::VPC"}
  Absent: {Type: "AWS::EC2::VPC", Condition: IsOther}
  R:
    Type: T
    Properties:
      P: `;

function evaluated(text: string, own: Parameters<typeof scopeOf>[2] = {}) {
  return shown(evaluateProperties(scopeOf(head + text, {}, own), 'R'));
}

const values: readonly (readonly [string, unknown])[] = [
  ['text', 'text'],
  ['[1, true, x]', [1, true, 'x']],
  ['!Ref Name', 'web'],
  ['!Ref Port', '8080'],
  ['!Ref List', ['a', 'b', 'c']],
  ['!Ref Ports', ['80', '443']],
  ['!Ref Stored', '21'],
  ['!Ref StoredList', ['x', 'y']],
  ['!Ref Vpc', 'Vpc-id'],
  ['!Ref AWS::AccountId', '111122223333'],
  ['!Ref AWS::Region', 'us-east-1'],
  ['!Ref AWS::Partition', 'aws'],
  ['!Ref AWS::URLSuffix', 'amazonaws.com'],
  ['!Ref AWS::StackName', 'shop'],
  ['!Ref AWS::StackId', 'arn:aws:cloudformation:us-east-1:111122223333:stack/shop/1'],
  [
    '!Ref AWS::NotificationARNs',
    ['arn:aws:sns:us-east-1:111122223333:a', 'arn:aws:sns:us-east-1:111122223333:b'],
  ],
  ['[a, !Ref AWS::NoValue, b]', ['a', 'b']],
  ['{a: {b: !Ref AWS::NoValue, c: 1}}', { a: { c: 1 } }],
  ['!GetAtt Vpc.Block', 'Vpc.Block'],
  ['!GetAtt Vpc.CidrBlocks', ['Vpc.CidrBlocks', 'two:2']],
  ['{"Fn::GetAtt": Vpc.A.B}', 'Vpc.A.B'],
  [
    '!Sub "a${Name}-${AWS::Region}-${Vpc}-${Vpc.Block}-${!Name}-$Name-${"',
    'aweb-us-east-1-Vpc-id-Vpc.Block-${Name}-$Name-${',
  ],
  ['!Sub ["${A}${Name}", {A: !Join ["", [1, true]], Name: own}]', '1trueown'],
  ['!Sub 7', '7'],
  ['!Join [":", [a, !Ref Port, 1, true]]', 'a:8080:1:true'],
  ['!Join ["", !Ref List]', 'abc'],
  ['!Join [",", []]', ''],
  ['!Join ["-", !Split [",", "a,,b"]]', 'a--b'],
  ['!Join ["-", [a, !Ref AWS::NoValue]]', 'a'],
  ['!Split [":", "a:b:"]', ['a', 'b', '']],
  ['!Split [", ", "a, b"]', ['a', 'b']],
  ['!Select [1, !Ref List]', 'b'],
  ['!Select ["2", [a, b, {c: d}]]', { c: 'd' }],
  ['!Select [1, !Split [":", !Select [1, !GetAtt Vpc.DnsEntries]]]', '2'],
  ['!Select [0, !GetAZs ""]', 'us-east-1a'],
  ['!GetAZs {Ref: "AWS::Region"}', ['us-east-1a', 'us-east-1b']],
  ['!GetAZs nowhere-1', []],
  ['!FindInMap [Map, !Ref AWS::Region, Ami]', 'ami-1'],
  ['!FindInMap [Map, us-east-1, Size]', 2],
  ['!FindInMap [Map, us-east-1, Zones]', ['a', 'b']],
  ['!FindInMap [!Sub Map, !Ref Name, Own]', 'x'],
  ['!Base64 häuser', 'aMOkdXNlcg=='],
  ['{"Fn::Base64": {"Fn::Sub": "${Name}"}}', 'd2Vi'],
  ['!If [IsWeb, !Ref Vpc, !Ref Absent]', 'Vpc-id'],
  ['[!If [IsOther, a, !Ref AWS::NoValue], b]', ['b']],
  ['!If [IsOther, a, !If [IsWeb, b, c]]', 'b'],
  ['!ImportValue net-vpc', 'value of net-vpc'],
  ['{"Fn::ImportValue": {"Fn::Sub": "${Name}-vpc"}}', 'value of web-vpc'],
  ['!Cidr [10.0.0.0/16, 2, 8]', ['10.0.0.0/24', '10.0.1.0/24']],
  ['!Cidr [10.0.7.9/16, "1", "8"]', ['10.0.0.0/24']],
  ['!Select [2, !Cidr [192.168.0.0/24, 6, 5]]', '192.168.0.64/27'],
  ['!Cidr [10.0.0.0/24, 1, 8]', ['10.0.0.0/24']],
  ['!Cidr [255.255.255.252/30, 4, 0]', 'refused'],
  ['!Cidr ["2600:1f18:abc:de00::/56", 2, 64]', ['2600:1f18:abc:de00::/64', '2600:1f18:abc:de01::/64']],
  ['!Cidr ["::ffff:10.0.0.0/112", 1, 8]', ['::ffff:a00:0/120']],
  ['"{{resolve:ssm:/cdk/version}}"', '21'],
  ['"a{{resolve:ssm:/versioned:3}}b{{resolve:ssm:/cdk/version}}"', 'athirdb21'],
  ['!Sub "{{resolve:ssm:/cdk/${Missing}}}"', 'refused'],
  ['!Join ["", ["{{resolve:ssm:", /cdk/version, "}}"]]', '21'],
  ['"{{other}}"', '{{other}}'],
  ['{Condition: {StringEquals: {a: !Ref Name}}}', { Condition: { StringEquals: { a: 'web' } } }],
  ['{Ref: Name, Other: 1}', { Ref: 'Name', Other: 1 }],
];

for (const [text, value] of values) {
  test(`computes ${text}`, () => {
    if (value === 'refused') refusal(() => evaluated(text));
    else assert.deepEqual(evaluated(text), { P: value });
  });
}

const join =
  'Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.';
const select =
  'Template error: Fn::Select requires a list argument with two elements: an integer index and a list';
const refused: readonly (readonly [string, string])[] = [
  [
    '!Ref Absent',
    'Template format error: Unresolved resource dependencies [Absent] in the Resources block of the template',
  ],
  [
    '!GetAtt Absent.Arn',
    'Template format error: Unresolved resource dependencies [Absent] in the Resources block of the template',
  ],
  [
    '!Sub "${Absent}"',
    'Template format error: Unresolved resource dependencies [Absent] in the Resources block of the template',
  ],
  ['!Sub "${List}"', 'Template error: variable List in Fn::Sub expression does not resolve to a string'],
  [
    '!Sub ["${A}", {A: [x]}]',
    'Template error: variable A in Fn::Sub expression does not resolve to a string',
  ],
  [
    '!Sub "${AWS::NoValue}"',
    'Template error: variable AWS::NoValue in Fn::Sub expression does not resolve to a string',
  ],
  ['!Join ["", text]', join],
  ['!Join [[a], [b]]', join],
  ['!Join ["", [{a: b}]]', join],
  ['!Join ["", [[a]]]', join],
  ['!Select [3, !Ref List]', 'Template error: Fn::Select cannot select nonexistent value at index 3'],
  ['!Select [-1, !Ref List]', 'Template error: Fn::Select cannot select nonexistent value at index -1'],
  ['!Select [x, !Ref List]', select],
  ['!Select ["1.5", !Ref List]', select],
  ['!Select [0, text]', select],
  ['!FindInMap [Map, eu-west-1, Ami]', 'Template error: Unable to get mapping for Map::eu-west-1::Ami'],
  [
    '!FindInMap [Map, us-east-1, constructor]',
    'Template error: Unable to get mapping for Map::us-east-1::constructor',
  ],
  [
    '!FindInMap [!Ref Name, a, b]',
    "Template error: Mapping named 'web' is not present in the 'Mappings' section of template.",
  ],
  [
    '!Split ["", a]',
    'Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.',
  ],
  ['!Base64 {"Ref": List}', 'Template error: every Fn::Base64 object must have a String-typed value.'],
  [
    '!Cidr [10.0.0.0/24, 9, 5]',
    'Template error: Fn::Cidr: 10.0.0.0/24 has no room for 9 blocks with 5 bits each',
  ],
  ['!Cidr [10.0.0.0/16, 0, 8]', 'Template error: Fn::Cidr: the count must be between 1 and 256'],
  ['!Cidr [10.0.0.0/16, 257, 4]', 'Template error: Fn::Cidr: the count must be between 1 and 256'],
  ['!Cidr [10.0.0/16, 1, 8]', 'Template error: Fn::Cidr: 10.0.0/16 is not a CIDR block'],
  ['!Cidr [10.0.0.0/33, 1, 8]', 'Template error: Fn::Cidr: 10.0.0.0/33 is not a CIDR block'],
  [
    '!Cidr [10.0.0.0/16, 1, 99]',
    'Template error: Fn::Cidr: 10.0.0.0/16 has no room for 1 blocks with 99 bits each',
  ],
  ['"{{resolve:ssm:/none}}"', 'Parameters: [ssm:/none:] cannot be found.'],
  ['"{{resolve:ssm:/cdk/version:9}}"', 'Parameters: [ssm:/cdk/version:9] cannot be found.'],
  ['"{{resolve:ssm:a b}}"', 'Incorrect format is used in the following SSM reference: [{{resolve:ssm:a b}}]'],
  [
    '"{{resolve:ssm-secure:a}}"',
    'Dynamic references to ssm-secure are not supported; only ssm is: {{resolve:ssm-secure:a}}',
  ],
  [
    '"{{resolve:secretsmanager:a:SecretString:b}}"',
    'Dynamic references to secretsmanager are not supported; only ssm is: {{resolve:secretsmanager:a:SecretString:b}}',
  ],
];

for (const [text, message] of refused) {
  test(`refuses ${text}`, () =>
    assert.equal(
      refusal(() => evaluated(text)),
      message,
    ));
}

const after = '{{changeSet:KNOWN_AFTER_APPLY}}';
const unknown: readonly (readonly [string, unknown])[] = [
  ['!Ref Vpc', after],
  ['!GetAtt Vpc.DnsEntries', after],
  ['!Join ["-", [a, !Ref Vpc]]', `a-${after}`],
  ['!Join ["-", !GetAtt Vpc.DnsEntries]', after],
  ['!Sub "${Name} ${Vpc.Arn}"', `web ${after}`],
  ['!Select [0, !GetAtt Vpc.DnsEntries]', after],
  ['!Select [0, [a, !Ref Vpc]]', 'a'],
  ['!Select [1, [a, !Ref Vpc]]', after],
  ['!Split [":", !Sub "a:${Vpc}"]', after],
  ['!Base64 {"Ref": Vpc}', after],
  ['!Cidr [!GetAtt Vpc.CidrBlock, 2, 8]', after],
  ['!Select [0, !Cidr [!GetAtt Vpc.CidrBlock, 2, 8]]', after],
  ['!ImportValue x', after],
  ['[a, {b: !Ref Vpc}]', ['a', { b: after }]],
];

for (const [text, value] of unknown) {
  test(`leaves open what is not known of ${text}`, () => {
    const open = {
      ref: () => new Unknown(),
      attribute: () => new Unknown(),
      importValue: () => new Unknown(),
    };
    assert.deepEqual(evaluated(text, open), { P: value });
    const scope = scopeOf(head + text, {}, open);
    assert.equal(isKnown(evaluateProperties(scope, 'R')), value === 'a');
    if (value !== 'a') assert.throws(() => knownProperties(scope, 'R'), /not known yet/);
  });
}

test('conditions of every kind', () => {
  const scope = scopeOf(`
Parameters: {E: {Type: String, Default: prod}, L: {Type: CommaDelimitedList, Default: "a,b"}}
Mappings: {M: {prod: {Size: 3, List: [a, b]}}}
Conditions:
  Z: !And [!Condition IsProd, !Condition Yes]
  IsProd: !Equals [!Ref E, prod]
  IsDev: !Not [!Condition IsProd]
  Yes: !Or [!Condition IsDev, !Condition IsProd]
  No: !Or [!Condition IsDev, !Not [!Equals [1, "1"]]]
  Mapped: !Equals [!FindInMap [M, !Ref E, Size], 3]
  Lists: !Equals [!Ref L, !FindInMap [M, prod, List]]
  Chosen: !Equals [!If [Z, x, y], x]
  Joined: !Equals [!Join ["", [!Ref E, !Select [0, !Ref L]]], proda]
  Region: !Equals [!Sub "\${AWS::Region}", us-east-1]
  Alias: {Condition: IsDev}
  Case: !Equals [a, A]
Resources:
  A: {Type: T, Condition: IsDev}
  B: {Type: T, Condition: Z}
Outputs:
  A: {Value: !Ref A, Condition: IsDev}
  B: {Value: !Ref B, Condition: Z}
`);
  assert.deepEqual(Object.fromEntries(scope.conditions), {
    Z: true,
    IsProd: true,
    IsDev: false,
    Yes: true,
    No: false,
    Mapped: true,
    Lists: true,
    Chosen: true,
    Joined: true,
    Region: true,
    Alias: false,
    Case: false,
  });
  assert.deepEqual(includedResources(scope), ['B']);
  assert.deepEqual(evaluateOutputs(scope), [{ key: 'B', value: 'B-id' }]);
});

test('a condition that cannot be computed is refused', () => {
  const one = (condition: string) =>
    `Mappings: {M: {a: {b: c}}}\nConditions: {C: ${condition}}\nResources: {A: {Type: T}}`;
  assert.equal(
    refusal(() => scopeOf(one('!Equals [!FindInMap [M, a, x], y]'))),
    'Template error: Unable to get mapping for M::a::x',
  );
  assert.equal(
    refusal(() => scopeOf(one('!Equals [{a: b}, y]'))),
    'Template error: every Fn::Equals object requires a list of 2 string parameters.',
  );
  assert.equal(
    refusal(() => scopeOf(one('!And [!Ref AWS::Region, !Equals [a, a]]'))),
    'Template error: every operand of a condition must be a function that gives true or false',
  );
});

test('outputs have texts, descriptions and names to export them by', () => {
  const scope = scopeOf(`
Resources: {A: {Type: T}}
Outputs:
  Text: {Value: x, Description: d}
  Number: {Value: 80}
  Exported: {Value: !GetAtt A.Arn, Export: {Name: !Sub "\${AWS::StackName}:arn"}}
`);
  assert.deepEqual(evaluateOutputs(scope), [
    { key: 'Text', value: 'x', description: 'd' },
    { key: 'Number', value: '80' },
    { key: 'Exported', value: 'A.Arn', exportName: 'shop:arn' },
  ]);
});

const outputs: readonly (readonly [string, string])[] = [
  [
    'O: {Value: !GetAtt A.DnsEntries}',
    'Template format error: The Value field of every Outputs member must evaluate to a String.',
  ],
  [
    'O: {Value: {a: b}}',
    'Template format error: The Value field of every Outputs member must evaluate to a String.',
  ],
  [
    'O: {Value: x, Export: {Name: "a b"}}',
    'Template format error: Output O is malformed. The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, or hyphens.',
  ],
  [
    'O: {Value: x, Export: {Name: y}}\n  P: {Value: x, Export: {Name: y}}',
    'Template format error: Outputs O and P have the same Export name y',
  ],
];

for (const [text, message] of outputs) {
  test(`refuses the output ${text}`, () => {
    const scope = scopeOf(`Resources: {A: {Type: T}}\nOutputs:\n  ${text}\n`);
    assert.equal(
      refusal(() => evaluateOutputs(scope)),
      message,
    );
  });
}

test('an export that is not there is what the look-up says it is', () => {
  const importValue = (name: string): never => {
    throw new RangeError(`no ${name}`);
  };
  assert.throws(() => evaluated('!ImportValue x', { importValue }), /no x/);
});

const rules = `
Parameters:
  BootstrapVersion: {Type: "AWS::SSM::Parameter::Value<String>", Default: /cdk/version}
  Env: {Type: String, Default: prod}
  Sizes: {Type: CommaDelimitedList, Default: "a,b"}
Rules:
  CheckBootstrapVersion:
    Assertions:
      - Assert: !Not [!Contains [["1", "2", "3", "4", "5"], !Ref BootstrapVersion]]
        AssertDescription: CDK bootstrap stack version 6 required.
  Sized:
    RuleCondition: !Equals [!Ref Env, prod]
    Assertions:
      - Assert: !EachMemberIn [!Ref Sizes, [a, b, c]]
        AssertDescription: Sizes must be a to c.
      - {Assert: !Or [!EachMemberEquals [!Ref Sizes, a], !Contains [!Ref Sizes, b]]}
Resources: {A: {Type: T}}
`;

test('rules hold of the parameters, or the stack is refused', () => {
  scopeOf(rules);
  scopeOf(rules, { Env: 'dev', Sizes: 'x' });
  assert.equal(
    refusal(() => scopeOf(rules, { Sizes: 'a,x' })),
    'Template validation error: Sizes must be a to c. An assertion of the rule Sized does not hold.',
  );
  assert.equal(
    refusal(() => scopeOf(rules.replace('"5"', '"21"'))),
    'Template validation error: CDK bootstrap stack version 6 required.',
  );
});

test('parameters cannot be repeated into texts without end', () => {
  const long = (property: string) => `
Parameters: {P: {Type: String}}
Resources: {A: {Type: T, Properties: {P: ${property}}}}
`;
  const computed = (property: string) =>
    evaluateProperties(scopeOf(long(property), { P: 'x'.repeat(4096) }), 'A');
  const [most, more] = [63, 65].map((count) => `!Sub "${'${P}'.repeat(count)}"`);
  assert.equal(Buffer.byteLength(String(computed(`${most}`).P)), 63 * 4096);
  assert.match(
    refusal(() => computed(`${more}`)),
    /^Template error: a text must not have more than 262144 characters$/,
  );
  const list = `[${'!Ref P, '.repeat(65)}]`;
  assert.match(
    refusal(() => computed(list)),
    /^Template error: the properties of A must not have more than 262144/,
  );
});

test('functions that compute more than any template needs are refused', () => {
  const list = JSON.stringify(Array.from({ length: 50_000 }, () => 'a'));
  const mapped = '{"Fn::FindInMap":["M","a","b"]}';
  const template = (value: string, count: number) =>
    scopeOf(`{"Mappings":{"M":{"a":{"b":${list},"c":"${'a,'.repeat(50_000)}"}}},
      "Resources":{"A":{"Type":"T","Properties":{"P":[${Array.from({ length: count }, () => value).join()}]}}}}`);
  const values = {
    join: [`{"Fn::Select":["0",{"Fn::Split":["a",{"Fn::Join":["",${mapped}]}]}]}`, 10, 1000],
    split: ['{"Fn::Select":["0",{"Fn::Split":[",",{"Fn::FindInMap":["M","a","c"]}]}]}', 10, 1000],
    cidr: ['{"Fn::Select":["0",{"Fn::Cidr":["::/0","256","8"]}]}', 10, 2000],
    stored: ['"{{resolve:ssm:/cdk/version}}"', 10, 20_000],
  } as const;
  for (const [name, [value, few, many]] of Object.entries(values)) {
    evaluateProperties(template(value, few), 'A');
    assert.equal(
      refusal(() => evaluateProperties(template(value, many), 'A')),
      'Template error: the functions of the template compute too much',
      name,
    );
  }
});
