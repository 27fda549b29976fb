// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written like this
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ServiceError } from '../model/errors.ts';
import { printDocument } from './document/print-document.ts';
import {
  endpointPolicy,
  inlinePolicy,
  managedPolicy,
  type PolicyProfile,
  policySize,
  resourcePolicy,
  trustPolicy,
} from './document/profiles.ts';
import { parsePolicy } from './parse-policy.ts';
import { documents } from './testing/arbitraries.ts';
import { decide, request } from './testing/policies.ts';

const bucket = 'arn:aws:s3:::example_bucket';
const list = { Effect: 'Allow', Action: 's3:ListBucket', Resource: bucket };
const version = '2012-10-17';

const syntax = 'Syntax errors in policy.';
const legacy = 'The policy failed legacy parsing';

// The messages of IAM for CreatePolicy.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
test('documents that AWS refuses are refused with its message', () => {
  const table: readonly (readonly [unknown, string])[] = [
    ['no JSON', syntax],
    ['[]', syntax],
    ['null', syntax],
    [`{"Version":"${version}","Version":"${version}","Statement":${JSON.stringify(list)}}`, syntax],
    ['['.repeat(50_000), syntax],
    [{ Statement: list }, 'Policy document must be version 2012-10-17 or greater.'],
    [{ Version: '2008-10-17', Statement: list }, 'Policy document must be version 2012-10-17 or greater.'],
    [{ Version: '2013-10-17', Statement: list }, syntax],
    [{ Version: 20121017, Statement: list }, syntax],
    [{ Version: version }, syntax],
    [{ Version: version, Statement: [] }, syntax],
    [{ Version: version, Statement: ['afd'] }, syntax],
    [{ Version: version, Statement: [[list]] }, syntax],
    [{ Version: version, Statement: list, Extra: 'x' }, syntax],
    [{ Version: version, Statement: list, version }, syntax],
    [{ Version: version, Id: ['x'], Statement: list }, syntax],
    ...statementTable(),
    ...resourceTable(),
    [
      {
        Version: version,
        Statement: [
          { Sid: 'a', ...list },
          { Sid: 'a', Effect: 'Allow' },
        ],
      },
      'Statement IDs (SID) in a single policy must be unique.',
    ],
    [{ Statement: { ...list, Effect: 'denY' } }, 'Policy document must be version 2012-10-17 or greater.'],
  ];
  for (const [document, message] of table) refused(document, managedPolicy, message);
});

function statementTable(): (readonly [unknown, string])[] {
  const noVendor = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
  const table: readonly (readonly [object, string])[] = [
    [{ Extra: 'x' }, syntax],
    [{ Effect: undefined }, syntax],
    [{ Effect: 'invalid' }, syntax],
    [{ Effect: ['Allow'] }, syntax],
    [{ Effect: 'denY' }, legacy],
    [{ Sid: {} }, syntax],
    [
      { Sid: 'a-b' },
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    ],
    [{ Action: undefined }, 'Policy statement must contain actions.'],
    [{ Action: [] }, 'Policy statement must contain actions.'],
    [{ Action: {} }, syntax],
    [{ Action: [[]] }, syntax],
    [{ Action: [null] }, syntax],
    [{ NotAction: [] }, syntax],
    [{ NotAction: 'iam:x' }, syntax],
    [{ Action: 'invalid' }, noVendor],
    [{ Action: '' }, noVendor],
    [{ Action: 'ec2*' }, noVendor],
    [{ Action: undefined, NotAction: '' }, noVendor],
    [{ Action: 'a a:ListBucket' }, 'Vendor a a is not valid'],
    [{ Action: 'ec2*:x' }, 'Vendor ec2* is not valid'],
    [{ Action: ['s3:a', 's3:List:Bucket'] }, 'Actions/Condition can contain only one colon.'],
    [{ NotResource: '*' }, syntax],
    [{ Resource: undefined }, 'Policy statement must contain resources.'],
    [{ Resource: [] }, 'Policy statement must contain resources.'],
    [{ Resource: undefined, Action: 'invalid' }, noVendor],
    [{ Principal: '*' }, 'Policy document should not specify a principal.'],
    [{ NotPrincipal: { AWS: '*' } }, 'Policy document should not specify a principal.'],
    [{ Principal: '*', NotPrincipal: '*' }, syntax],
    [{ Principal: 'everyone' }, syntax],
    [{ Principal: { Aws: '*' } }, syntax],
    [{ Condition: [] }, syntax],
    [{ Condition: 'a' }, syntax],
    [{ Condition: null }, syntax],
    [{ Condition: { a: 'b' } }, syntax],
    [{ Condition: { x: { a: '1' } } }, syntax],
    [{ Condition: { StringEquals: { a: null } } }, syntax],
    [{ Condition: { StringEquals: { a: {} } } }, syntax],
    [{ Condition: { StringEquals: { a: [[]] } } }, syntax],
    [{ Condition: { 'ForAnyValue::StringEqualsIfExists': { a: 'x' } } }, syntax],
    [{ Condition: { DateGreaterThan: { a: 'sdfdsf' } } }, legacy],
    [{ Condition: { DateLessThanEquals: { a: ['2020-01-01', '234-13'] } } }, legacy],
    [{ Condition: { 'ForAllValues:DateLessThanIfExists': { a: '9223372036854775808' } } }, legacy],
  ];
  return table.map(([changes, message]) => [
    { Version: version, Statement: { ...list, ...changes } },
    message,
  ]);
}

