import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type AttributeDefinition,
  describeAttributes,
  oneOf,
  trueOrFalse,
  wholeNumber,
  withAttributes,
} from './attribute-definition.ts';
import { ServiceError } from './errors.ts';

interface Thing {
  readonly attributes: Readonly<Record<string, string>>;
  readonly isLarge: boolean;
}

const table: readonly AttributeDefinition<Thing>[] = [
  { key: 'on', defaultOf: ({ isLarge }) => String(isLarge), ...trueOrFalse, hasEffect: true },
  { key: 'seconds', defaultOf: () => '300', ...wholeNumber(0, 3600), hasEffect: true },
  { key: 'share', defaultOf: () => 'off', ...wholeNumber(1, 100, 'off'), hasEffect: true },
  { key: 'kind', defaultOf: () => 'a', ...oneOf('a', 'b'), hasEffect: false },
  {
    key: 'large.only',
    defaultOf: () => 'false',
    ...trueOrFalse,
    appliesTo: (thing) => thing.isLarge,
    hasEffect: true,
  },
];

const small: Thing = { attributes: {}, isLarge: false };
const large: Thing = { attributes: { on: 'false', 'large.only': 'true' }, isLarge: true };

const set = (thing: Thing, ...given: readonly (readonly [string, string?])[]) =>
  withAttributes(
    'thing',
    table,
    thing,
    given.map(([Key, Value]) => ({ Key, Value })),
  );

test('what was set is answered, and the default of what was not', () => {
  assert.deepEqual(
    describeAttributes(table, small).map(({ Key, Value }) => `${Key}=${Value}`),
    ['on=false', 'seconds=300', 'share=off', 'kind=a'],
  );
  assert.deepEqual(
    describeAttributes(table, large).map(({ Key, Value }) => `${Key}=${Value}`),
    ['on=false', 'seconds=300', 'share=off', 'kind=a', 'large.only=true'],
  );
});

test('setting keeps what is not named', () => {
  assert.deepEqual(set(large, ['seconds', '0'], ['share', '100']), {
    on: 'false',
    'large.only': 'true',
    seconds: '0',
    share: '100',
  });
  assert.deepEqual(set(small), {});
  assert.deepEqual(set(small, ['kind', 'a']), { kind: 'a' });
});

test('a key or a value that is none is refused, and so is a value without effect', () => {
  const refused: readonly [readonly (readonly [string, string?])[], string, string][] = [
    [[['off', 'x']], 'InvalidConfigurationRequest', "Thing attribute key 'off' is not recognized"],
    [[['toString', 'x']], 'InvalidConfigurationRequest', "Thing attribute key 'toString' is not recognized"],
    [
      [['large.only', 'true']],
      'InvalidConfigurationRequest',
      "Thing attribute key 'large.only' is not supported on this thing: its protocol or type does not have it",
    ],
    [[['on', 'yes']], 'ValidationError', "The value of 'on' must be 'true' or 'false', not 'yes'"],
    [[['on']], 'ValidationError', "The value of 'on' must be 'true' or 'false', not ''"],
    [
      [['seconds', '3601']],
      'ValidationError',
      "The value of 'seconds' must be between '0' and '3600' inclusive, not '3601'",
    ],
    [
      [['share', '0']],
      'ValidationError',
      "The value of 'share' must be 'off' or between '1' and '100' inclusive, not '0'",
    ],
    [
      [['kind', 'b']],
      'InvalidConfigurationRequest',
      "Postern does not offer 'b' for 'kind'. Use 'a' or leave it out",
    ],
    [
      [
        ['on', 'true'],
        ['on', 'true'],
      ],
      'ValidationError',
      "The thing attribute 'on' was specified more than once",
    ],
  ];
  for (const [given, code, message] of refused) {
    assert.throws(() => set(small, ...given), { code, message });
  }
});

test('a whole number is digits within the range and nothing else', () => {
  const { isValue } = wholeNumber(60, 6000);
  for (const text of ['60', '6000', '0060']) assert.ok(isValue(text), text);
  for (const text of ['59', '6001', '-60', '6e2', '60.0', ' 60', '60 ', '0x3c', '', '٦٠', '9'.repeat(30)]) {
    assert.ok(!isValue(text), text);
  }
});

test('whatever is asked for is set as it is or refused with an error of the API', () => {
  const key = fc.oneof(fc.constantFrom(...table.map((each) => each.key), '__proto__', ''), fc.string());
  const value = fc.oneof(fc.constantFrom('true', 'false', 'off', '60', 'b'), fc.string());
  fc.assert(
    fc.property(fc.array(fc.tuple(key, value), { maxLength: 4 }), (given) => {
      try {
        assert.deepEqual({ ...set(large, ...given) }, { ...large.attributes, ...Object.fromEntries(given) });
      } catch (error) {
        assert.ok(error instanceof ServiceError, String(error));
      }
    }),
    { numRuns: 500 },
  );
});
