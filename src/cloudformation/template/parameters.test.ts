import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type GivenParameter, parameterValues, shownParameter, takeParameters } from './parameters.ts';
import { readTemplate } from './read-template.ts';
import { outside, refusal } from './testing/scope.ts';

const templateOf = (declaration: string, more = '') =>
  readTemplate(`Parameters:\n  P: {${declaration}}\n${more}Resources: {A: {Type: T}}`);

function taken(declaration: string, given: readonly GivenParameter[] = []) {
  const template = templateOf(declaration);
  return parameterValues(template, takeParameters(template, given, outside)).get('P');
}
const value = (text: string) => [{ key: 'P', value: text }];

const values: readonly (readonly [string, string | undefined, unknown])[] = [
  ['Type: String', 'x', 'x'],
  ['Type: String', '', ''],
  ['Type: String, Default: d', undefined, 'd'],
  ['Type: String, Default: ""', undefined, ''],
  ['Type: String, Default: d', 'x', 'x'],
  ['Type: Number', '-1.5', '-1.5'],
  ['Type: Number, Default: 80', undefined, '80'],
  ['Type: CommaDelimitedList', ' a ,b', ['a', 'b']],
  ['Type: CommaDelimitedList', '', ['']],
  ['Type: List<Number>', '1, 2', ['1', '2']],
  ['Type: List<String>', 'a,b', ['a', 'b']],
  ['Type: "AWS::EC2::VPC::Id"', 'vpc-1', 'vpc-1'],
  ['Type: "List<AWS::EC2::Subnet::Id>"', 'subnet-1, subnet-2', ['subnet-1', 'subnet-2']],
  ['Type: "AWS::SSM::Parameter::Name"', '/any', '/any'],
  ['Type: "AWS::SSM::Parameter::Value<String>"', '/cdk/version', '21'],
  ['Type: "AWS::SSM::Parameter::Value<List<String>>"', '/list', ['x', 'y']],
  ['Type: "AWS::SSM::Parameter::Value<CommaDelimitedList>"', '/list', ['x', 'y']],
  ['Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>"', '/cdk/version', '21'],
  ['Type: String, AllowedPattern: "[a-z]+"', 'abc', 'abc'],
  ['Type: String, AllowedPattern: "a|b"', 'b', 'b'],
  ['Type: String, AllowedValues: [a, 1]', '1', '1'],
  ['Type: CommaDelimitedList, AllowedValues: [a, b]', 'b,a', ['b', 'a']],
  ['Type: String, MinLength: 2, MaxLength: 2', 'ab', 'ab'],
  ['Type: Number, MinValue: 1, MaxValue: 2', '2', '2'],
];

for (const [declaration, given, expected] of values) {
  test(`takes ${given ?? 'nothing'} for ${declaration}`, () => {
    assert.deepEqual(taken(declaration, given === undefined ? [] : value(given)), expected);
  });
}

const refused: readonly (readonly [string, string, string])[] = [
  ['Type: Number', 'x', "Parameter 'P' must be a number."],
  ['Type: Number', '', "Parameter 'P' must be a number."],
  ['Type: Number', 'Infinity', "Parameter 'P' must be a number."],
  ['Type: List<Number>', '1,x', "Parameter 'P' must be a number."],
  ['Type: String, AllowedValues: [a]', 'b', "Parameter 'P' must be one of AllowedValues"],
  ['Type: CommaDelimitedList, AllowedValues: [a]', 'a,b', "Parameter 'P' must be one of AllowedValues"],
  ['Type: String, AllowedPattern: "[a-z]+"', 'abc1', "Parameter 'P' must match pattern [a-z]+"],
  ['Type: String, AllowedPattern: "a|b"', 'ax', "Parameter 'P' must match pattern a|b"],
  ['Type: String, AllowedPattern: "(a+)+"', `${'a'.repeat(60)}b`, "Parameter 'P' must match pattern (a+)+"],
  ['Type: String, MinLength: 2', 'a', "Parameter 'P' must contain at least 2 characters"],
  ['Type: String, MaxLength: 2', 'abc', "Parameter 'P' must contain at most 2 characters"],
  ['Type: String', 'x'.repeat(4097), "Parameter 'P' must contain at most 4096 characters"],
  ['Type: Number, MinValue: 1', '0', "Parameter 'P' must be a number not less than 1"],
  ['Type: Number, MaxValue: 1', '1.01', "Parameter 'P' must be a number not greater than 1"],
  [
    'Type: String, AllowedValues: [a], ConstraintDescription: must be a',
    'b',
    'Parameter P failed to satisfy constraint: must be a',
  ],
  [
    'Type: "AWS::EC2::VPC::Id"',
    'vpc-none',
    'Parameter validation failed: parameter value vpc-none for parameter name P does not exist',
  ],
  [
    'Type: "List<AWS::EC2::VPC::Id>"',
    'vpc-1,vpc-none',
    'Parameter validation failed: parameter value vpc-none for parameter name P does not exist',
  ],
  [
    'Type: "AWS::SSM::Parameter::Value<String>"',
    '/none',
    'Unable to fetch parameters [/none] from parameter store for this account.',
  ],
  [
    'Type: "AWS::SSM::Parameter::Value<String>", AllowedValues: [20]',
    '/cdk/version',
    "Parameter 'P' must be one of AllowedValues",
  ],
];

