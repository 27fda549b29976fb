import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServiceError } from '../model/errors.ts';
import { parseForm } from './form.ts';
import type { ServiceModel } from './model-format.ts';
import { decodeQuery, indexMax } from './query-decode.ts';
import { compileService } from './service.ts';

const model: ServiceModel = {
  signingName: 'example',
  protocol: 'ec2Query',
  version: '2016-11-15',
  xmlNamespace: 'http://example.com/',
  operations: { Do: { input: 'DoRequest' }, Nothing: {} },
  errors: {},
  unavailable: [],
  enums: { Color: ['blue', 'red'], Size: Array.from({ length: 25 }, (_, at) => `s${at}`) },
  shapes: {
    DoRequest: {
      type: 'structure',
      members: {
        Name: { target: 'string', required: true },
        Count: { target: 'integer' },
        Wide: { target: 'long' },
        Ratio: { target: 'double' },
        Flag: { target: 'boolean', xmlName: 'flag' },
        At: { target: 'timestamp' },
        Data: { target: 'blob' },
        Color: { target: 'string', enum: 'Color' },
        Colors: { target: '#list', enum: 'Color' },
        Size: { target: 'string', enum: 'Size' },
        Ids: { target: '#list', xmlName: 'Id' },
        Named: { target: 'string', xmlName: 'plain', ec2QueryName: 'Special' },
        Inner: { target: '#Inner' },
        Inners: { target: '#Inners', xmlName: 'Inner2' },
        Map: { target: '#map' },
        FlatMap: { target: '#map', xmlFlattened: true },
        FlatIds: { target: '#list', xmlFlattened: true },
      },
    },
    Inner: {
      type: 'structure',
      members: { Id: { target: 'string', required: true }, Inner: { target: '#Inner' } },
    },
    Inners: { type: 'list', item: { target: '#Inner', xmlName: 'item' } },
    list: { type: 'list', item: { target: 'string', xmlName: 'item' } },
    map: { type: 'map', key: { target: 'string' }, value: { target: 'integer' } },
  },
};

function decode(query: string, protocol: 'ec2Query' | 'awsQuery' = 'ec2Query', name = 'Do'): unknown {
  const operation = compileService({ ...model, protocol }).operations.get(name);
  assert.ok(operation);
  return decodeQuery(protocol, operation, parseForm(query));
}

function refusal(query: string, protocol: 'ec2Query' | 'awsQuery' = 'ec2Query'): string {
  try {
    decode(query, protocol);
  } catch (error) {
    if (error instanceof ServiceError) return `${error.code}: ${error.message}`;
    throw error;
  }
  assert.fail(`${query} was taken`);
}

test('parameters have the names that the ec2Query protocol gives them', () => {
  assert.deepStrictEqual(decode('Name=a+b%2B&Flag=true&Id.1=x&Special=y&Inner2.1.Id=z&Inner.Id=q'), {
    Name: 'a b+',
    Flag: true,
    Ids: ['x'],
    Named: 'y',
    Inner: { Id: 'q' },
    Inners: [{ Id: 'z' }],
  });
});

test('parameters have the names that the awsQuery protocol gives them', () => {
  const query =
    'Name=a&flag=false&Id.item.1=x&plain=y&Inner2.item.1.Id=z&Map.entry.1.key=k&Map.entry.1.value=1' +
    '&FlatMap.1.key=k&FlatMap.1.value=2&FlatIds.1=w';
  assert.deepStrictEqual(decode(query, 'awsQuery'), {
    Name: 'a',
    Flag: false,
    Ids: ['x'],
    Named: 'y',
    Inners: [{ Id: 'z' }],
    Map: { k: 1 },
    FlatMap: { k: 2 },
    FlatIds: ['w'],
  });
  assert.deepStrictEqual(decode('Name=a&Id=', 'awsQuery'), { Name: 'a', Ids: [] });
});

test('members come in the order of the model whatever the order of the parameters', () => {
  assert.equal(JSON.stringify(decode('Count=1&Name=a')), JSON.stringify(decode('Name=a&Count=1')));
});

