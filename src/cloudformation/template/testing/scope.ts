/** A stack for tests: `vpc-1`, `VPC.CidrBlock` and the like of anything, and a few things outside. */
import assert from 'node:assert/strict';
import { ServiceError } from '../../../model/errors.ts';
import { openScope } from '../open-scope.ts';
import { type GivenParameter, takeParameters } from '../parameters.ts';
import { readTemplate } from '../read-template.ts';
import type { Lookups, Scope, StackFacts } from '../scope.ts';

export const facts: StackFacts = {
  accountId: '111122223333',
  region: 'us-east-1',
  partition: 'aws',
  urlSuffix: 'amazonaws.com',
  stackName: 'shop',
  stackId: 'arn:aws:cloudformation:us-east-1:111122223333:stack/shop/1',
  notificationArns: ['arn:aws:sns:us-east-1:111122223333:a', 'arn:aws:sns:us-east-1:111122223333:b'],
};

const stored: Readonly<Record<string, string>> = {
  '/cdk/version': '21',
  '/list': 'x, y',
  '/versioned:3': 'third',
};

export const lookups: Lookups = {
  ref: (id) => `${id}-id`,
  attribute: (id, attribute) =>
    attribute.endsWith('s') ? [`${id}.${attribute}`, 'two:2'] : `${id}.${attribute}`,
  importValue: (name) => `value of ${name}`,
  storedParameter: (name, version) => stored[version === undefined ? name : `${name}:${version}`],
  zones: (region) => (region === 'us-east-1' ? ['us-east-1a', 'us-east-1b'] : []),
};

/** Those that are looked up outside, with every id but `vpc-none` there. */
export const outside = { ...lookups, exists: (_type: string, id: string) => id !== 'vpc-none' };

/** The scope of the template's text with these parameters. */
export function scopeOf(
  text: string,
  parameters: Readonly<Record<string, string>> = {},
  own: Partial<Lookups> = {},
): Scope {
  const template = readTemplate(text);
  const given: GivenParameter[] = Object.entries(parameters).map(([key, value]) => ({ key, value }));
  return openScope(template, takeParameters(template, given, outside), facts, { ...lookups, ...own });
}

/** The sentence of the ValidationError that the call ends with. */
export function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof ServiceError, String(error));
    assert.equal(error.code, 'ValidationError');
    return error.message;
  }
  assert.fail('it was not refused');
}
