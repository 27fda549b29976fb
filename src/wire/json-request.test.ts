import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ServiceError } from '../model/errors.ts';
import { askJson } from './json-request.ts';
import { loadServices } from './service.ts';
import type { SignedRequest } from './sigv4/signed-request.ts';

const service = loadServices().get('cloudtrail');
assert.ok(service);
const trail = service;
const target = 'CloudTrail_20131101.LookupEvents';

function ask(body: string | Uint8Array, more: Partial<SignedRequest> = {}) {
  const headers: [string, string][] = [['X-Amz-Target', target]];
  const request = { method: 'POST', path: '/', query: '', headers, body: Buffer.from(body), ...more };
  const asked = askJson(trail, request);
  const shape = trail.operations.get(asked.name);
  assert.ok(shape);
  return asked.decode(shape);
}

function refusal(body: string | Uint8Array, more: Partial<SignedRequest> = {}): string {
  try {
    ask(body, more);
  } catch (error) {
    assert.ok(error instanceof ServiceError, String(error));
    return `${error.code}: ${error.message}`;
  }
  throw new Error('it was not refused');
}

describe('what is no JSON of the model is refused', () => {
  const cases: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    ['half a document', '{"MaxResults":', /^SerializationException: the body is no JSON$/],
    ['a list', '[]', /^SerializationException: START_ARRAY can not be converted to a structure$/],
    ['null', 'null', /^SerializationException: NULL/],
    [
      'a number that is text',
      '{"MaxResults":"5"}',
      /^SerializationException: STRING_VALUE can not be converted to an Integer/,
    ],
    ['a fraction', '{"MaxResults":1.5}', /^SerializationException/],
    ['a number beyond 32 bits', '{"MaxResults":2147483648}', /^SerializationException/],
    [
      'text that is a number',
      '{"NextToken":1}',
      /^SerializationException: NUMBER_VALUE can not be converted to a String/,
    ],
    ['a time that is text', '{"StartTime":"2026-01-01T00:00:00Z"}', /^SerializationException/],
    ['a time beyond all calendars', '{"StartTime":1e300}', /^SerializationException/],
    ['null in a list', '{"LookupAttributes":[null]}', /^SerializationException: NULL can not be converted/],
    ['no UTF-8', Uint8Array.from([0x7b, 0xff, 0x7d]), /^SerializationException: The body is not UTF-8/],
    ['a great depth', `${'{"a":'.repeat(200_000)}1`, /^SerializationException/],
    [
      'a missing member',
      '{"LookupAttributes":[{"AttributeKey":"EventId"}]}',
      /^ValidationException: 1 validation error detected: Value null at 'lookupAttributes.1.member.attributeValue' failed/,
    ],
    [
      'a value of no enumeration',
      '{"LookupAttributes":[{"AttributeKey":"x","AttributeValue":""}]}',
      /^ValidationException: .*Value 'x' at 'lookupAttributes.1.member.attributeKey' .*enum value set: \[AccessKeyId, /,
    ],
  ];
  for (const [what, body, expected] of cases) test(what, () => assert.match(refusal(body), expected));
});

test('members that are not modelled are ignored, whatever their names, and null is nothing', () => {
  const body = '{"__proto__":{"MaxResults":1},"constructor":{},"NextToken":null,"MaxResults":7,"x":[[[]]]}';
  assert.deepEqual(ask(body), { MaxResults: 7 });
  assert.deepEqual(ask(''), {});
});

test('times are seconds, with their fractions', () => {
  assert.deepEqual(ask('{"StartTime":1767225600.25}'), { StartTime: new Date('2026-01-01T00:00:00.250Z') });
});

describe('the target', () => {
  const headers = (...targets: string[]): [string, string][] => targets.map((each) => ['x-amz-target', each]);
  for (const wrong of [
    '',
    'LookupEvents',
    'Other.LookupEvents',
    'XCloudTrail_20131101.LookupEvents',
    `${target}x`,
  ]) {
    test(`'${wrong}' is refused`, () => {
      assert.match(refusal('{}', { headers: headers(wrong) }), /^UnknownOperationException/);
    });
  }
  test('must be there once', () => {
    assert.match(refusal('{}', { headers: [] }), /one header X-Amz-Target: CloudTrail_20131101/);
    assert.match(refusal('{}', { headers: headers(target, target) }), /^UnknownOperationException/);
  });
  test('may have the package before it, as botocore sends it', () => {
    assert.deepEqual(ask('{}', { headers: headers(`com.amazonaws.cloudtrail.v20131101.${target}`) }), {});
  });
  test('of what only AWS has says so', () => {
    const message = refusal('{}', { headers: headers('CloudTrail_20131101.CreateTrail') });
    assert.match(message, /AWS has the action CreateTrail, but Postern does not offer it/);
  });
});
