import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decided } from './decide.ts';
import { scopeOf } from './testing/scope.ts';

const text = `
Parameters: {P: {Type: String}}
Conditions: {IsOn: !Equals [!Ref P, "yes"], IsOff: !Not [{Condition: IsOn}]}
Resources:
  A:
    Type: T
    Properties:
      Plain: {Ref: P}
      Choice: !If [IsOn, {Inner: !If [IsOff, 1, [2, !If [IsOn, !Ref AWS::NoValue, 3], 4]]}, !Ref AWS::NoValue]
      Gone: !If [IsOff, x, !Ref AWS::NoValue]
  B: {Type: T, Condition: IsOn}
  C: {Type: T, Condition: IsOff}
Outputs:
  O: {Value: !If [IsOn, !Ref B, c]}
  Q: {Value: x, Condition: IsOff}
`;

function left(P: string) {
  const { template, conditions } = scopeOf(text, { P });
  const { resources, outputs } = decided(template, conditions);
  return {
    ids: [...resources.keys()],
    properties: resources.get('A')?.properties,
    outputs: [...outputs].map(([key, { value }]) => [key, value]),
  };
}

test('conditions leave what they hold for, with the branches that are taken', () => {
  assert.deepEqual(left('yes'), {
    ids: ['A', 'B'],
    properties: { Plain: { Ref: 'P' }, Choice: { Inner: [2, 4] } },
    outputs: [['O', { Ref: 'B' }]],
  });
  assert.deepEqual(left('no'), {
    ids: ['A', 'C'],
    properties: { Plain: { Ref: 'P' }, Gone: 'x' },
    outputs: [
      ['O', 'c'],
      ['Q', 'x'],
    ],
  });
});