test('a list is in the order of its indices, and gaps are closed', () => {
  assert.deepStrictEqual(decode('Name=a&Id.10=c&Id.2=b&Id.1=a'), { Name: 'a', Ids: ['a', 'b', 'c'] });
  assert.deepStrictEqual(decode(`Name=a&Id.${indexMax}=z`), { Name: 'a', Ids: ['z'] });
});

test('only awsQuery has a way to say that a list is empty', () => {
  assert.match(refusal('Name=a&Id='), /^InvalidParameterValue: Value \(\) for parameter Id is invalid/);
});

test('an operation without input takes no parameter', () => {
  assert.deepStrictEqual(decode('', 'ec2Query', 'Nothing'), {});
  assert.throws(() => decode('DryRun=true', 'ec2Query', 'Nothing'), { code: 'UnknownParameter' });
});

const values: readonly (readonly [string, unknown])[] = [
  ['Count=-2147483648', { Count: -2147483648 }],
  ['Count=2147483647', { Count: 2147483647 }],
  ['Wide=9007199254740991', { Wide: 9007199254740991 }],
  ['Ratio=-1.5e3', { Ratio: -1500 }],
  ['At=2024-02-29T23:59:59.5Z', { At: new Date('2024-02-29T23:59:59.500Z') }],
  ['At=2026-01-01T00:00:00%2B02:00', { At: new Date('2025-12-31T22:00:00Z') }],
  ['Data=AAE=', { Data: new Uint8Array([0, 1]) }],
  ['Color=red', { Color: 'red' }],
  ['Colors.1=red&Colors.2=blue', { Colors: ['red', 'blue'] }],
  ['Size=s3', { Size: 's3' }],
];
for (const [query, expected] of values) {
  test(`${query} is read`, () => {
    assert.deepStrictEqual(decode(`Name=a&${query}`), { Name: 'a', ...(expected as object) });
  });
}

const wrong = [
  ...[
    '',
    '1.0',
    '01',
    '+1',
    '1e3',
    '0x10',
    ' 1',
    '2147483648',
    '-2147483649',
    'NaN',
    '-0',
    '1'.repeat(400),
  ].map((text) => `Count=${encodeURIComponent(text)}`),
  ...['9007199254740992', '-9007199254740992', '-9007199254740993', 'Infinity'].map((text) => `Wide=${text}`),
  ...['1e999', 'NaN', '.5', '5.', ''].map((text) => `Ratio=${text}`),
  ...['True', '1', 'yes', '', 'true '].map((text) => `Flag=${text}`),
  ...['2023-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '2026-01-01', '2026-01-01T00:00:00', '0', ''].map(
    (text) => `At=${text}`,
  ),
  ...['A', 'AA=A', 'A===', '*', 'AAA'].map((text) => `Data=${text}`),
  ...['Color=Red', 'Color=', 'Color=constructor', 'Colors.1=green', 'Size=s25'],
  ...['Inner=x', 'Inner2=x', 'Id=x', 'Map=x', 'Inner2.1=x'],
];
for (const query of wrong) {
  test(`${query.slice(0, 60)} is refused`, () => {
    assert.match(
      refusal(`Name=a&${query}`),
      /^InvalidParameterValue: Value \(.*\) for parameter [\w.]+ is invalid\. It must be /,
    );
    assert.match(
      refusal(`Name=a&${query.replace('Flag', 'flag')}`, 'awsQuery'),
      /^ValidationError: 1 validation error detected: /,
    );
  });
}