for (const [declaration, given, message] of refused) {
  test(`refuses ${given.slice(0, 20)} for ${declaration}`, () => {
    assert.equal(
      refusal(() => taken(declaration, value(given))),
      message,
    );
  });
}

test('a default must be what the template declares, too', () => {
  assert.equal(
    refusal(() => taken('Type: Number, Default: x')),
    "Parameter 'P' must be a number.",
  );
});

const template = templateOf(
  'Type: String',
  '  Q: {Type: String, NoEcho: true}\n  R: {Type: String, Default: r}\n',
);
const take = (given: readonly GivenParameter[], previous?: ReadonlyMap<string, { value: string }>) =>
  takeParameters(template, given, outside, previous);

test('every item of a list must fit the pattern, and a long list is looked at as a whole', () => {
  const declaration = 'Type: CommaDelimitedList, AllowedPattern: "a|b"';
  const items = Array.from({ length: 2000 }, (_, at) => (at % 2 === 0 ? 'a' : 'b'));
  const keys = ['P0', 'P1', 'P2'];
  const template = readTemplate(
    `Parameters:\n${keys.map((key) => `  ${key}: {${declaration}}\n`).join('')}Resources: {A: {Type: T}}`,
  );
  const given = (last: string) => keys.map((key) => ({ key, value: [...items, last].join(',') }));
  assert.equal(takeParameters(template, given('b'), outside).size, 3);
  assert.equal(
    refusal(() => takeParameters(template, given('ab'), outside)),
    "Parameter 'P0' must match pattern a|b",
  );
});

test('values that are missing and keys that are unknown are named', () => {
  assert.equal(
    refusal(() => take([])),
    'Parameters: [P, Q] must have values',
  );
  assert.equal(
    refusal(() => take([{ key: 'P' }, { key: 'Q', value: '' }])),
    'Parameters: [P] must have values',
  );
  assert.equal(
    refusal(() =>
      take([
        { key: 'X', value: '1' },
        { key: 'constructor', value: '1' },
      ]),
    ),
    'Parameters: [X, constructor] do not exist in the template',
  );
  assert.equal(
    refusal(() =>
      take([
        { key: 'P', value: '1' },
        { key: 'P', value: '2' },
      ]),
    ),
    'Duplicate values for parameter key P',
  );
});

test('values of before are used where that is asked for', () => {
  const previous = new Map([
    ['P', { value: 'before' }],
    ['R', { value: 'own' }],
  ]);
  const used = take(
    [
      { key: 'P', usePreviousValue: true },
      { key: 'Q', value: 'q', usePreviousValue: false },
    ],
    previous,
  );
  assert.deepEqual(
    [...used],
    [
      ['P', { value: 'before' }],
      ['Q', { value: 'q' }],
      ['R', { value: 'r' }],
    ],
  );
  assert.equal(
    refusal(() => take([{ key: 'Q', usePreviousValue: true }], previous)),
    'Invalid input for parameter key Q. Cannot specify usePreviousValue as true for a parameter key not in the previous template',
  );
  assert.equal(
    refusal(() => take([{ key: 'P', usePreviousValue: true, value: 'x' }], previous)),
    'Invalid input for parameter key P. Either Value or UsePreviousValue can be specified, not both',
  );
});

test('a stored parameter keeps its name beside what it stands for, and is looked up again each time', () => {
  const stored = templateOf('Type: "AWS::SSM::Parameter::Value<String>"');
  const first = takeParameters(stored, value('/cdk/version'), outside);
  assert.deepEqual(first.get('P'), { value: '/cdk/version', resolvedValue: '21' });
  const newer = { ...outside, storedParameter: () => '22' };
  const second = takeParameters(stored, [{ key: 'P', usePreviousValue: true }], newer, first);
  assert.deepEqual(second.get('P'), { value: '/cdk/version', resolvedValue: '22' });
});

test('a value that is not to be echoed is shown as stars', () => {
  assert.equal(shownParameter(template.parameters.get('Q'), 'secret'), '****');
  assert.equal(shownParameter(template.parameters.get('P'), 'open'), 'open');
});