function resourceTable(): (readonly [unknown, string])[] {
  const vendor = 'Resource vendor must be fully qualified and cannot contain regexes.';
  const path =
    'IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, ' +
    'server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.';
  const table: readonly (readonly [string | string[], string])[] = [
    ['invalid resource', 'Resource invalid resource must be in ARN format or "*".'],
    ['', 'Resource  must be in ARN format or "*".'],
    [['*', 'adf'], 'Resource adf must be in ARN format or "*".'],
    ['a:bsdfdsafsad', 'Partition "bsdfdsafsad" is not valid for resource "arn:bsdfdsafsad:*:*:*:*".'],
    ['a:b:cadfsdf', 'Partition "b" is not valid for resource "arn:b:cadfsdf:*:*:*".'],
    ['a:b:c:d:e:f:g:h', 'Partition "b" is not valid for resource "arn:b:c:d:e:f:g:h".'],
    ['aws:s3:::example_bucket', 'Partition "s3" is not valid for resource "arn:s3:::example_bucket:*".'],
    [
      'arn:error:s3:::example_bucket',
      'Partition "error" is not valid for resource "arn:error:s3:::example_bucket".',
    ],
    ['arn:aws', vendor],
    ['arn:aws:*:us-east-1:111122223333:x', vendor],
    ['arn:aws:s3::example_bucket', legacy],
    ['arn:aws::::example_bucket', legacy],
    ['arn:aws::fdsasf', legacy],
    ['arn:aws:iam:::example_bucket', path],
    [
      'arn:aws:iam:us-east-1::user/x',
      'IAM resource arn:aws:iam:us-east-1::user/x cannot contain region information.',
    ],
    ['arn:aws:s3:us-east-1::x', 'Resource arn:aws:s3:us-east-1::x can not contain region information.'],
  ];
  return table.map(([resource, message]) => [
    { Version: version, Statement: { ...list, Resource: resource } },
    message,
  ]);
}

