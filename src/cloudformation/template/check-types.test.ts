import assert from 'node:assert/strict';
import { test } from 'node:test';
import { schemaOf } from '../changes/testing/schemas.ts';
import { requiredCapability } from './capabilities.ts';
import { checkAttributes, checkProperties } from './check-types.ts';
import { readTemplate } from './read-template.ts';
import { refusal } from './testing/scope.ts';

const check = (text: string) =>
  checkAttributes(readTemplate(`Resources:\n  Vpc: {Type: AWS::EC2::VPC}\n${text}`), schemaOf);

test('attributes must be those of the type, wherever they are asked for', () => {
  check('Outputs: {O: {Value: !GetAtt Vpc.CidrBlock}}');
  const sentence = 'Template error: resource Vpc does not support attribute type Nope in Fn::GetAtt';
  assert.equal(
    refusal(() => check('Outputs: {O: {Value: !GetAtt Vpc.Nope}}')),
    sentence,
  );
  const property = '  P: {Type: AWS::SSM::Parameter, Properties: {Value: !Sub "${Vpc.Nope}"}}\n';
  assert.equal(
    refusal(() => check(property)),
    sentence,
  );
  check('  S: {Type: AWS::CloudFormation::Stack}\nOutputs: {O: {Value: !GetAtt S.Outputs.Any}}');
  check('  X: {Type: X::Y::Z}\nOutputs: {O: {Value: !GetAtt X.Any}}');
});

test('properties that are missing and those that there are not are named together', () => {
  const schema = {
    properties: new Map([['Need', { updates: 'in-place', required: true }]] as const),
    attributes: new Map(),
    primaryIdentifier: [],
  };
  checkProperties('A', { Need: 'x' }, schema);
  assert.equal(
    refusal(() => checkProperties('A', { Other: 'x' }, schema)),
    'Properties validation failed for resource A with message:\n#: required key [Need] not found\n#: extraneous key [Other] is not permitted',
  );
});

test('what makes identities must be acknowledged, what gives them names more so', () => {
  const required = (text: string) => requiredCapability(readTemplate(`Resources: {A: {Type: T}, ${text}}`));
  assert.equal(required('B: {Type: T}'), undefined);
  assert.deepEqual(
    required('B: {Type: AWS::IAM::Role}, C: {Type: AWS::IAM::Policy, Properties: {PolicyName: p}}'),
    {
      capability: 'CAPABILITY_IAM',
      reason: 'The following resource(s) require capabilities: [AWS::IAM::Role, AWS::IAM::Policy]',
    },
  );
  const named = required('B: {Type: AWS::IAM::Role, Properties: {RoleName: !Ref A}}');
  assert.equal(named?.capability, 'CAPABILITY_NAMED_IAM');
});
