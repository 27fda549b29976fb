import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ServiceError } from '../../model/errors.ts';
import { readTemplate } from '../template/read-template.ts';
import { anyTemplate } from '../template/testing/any-template.ts';
import { refusal } from '../template/testing/scope.ts';
import { withoutValues } from './change.ts';
import { checkImport } from './check-import.ts';
import { type Changes, computeChanges, isEmpty } from './compute-changes.ts';
import { schemaOf } from './testing/schemas.ts';
import { deployed, printed, request, version } from './testing/stacks.ts';
import { updateKind } from './update-kind.ts';
import type { StackVersion } from './versions.ts';

const nothing: Changes = { resources: [], outputsChanged: false, tagsChanged: false };

/** A version of any template that can be deployed. */
function versionOf(json: unknown): StackVersion | undefined {
  try {
    const found = version(JSON.stringify(json));
    computeChanges(request(undefined, found));
    return found;
  } catch (error) {
    assert.ok(error instanceof ServiceError, String(error));
    return undefined;
  }
}

test('a stack that stays as it is has no changes', () => {
  let seen = 0;
  fc.assert(
    fc.property(anyTemplate, (json) => {
      const found = versionOf(json);
      if (found === undefined) return;
      seen += 1;
      const changes = computeChanges(request(found, found));
      assert.deepEqual(changes, nothing);
      assert.ok(isEmpty(changes));
    }),
    { numRuns: 3_000 },
  );
  assert.ok(seen > 100, `only ${seen} could be deployed`);
});

test('between any two stacks each resource that comes, goes or differs is named once', () => {
  fc.assert(
    fc.property(anyTemplate, anyTemplate, (one, other) => {
      const [before, after] = [versionOf(one), versionOf(other)];
      if (before === undefined || after === undefined) return;
      const { resources } = computeChanges(request(before, after));
      const ids = resources.map(({ LogicalResourceId }) => LogicalResourceId);
      assert.deepEqual(ids, [...new Set(ids)].sort());
      const [old, now] = [deployed(before), deployed(after)];
      for (const { Action, LogicalResourceId, Details, Replacement } of resources) {
        const expected = !old.has(LogicalResourceId)
          ? 'Add'
          : now.has(LogicalResourceId)
            ? 'Modify'
            : 'Remove';
        assert.equal(Action, expected);
        assert.equal(Details.length > 0, Action === 'Modify');
        assert.equal(Replacement === undefined, Action !== 'Modify');
      }
      for (const id of new Set([...old.keys(), ...now.keys()]))
        if (old.has(id) !== now.has(id)) assert.ok(ids.includes(id));
    }),
    { numRuns: 1_500 },
  );
});

const vpc = (cidr: string, more = '') =>
  `Resources:\n  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: ${cidr}}}\n${more}`;

test('the type of a resource cannot change', () => {
  const [before, after] = [
    version(vpc('10.0.0.0/16')),
    version('Resources: {Vpc: {Type: AWS::SSM::Parameter}}'),
  ];
  assert.equal(
    refusal(() => computeChanges(request(before, after))),
    'Update of resource type is not permitted. The new template modifies resource type of the following resources: [Vpc]',
  );
});

test('what cannot be computed is refused before anything is made', () => {
  const after = version(vpc('!Select [5, [a]]'));
  const sentence = 'Template error: Fn::Select cannot select nonexistent value at index 5';
  assert.equal(
    refusal(() => computeChanges(request(undefined, after))),
    sentence,
  );
  assert.equal(
    refusal(() => computeChanges(request(version(vpc('10.0.0.0/16')), after))),
    sentence,
  );
  const circle = version(
    'Resources: {A: {Type: AWS::EC2::VPC, DependsOn: B}, B: {Type: AWS::EC2::VPC, DependsOn: A}}',
  );
  const { before: _before, ...rest } = request(undefined, { ...circle });
  assert.equal(
    refusal(() => computeChanges(rest)),
    'Circular dependency between resources: [A, B]',
  );
});

test('attributes that have become others since are no changes', () => {
  const stack = version(
    vpc('10.0.0.0/16', '  P: {Type: AWS::SSM::Parameter, Properties: {Value: !GetAtt Vpc.CidrBlock}}\n'),
  );
  const asked = request(stack, stack);
  const drifted = { ...asked.lookups, attribute: () => `${Math.random()}`.slice(0, 0) };
  assert.deepEqual(computeChanges({ ...asked, lookups: drifted }), nothing);
});