test('documents that AWS takes are taken', () => {
  const statements: readonly object[] = [
    {},
    { Resource: [bucket, '*'] },
    { Resource: 'arn:aws:fdsasf' },
    { Resource: 'arn:aws:iam:::user/x' },
    { Resource: 'arn:aws:iam::*:user/${aws:username}' },
    { Resource: 'arn:aws:s3:us-east-1:1:accesspoint/x' },
    { Resource: 'arn:*:ec2:us-east-1::x' },
    { Resource: undefined, NotResource: '*' },
    { Action: 'iam: asdf safdsf af ' },
    { Action: '*' },
    { Action: ['*:*', 's3-s.s:?'] },
    { Action: undefined, NotAction: 's3:ListBucket' },
    { Sid: '' },
    { Condition: {} },
    { Condition: { unknown: {} } },
    { Condition: { DateGreaterThan: { a: [] } } },
    { Condition: { DateGreaterThan: { a: '01T' } } },
    { Condition: { DateLessThan: { a: '-292275054' } } },
    { Condition: { 'ForAnyValue:StringEqualsIfExists': { a: 'x' } } },
    { Condition: { Bool: { a: true }, NumericEquals: { b: [1, '2'] } } },
  ];
  for (const changes of statements) {
    const text = JSON.stringify({ Version: version, Id: 'x', Statement: { ...list, ...changes } });
    assert.doesNotThrow(() => parsePolicy(text, managedPolicy), text);
  }
  const twice = JSON.stringify({
    Version: version,
    Statement: [
      { Sid: '', ...list },
      { Sid: '', ...list },
    ],
  });
  assert.equal(parsePolicy(twice, managedPolicy).statements.length, 2);
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html#policies-grammar-notes
test('what a policy is attached to decides what it must have', () => {
  const trust = { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' };
  const open = { ...list, Principal: '*' };
  taken({ Statement: list }, inlinePolicy);
  taken({ Version: '2008-10-17', Statement: list }, inlinePolicy);
  taken({ Statement: trust }, trustPolicy);
  taken({ Statement: { ...trust, Action: ['STS:AssumeRole', 'sts:TagSession'] } }, trustPolicy);
  taken({ Version: '2008-10-17', Statement: open }, endpointPolicy);
  taken(
    {
      Statement: [
        { Sid: 'two words', ...open },
        { Sid: 'two words', ...open },
      ],
    },
    resourcePolicy,
  );
  refused({ Statement: { ...trust, Resource: '*' } }, trustPolicy, 'Has prohibited field Resource');
  refused({ Statement: { ...trust, Principal: undefined } }, trustPolicy, 'Missing required field Principal');
  for (const action of ['*', 's3:*', ['sts:AssumeRole', 'iam:PassRole']]) {
    const message = 'AssumeRole policy may only specify STS AssumeRole actions.';
    const form = action === '*' ? { ...trust, Action: '*' } : { ...trust, Action: action };
    refused({ Statement: form }, trustPolicy, message);
  }
  refused(
    { Statement: { Effect: 'Allow', Principal: '*', NotAction: 'sts:AssumeRole' } },
    trustPolicy,
    'AssumeRole policy may only specify STS AssumeRole actions.',
  );
  refused({ Statement: list }, resourcePolicy, 'Missing required field Principal');
  refused({ Statement: list }, endpointPolicy, 'Missing required field Principal', 'InvalidPolicyDocument');
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
test('principals have the forms that AWS knows', () => {
  const iam = 'arn:aws:iam::111122223333';
  const sts = 'arn:aws:sts::111122223333';
  const good = {
    AWS: [
      '*',
      '111122223333',
      `${iam}:root`,
      `${iam}:user/a/b/Ann@x`,
      `${iam}:role/r`,
      `${sts}:assumed-role/r/s@1`,
      `${sts}:federated-user/guest`,
      'AIDACKCEVSQ6C2EXAMPLE',
      'AROACKCEVSQ6C2EXAMPLE',
    ],
    Service: ['ec2.amazonaws.com', 'vpce.us-east-1.amazonaws.com'],
    Federated: ['accounts.google.com', `${iam}:saml-provider/p`, `${iam}:oidc-provider/host/id/X`],
    CanonicalUser: ['79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be'],
  };
  taken({ Statement: { ...list, Principal: good } }, resourcePolicy);
  const bad: readonly (readonly [string, string])[] = [
    ...[
      '',
      '11112222333',
      `${iam}:*`,
      `${iam}:user/*`,
      `${iam}:user/a*/b`,
      `${iam}:role/`,
      `${iam}:group/g`,
      `${sts}:assumed-role/r/*`,
      `${sts}:assumed-role/r`,
      'ann',
      'arn:aws:iam::*:root',
      `${iam}:root\n`,
      `${'a/'.repeat(30_000)}`,
    ].map((name) => ['AWS', name] as const),
    ['Service', '*'],
    ['Service', 'ec2'],
    ['Federated', 'arn:aws:iam::111122223333:user/x'],
    ['CanonicalUser', 'xyz'],
  ];
  for (const [kind, name] of bad) {
    const shown = kind === 'AWS' ? kind : kind.toUpperCase();
    refused(
      { Statement: { ...list, Principal: { [kind]: name } } },
      resourcePolicy,
      `Invalid principal in policy: "${shown}":"${name}"`,
    );
  }
  for (const principal of [{}, { AWS: [] }, { AWS: '*', Service: [] }]) {
    refused(
      { Statement: { ...list, Principal: principal } },
      resourcePolicy,
      'Missing required field Principal cannot be empty!',
    );
  }
});

test('a text that is too long is not read', () => {
  const text = JSON.stringify({ Statement: { ...list, Principal: '*' } });
  const fits = text.padEnd(endpointPolicy.charactersMax);
  assert.ok(parsePolicy(fits, endpointPolicy));
  refused(
    `${fits} `,
    endpointPolicy,
    'The policy has 20481 characters, at most 20480 are allowed.',
    'InvalidPolicyDocument',
  );
});

test('a policy of nothing but wildcards is read and evaluated', () => {
  for (const wildcard of ['*', '?', '*?', '${*}']) {
    const pattern = wildcard.repeat(Math.floor(130_000 / wildcard.length));
    const statement = {
      ...list,
      Resource: `${bucket}${pattern}`,
      Condition: { StringLike: { 'a:b': pattern } },
    };
    const text = JSON.stringify({ Version: version, Statement: statement });
    const policy = parsePolicy(text, { ...managedPolicy, charactersMax: 1_000_000 });
    const context = { 'a:b': 'x'.repeat(2_000) };
    assert.ok(decide(request({ action: 's3:ListBucket', context }), { identity: [policy] }));
  }
});

test('size is counted without white space', () => {
  assert.equal(policySize(' { "Id" :\n\t"a b" }\r\n'), '{"Id":"ab"}'.length);
});

test('a document is frozen throughout and has no prototypes of the text', () => {
  const text = `{"Version":"${version}","Statement":{"Effect":"Allow","Action":"a:b","Resource":"*","Condition":{"StringEquals":{"__proto__":"x"}}}}`;
  const { document, statements } = parsePolicy(text, managedPolicy);
  const [statement] = document.statements;
  assert.deepEqual(statement?.conditions, [{ operator: 'StringEquals', key: '__proto__', values: ['x'] }]);
  for (const part of [
    document,
    document.statements,
    statement,
    statement?.action.value,
    statement?.conditions[0],
    statements,
  ]) {
    assert.ok(Object.isFrozen(part));
  }
});

test('a document that is printed and read again is equal', () => {
  fc.assert(
    fc.property(documents, (input) => {
      const { document } = parsePolicy(JSON.stringify(input), resourcePolicy);
      assert.deepEqual(parsePolicy(printDocument(document), resourcePolicy).document, document);
      assert.equal(
        printDocument(parsePolicy(printDocument(document), resourcePolicy).document),
        printDocument(document),
      );
    }),
    { numRuns: 500 },
  );
});

test('no text whatever is answered with anything but a policy or a refusal', () => {
  const fragment = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '"Statement"',
    '"Effect"',
    '"Allow"',
    '"Action"',
    '"*"',
    '"Resource"',
    '"Condition"',
    '"StringLike"',
    '"a:b"',
    '1',
    'null',
    'true',
    '\\u0000',
    ' ',
  );
  const wild = fc.array(fragment, { maxLength: 30 }).map((parts) => parts.join(''));
  const damaged = fc.tuple(documents, fc.nat(), fc.nat(20), fragment).map(([input, at, length, put]) => {
    const text = JSON.stringify(input);
    return text.slice(0, at % text.length) + put + text.slice((at % text.length) + length);
  });
  fc.assert(
    fc.property(
      fc.oneof(
        wild,
        damaged,
        fc.json().map((json) => `{"Statement":${json}}`),
      ),
      (text) => {
        for (const profile of [managedPolicy, trustPolicy, resourcePolicy]) {
          try {
            parsePolicy(text, profile);
          } catch (error) {
            assert.ok(error instanceof ServiceError, text);
          }
        }
      },
    ),
    { numRuns: 2_000 },
  );
});

function taken(document: unknown, profile: PolicyProfile): void {
  assert.doesNotThrow(() => parsePolicy(JSON.stringify(document), profile), JSON.stringify(document));
}

function refused(
  document: unknown,
  profile: PolicyProfile,
  message: string,
  code = 'MalformedPolicyDocument',
): void {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  assert.throws(
    () => parsePolicy(text, profile),
    (error) => {
      assert.ok(error instanceof ServiceError);
      assert.deepEqual([error.code, error.message], [code, message], text.slice(0, 500));
      return true;
    },
    text.slice(0, 500),
  );
}