const unknown = [
  'Nome=x',
  'name=x',
  'flag=true',
  'Named=x',
  'Name.1=x',
  'Name.a.b=x',
  'Id.0=x',
  'Id.01=x',
  'Id.-1=x',
  'Id.1.5=x',
  'Id.x=x',
  'Id.10001=x',
  'Id.99999999999999999999=x',
  'Id.1e3=x',
  'Id.=x',
  '.Id=x',
  '=x',
  'Inner.Id=a&Inner.Bad=x',
  'Inner2.1.Id=a&Inner2.1.Bad.1.2=x',
  '__proto__=x',
  '__proto__.polluted=x',
  'constructor.prototype.polluted=x',
  'Inner.Id=a&Inner.__proto__.polluted=x',
  'Id.__proto__=x',
  'toString=x',
  'Action=Do',
];
for (const query of unknown) {
  test(`${query} is an unknown parameter`, () => {
    assert.match(refusal(`Name=a&${query}`), /^UnknownParameter: The parameter .* is not recognized$/);
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  });
}

test('an unknown parameter is named as it was written', () => {
  assert.equal(
    refusal('Name=a&Inner2.1.Id=a&Inner2.1.Bad.7=x'),
    'UnknownParameter: The parameter Inner2.1.Bad.7 is not recognized',
  );
  assert.equal(refusal(`Name=a&${'x'.repeat(9999)}=`).length < 250, true);
});

test('a missing parameter is named with its place', () => {
  assert.equal(refusal(''), 'MissingParameter: The request must contain the parameter Name');
  assert.equal(
    refusal('Name=a&Inner2.1.Id=a&Inner2.2.Inner.Id=b'),
    'MissingParameter: The request must contain the parameter Inner2.2.Id',
  );
  assert.match(
    refusal('', 'awsQuery'),
    /^ValidationError: 1 validation error detected: Value null at 'Name'/,
  );
  assert.match(refusal('Name=a&Map.entry.1.key=a', 'awsQuery'), /^ValidationError: .*Map\.entry\.1\.value/);
});

test('an enumeration is told when it is short', () => {
  assert.match(refusal('Name=a&Color=x'), /one of \[blue, red\]/);
  assert.doesNotMatch(refusal('Name=a&Size=x'), /s24/);
});

test('a parameter given twice is refused', () => {
  for (const query of ['Name=b', 'Name=', 'Id.1=x&Id.1=x', 'Id.1=x&%49d.1=x']) {
    assert.match(
      refusal(`Name=a&${query}`),
      /^InvalidQueryParameter: The parameter [\w.]+ is given more than once/,
    );
  }
});

test('a value where there are children too is refused', () => {
  for (const query of ['Inner=x&Inner.Id=x', 'Id=x&Id.1=x', 'Id=&Id.1=x', 'Inner2.1=&Inner2.1.Id=x']) {
    assert.match(refusal(`Name=a&${query}`), /^InvalidParameterValue/, query);
    assert.throws(() => decode(`Name=a&${query}`, 'awsQuery'), ServiceError, query);
  }
});

test('a key of a map comes once and may have any name', () => {
  const map = (first: string, second: string) =>
    `Name=a&FlatMap.1.key=${first}&FlatMap.1.value=1&FlatMap.2.key=${second}&FlatMap.2.value=2`;
  assert.match(refusal(map('k', 'k'), 'awsQuery'), /^ValidationError/);
  const decoded = decode(map('__proto__', 'constructor'), 'awsQuery') as { FlatMap: object };
  assert.deepEqual(Object.entries(decoded.FlatMap), [
    ['__proto__', 1],
    ['constructor', 2],
  ]);
  assert.equal(Object.getPrototypeOf(decoded.FlatMap), Object.prototype);
});

test('a name that is nested without end is refused at once', () => {
  assert.match(refusal(`Name=a&${'a.'.repeat(500_000)}b=1`), /^InvalidQueryParameter: .* nested too deep/);
  assert.match(refusal(`Name=a&${'Inner.'.repeat(40)}Id=1`), /nested too deep/);
});

test('an item of a list within awsQuery has the right name around it', () => {
  for (const query of [
    'Id.1=x',
    'Id.member.1=x',
    'Id.item.1=x&Id.member.2=y',
    'Map.1.key=a',
    'FlatIds.item.1=a',
  ]) {
    assert.match(refusal(`Name=a&${query}`, 'awsQuery'), /^ValidationError: .* is not a parameter/, query);
  }
});
