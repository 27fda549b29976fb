// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written like this
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requestContext } from './context.ts';
import { arnPattern, resourcePattern } from './pattern.ts';
import { parseTemplate } from './template.ts';

const context = requestContext([
  ['aws:username', 'ann'],
  ['colon', 'a:b'],
  ['plain', 'r'],
]);

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
test('ARNs are compared component by component', () => {
  const table = [
    [
      'arn:aws:someservice:*:111122223333:finance/*',
      'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt',
      false,
    ],
    [
      'arn:aws:someservice:*:111122223333:finance/*',
      'arn:aws:someservice:us-east-2:111122223333:finance/a:b',
      true,
    ],
    ['arn:aws:sns:us-*-1:111122223333:t?pic', 'arn:aws:sns:us-east-1:111122223333:topic', true],
    ['arn:aws:sns:us-*-1:111122223333:t?pic', 'arn:aws:sns:us-east-1:111122223333:Topic', false],
    ['arn:aws:iam::111122223333:user/${aws:username}', 'arn:aws:iam::111122223333:user/ann', true],
    ['arn:aws:iam::111122223333:user/${colon}', 'arn:aws:iam::111122223333:user/a:b', true],
    ['arn:aws:iam:${colon}:user', 'arn:aws:iam:a:b:user', false],
    ['arn:aws:iam::111122223333:user/${missing}', 'arn:aws:iam::111122223333:user/ann', undefined],
    ['*', 'arn:aws:iam::111122223333:user/ann', true],
    ['*', 'no arn', false],
    ['*:*', 'arn:aws:iam::111122223333:user/ann', false],
    ['arn:aws:sns', 'arn:aws:sns', false],
    ['arn:aws:s3:::', 'arn:aws:s3:::', true],
    ['arn:aws:logs:*:*:group:*:stream', 'arn:aws:logs:r:1:group:x:stream', true],
  ] as const;
  for (const [pattern, value, expected] of table) {
    assert.equal(
      arnPattern(parseTemplate(pattern)).matches(value, context),
      expected,
      `${pattern} on ${value}`,
    );
  }
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
test('resources are matched as a whole, with variables after the fifth colon', () => {
  const table = [
    ['*', 'anything', true],
    ['arn:aws:ec2:*:vpc/*', 'arn:aws:ec2:us-east-1:111122223333:vpc/vpc-1', true],
    ['arn:aws:ec2:us-east-1:111122223333:vpc/vpc-?', 'arn:aws:ec2:us-east-1:111122223333:vpc/vpc-1', true],
    ['arn:aws:ec2:us-east-1:111122223333:vpc/vpc-?', 'arn:aws:ec2:us-east-1:111122223333:vpc/vpc-12', false],
    ['arn:aws:iam::1:user/Bob', 'arn:aws:iam::1:user/bob', false],
    ['arn:aws:sqs:r:*:${aws:username}-queue', 'arn:aws:sqs:r:1:ann-queue', true],
    ['arn:aws:sqs:r:${aws:username}:queue', 'arn:aws:sqs:r:ann:queue', false],
    ['arn:aws:sqs:${plain}:1:queue', 'arn:aws:sqs:r:1:queue', false],
    ['arn:aws:sqs:r:1:${missing}', 'arn:aws:sqs:r:1:x', undefined],
    ["arn:aws:sqs:r:1:${missing, 'x'}", 'arn:aws:sqs:r:1:x', true],
  ] as const;
  for (const [pattern, value, expected] of table) {
    assert.equal(
      resourcePattern(pattern, '2012-10-17').matches(value, context),
      expected,
      `${pattern} on ${value}`,
    );
  }
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
test('in the older version a variable is text', () => {
  const pattern = resourcePattern('arn:aws:sqs:r:1:${aws:username}', '2008-10-17');
  assert.equal(pattern.matches('arn:aws:sqs:r:1:ann', context), false);
  assert.equal(pattern.matches('arn:aws:sqs:r:1:${aws:username}', context), true);
});
