import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SchemaOf } from '../schema.ts';
import { Unknown } from '../template/value.ts';
import { computeChanges } from './compute-changes.ts';
import { schemaOf } from './testing/schemas.ts';
import { printed, request, version } from './testing/stacks.ts';
import type { NamedResource } from './versions.ts';

/** Parameters are identified by their names. */
const named: SchemaOf = (type) => {
  const schema = schemaOf(type);
  return schema && { ...schema, primaryIdentifier: type === 'AWS::SSM::Parameter' ? ['Name'] : ['Id'] };
};

const text = `
Resources:
  Kept: {Type: AWS::SSM::Parameter, DeletionPolicy: Retain, Properties: {Name: !Sub "/\${AWS::StackName}/kept", Value: !Ref Vpc}}
  Rolled: {Type: AWS::SSM::Parameter, DeletionPolicy: RetainExceptOnCreate, Properties: {Name: /rolled}}
  Deleted: {Type: AWS::SSM::Parameter, Properties: {Name: /deleted}}
  Nameless: {Type: AWS::SSM::Parameter, DeletionPolicy: Retain, Properties: {Value: x}}
  Later: {Type: AWS::SSM::Parameter, DeletionPolicy: Retain, Properties: {Name: !Ref Vpc}}
  Vpc: {Type: AWS::EC2::VPC, DeletionPolicy: Retain}
  User: {Type: AWS::SSM::Parameter, Properties: {Name: /user, Value: !Ref Kept}}
`;

test('what names itself and is kept when its stack goes is looked for, and imported when it is there', () => {
  const asked: NamedResource[] = [];
  const { resources } = computeChanges({
    ...request(undefined, version(text)),
    schemaOf: named,
    isThere: (found) => {
      asked.push(found);
      return found.logicalId === 'Kept';
    },
  });
  assert.deepEqual(
    asked.map(({ physicalId }) => physicalId),
    ['/rolled', '/shop/kept'].toSorted(),
  );
  const kept = asked.find(({ logicalId }) => logicalId === 'Kept');
  assert.deepEqual(kept?.properties, { Name: '/shop/kept', Value: new Unknown().text });
  assert.equal(
    printed(resources.filter(({ LogicalResourceId }) => /Kept|Rolled/.test(LogicalResourceId))),
    'Import Kept /shop/kept AWS::SSM::Parameter\nAdd Rolled - AWS::SSM::Parameter\n',
  );
  const user = resources.find(({ LogicalResourceId }) => LogicalResourceId === 'User');
  assert.match(user?.AfterContext ?? '', /"Value":"\/shop\/kept"/);
});

test('what the stack has is not looked for', () => {
  const before = version(text);
  const isThere = () => assert.fail('it was looked for');
  const { resources } = computeChanges({ ...request(before, before), schemaOf: named, isThere });
  assert.deepEqual(resources, []);
});
