import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statementPositions } from './positions.ts';

const spans = (text: string) =>
  statementPositions(text).map(({ start, end }) => [start.Line, start.Column, end.Line, end.Column]);

test('a statement begins behind the bracket before it and ends behind its brace, as in answers of AWS', () => {
  const lines = [
    '{',
    '  "Version": "2012-10-17",',
    '  "Statement": [',
    '    {',
    '      "Effect": "Allow",',
    '      "Action": "*",',
    '      "Resource": "*"',
    '    }',
    '  ]',
    '}',
  ];
  assert.deepEqual(spans(lines.join('\n')), [[3, 17, 8, 6]]);
});

test('one line, a single statement, and several', () => {
  const one = '{"Effect":"Allow","Action":"*","Resource":"*"}';
  const head = '{"Version":"2012-10-17","Statement":';
  assert.deepEqual(spans(`${head}[${one}]}`), [[1, 38, 1, 38 + one.length]]);
  assert.deepEqual(spans(`${head}${one}}`), [[1, 37, 1, 37 + one.length]]);
  const second = 38 + one.length + 1;
  assert.deepEqual(spans(`${head}[${one},${one}]}`), [
    [1, 38, 1, 38 + one.length],
    [1, second, 1, second + one.length],
  ]);
});

test('conditions, braces in texts, other elements and escaped keys mislead nobody', () => {
  const statement =
    '{"Sid":"a","Effect":"Allow","Action":["ec2:*","sns:*"],"Resource":"*","Condition":{"StringEquals":{"aws:x":["}","{\\"Statement\\":["]}}}';
  const text = `{"Id":"\\"Statement\\":[{","\\u0053tatement":[${statement}],"Version":"2012-10-17"}`;
  const start = text.indexOf('{"Sid"') + 1;
  assert.deepEqual(spans(text), [[1, start, 1, start + statement.length]]);
});
