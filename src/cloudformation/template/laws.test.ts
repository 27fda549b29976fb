/** What holds of every template. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { ServiceError } from '../../model/errors.ts';
import { evaluateOutputs, evaluateProperties } from './evaluate.ts';
import { dependencyGraph } from './graph.ts';
import { openScope } from './open-scope.ts';
import { takeParameters } from './parameters.ts';
import { readTemplate } from './read-template.ts';
import { anyTemplate, yamlOf } from './testing/any-template.ts';
import { facts, lookups, outside } from './testing/scope.ts';
import { Unknown } from './value.ts';

/** What the call returns, or the code and sentence of the refusal; anything else that is thrown is a defect. */
function outcome<Result>(call: () => Result): Result | string {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    assert.equal(error.code, 'ValidationError');
    assert.ok(error.message.length > 0);
    return error.message;
  }
}

let taken = 0;

test('whatever is in a template, it is computed or refused with a ValidationError', () => {
  const open = { ref: () => new Unknown(), attribute: () => new Unknown(), importValue: () => new Unknown() };
  fc.assert(
    fc.property(anyTemplate, fc.boolean(), (json, isOpen) => {
      outcome(() => {
        const template = readTemplate(JSON.stringify(json));
        taken += 1;
        const parameters = takeParameters(template, [], outside);
        const scope = openScope(template, parameters, facts, isOpen ? { ...lookups, ...open } : lookups);
        outcome(() => evaluateOutputs(scope));
        for (const id of dependencyGraph(scope).keys()) outcome(() => evaluateProperties(scope, id));
      });
    }),
    { numRuns: 4_000 },
  );
  assert.ok(taken > 400, `only ${taken} were read`);
});

test('a template says the same in JSON and in YAML, with and without short forms', () => {
  fc.assert(
    fc.property(anyTemplate, (json) => {
      const fromJson = outcome(() => readTemplate(JSON.stringify(json)));
      assert.deepEqual(
        outcome(() => readTemplate(`Description: d\n${stringify(json, { version: '1.1' })}`)),
        withDescription(fromJson),
      );
      const short = Object.entries(json).map(([section, value]) => `${section}: ${yamlOf(value)}\n`);
      assert.deepEqual(
        outcome(() => readTemplate(short.join(''))),
        fromJson,
      );
    }),
    { numRuns: 1_500 },
  );
});

/** A YAML text must not begin with a brace. */
function withDescription<Result>(template: Result | string): Result | string {
  return typeof template === 'string' ? template : { description: 'd', ...template };
}

const whole = `
AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  P: {Type: String, Default: x, AllowedPattern: "[a-z]*"}
Rules:
  R: {Assertions: [{Assert: !Contains [[x, y], !Ref P]}]}
Mappings:
  M: {x: {a: 1}}
Conditions:
  C: !And [!Equals [!Ref P, x], !Not [!Equals [a, b]]]
Resources:
  A:
    Type: AWS::EC2::VPC
    DeletionPolicy: Retain
    Properties: {CidrBlock: !Select [0, !Cidr [10.0.0.0/8, 4, 16]], Tags: [{Key: Name, Value: !Sub "\${P}-\${AWS::Region}"}]}
  B:
    Type: AWS::SSM::Parameter
    Condition: C
    DependsOn: [A]
    Properties: {Value: !If [C, !GetAtt A.CidrBlock, !FindInMap [M, !Ref P, a]], Type: String}
Outputs:
  O: {Value: !Ref A, Export: {Name: !Sub "\${AWS::StackName}-o"}}
`;

/** Takes pieces out of the text, doubles them and writes other characters over it. */
const damages = fc.array(
  fc.record({
    at: fc.nat(whole.length),
    length: fc.nat(12),
    kind: fc.constantFrom('cut', 'double', 'write'),
    text: fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      '\n',
      '!',
      '"',
      '&a ',
      '*a',
      '~',
      '\t',
      '- ',
      'Fn::',
      '\0',
      '\u2028',
    ),
  }),
  { minLength: 1, maxLength: 4 },
);

test('a damaged template is read or refused with a ValidationError', () => {
  for (const written of [whole, JSON.stringify(JSON.parse(jsonOf(whole)))]) {
    fc.assert(
      fc.property(damages, (all) => {
        let text = written;
        for (const { at, length, kind, text: piece } of all) {
          const [start, end] = [at % text.length, (at % text.length) + length];
          const middle = kind === 'double' ? text.slice(start, end).repeat(2) : kind === 'write' ? piece : '';
          text = text.slice(0, start) + middle + text.slice(end);
        }
        outcome(() => {
          const template = readTemplate(text);
          const scope = openScope(template, takeParameters(template, [], outside), facts, lookups);
          for (const id of dependencyGraph(scope).keys()) evaluateProperties(scope, id);
          evaluateOutputs(scope);
        });
      }),
      { numRuns: 2_000 },
    );
  }
});

/** The same template in JSON; its texts are simple. */
function jsonOf(yaml: string): string {
  const { resources, conditions, outputs } = readTemplate(yaml);
  return JSON.stringify({
    Parameters: { P: { Type: 'String', Default: 'x' } },
    Mappings: { M: { x: { a: 1 } } },
    Conditions: Object.fromEntries(conditions),
    Resources: Object.fromEntries(
      [...resources].map(([id, { type, properties, dependsOn }]) => [
        id,
        { Type: type, Properties: properties, DependsOn: dependsOn },
      ]),
    ),
    Outputs: Object.fromEntries([...outputs].map(([id, { value }]) => [id, { Value: value }])),
  });
}