test('a resource that is not there any more is added again', () => {
  const stack = version(
    vpc('10.0.0.0/16', '  P: {Type: AWS::SSM::Parameter, Properties: {Value: !GetAtt Vpc.CidrBlock}}\n'),
  );
  const there = new Map([...deployed(stack)].filter(([id]) => id !== 'Vpc'));
  const { resources } = computeChanges({ ...request(stack, stack), deployed: there });
  assert.deepEqual(
    resources.map(({ Action, LogicalResourceId }) => [Action, LogicalResourceId]),
    [
      ['Modify', 'P'],
      ['Add', 'Vpc'],
    ],
  );
});

test('tags of the stack alone are a change, also when nothing can have them', () => {
  const stack = version('Resources: {P: {Type: AWS::SSM::Parameter}}');
  const changes = computeChanges(request(stack, { ...stack, tags: { a: 'b' } }));
  assert.deepEqual(changes, { ...nothing, tagsChanged: true });
  assert.ok(!isEmpty(changes));
});

test('values are shown only when they are asked for', () => {
  const { resources } = computeChanges(request(version(vpc('10.0.0.0/16')), version(vpc('10.1.0.0/16'))));
  assert.deepEqual(resources.map(withoutValues), [
    {
      Action: 'Modify',
      LogicalResourceId: 'Vpc',
      PhysicalResourceId: 'Vpc-id',
      ResourceType: 'AWS::EC2::VPC',
      Replacement: 'True',
      PolicyAction: 'ReplaceAndDelete',
      Scope: ['Properties'],
      Details: [
        {
          ChangeSource: 'DirectModification',
          Evaluation: 'Static',
          Target: { Attribute: 'Properties', Name: 'CidrBlock', RequiresRecreation: 'Always' },
        },
      ],
    },
  ]);
  assert.equal(resources[0]?.BeforeContext, '{"Properties":{"CidrBlock":"10.0.0.0/16"}}');
  assert.equal(resources[0]?.AfterContext, '{"Properties":{"CidrBlock":"10.1.0.0/16"}}');
});

const importing = (after: string, imports: Readonly<Record<string, string>>) => {
  const changes = computeChanges({
    ...request(version(vpc('10.0.0.0/16')), version(after)),
    imports: new Map(Object.entries(imports)),
  });
  checkImport(readTemplate(after), Object.keys(imports), changes);
  return changes;
};
const parameter = '  P: {Type: AWS::SSM::Parameter, DeletionPolicy: Retain, Properties: {Name: n}}\n';

test('resources are imported by their physical ids', () => {
  const { resources } = importing(vpc('10.0.0.0/16', parameter), { P: 'n' });
  assert.equal(printed(resources), 'Import P n AWS::SSM::Parameter\n');
});

const imports: readonly (readonly [string, string, Readonly<Record<string, string>>, string])[] = [
  [
    'something else',
    vpc('10.1.0.0/16', parameter),
    { P: 'n' },
    'You have modified resources [Vpc] in your template that are not being imported. Update, create or delete operations cannot be executed during import operations.',
  ],
  [
    'another new one',
    vpc('10.0.0.0/16', `${parameter}  Q: {Type: AWS::SSM::Parameter}\n`),
    { P: 'n' },
    'Resources [Q] is missing from ResourceToImport list',
  ],
  [
    'what is not declared',
    vpc('10.0.0.0/16'),
    { P: 'n' },
    'ResourcesToImport [P] cannot be found in the template',
  ],
  [
    'what is there',
    vpc('10.0.0.0/16', parameter),
    { P: 'n', Vpc: 'v' },
    'Resources [Vpc] are in the stack already or not to be made',
  ],
  [
    'outputs',
    vpc('10.0.0.0/16', `${parameter}Outputs: {O: {Value: x}}\n`),
    { P: 'n' },
    'As part of the import operation, you cannot modify or add [Outputs]',
  ],
];

for (const [what, after, ids, message] of imports) {
  test(`an import is refused with ${what}`, () =>
    assert.equal(
      refusal(() => importing(after, ids)),
      message,
    ));
}

test('the property with the most impact decides what an update takes', () => {
  const instance = schemaOf('AWS::EC2::Instance');
  assert.equal(updateKind(instance, { InstanceType: 'a' }, { InstanceType: 'a' }), 'nothing');
  assert.equal(updateKind(instance, { InstanceType: 1 }, { InstanceType: '1' }), 'nothing');
  assert.equal(updateKind(instance, { InstanceType: 'a' }, { InstanceType: 'b' }), 'conditional');
  assert.equal(updateKind(instance, { InstanceType: 'a', ImageId: 'a' }, { InstanceType: 'b' }), 'replace');
  assert.equal(updateKind(instance, {}, { Other: 'b' }), 'in-place');
  assert.equal(updateKind(undefined, {}, { Other: 'b' }), 'in-place');
});
