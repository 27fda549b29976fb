import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  AssociateIamInstanceProfileResult,
  DescribeIamInstanceProfileAssociationsResult,
  DescribeInstancesResult,
  IamInstanceProfileAssociation,
  Reservation,
} from '@aws-sdk/client-ec2';
import type { CreateInstanceProfileResponse } from '@aws-sdk/client-iam';
import { hostImageId } from '../../model/host-image.ts';
import { CreateInstanceProfile } from '../iam/CreateInstanceProfile.ts';
import { testBench } from '../testing/invoke.ts';
import { networkOf } from '../testing/network.ts';
import { AssociateIamInstanceProfile } from './AssociateIamInstanceProfile.ts';
import { DescribeIamInstanceProfileAssociations } from './DescribeIamInstanceProfileAssociations.ts';
import { DescribeInstances } from './DescribeInstances.ts';
import { DisassociateIamInstanceProfile } from './DisassociateIamInstanceProfile.ts';
import { ReplaceIamInstanceProfileAssociation } from './ReplaceIamInstanceProfileAssociation.ts';
import { RunInstances } from './RunInstances.ts';
import { TerminateInstances } from './TerminateInstances.ts';

function setUp() {
  const bench = testBench();
  const network = networkOf(bench);
  const SubnetId = network.subnet(network.vpc());
  const run = (more: object = {}) => {
    const input = { ImageId: hostImageId, MinCount: 1, MaxCount: 1, SubnetId, ...more };
    return bench.invoke<Reservation>(RunInstances, input).Instances?.[0]?.InstanceId ?? '';
  };
  const profile = (InstanceProfileName: string) => {
    const made = bench.invoke<CreateInstanceProfileResponse>(CreateInstanceProfile, { InstanceProfileName });
    return { Arn: made.InstanceProfile?.Arn, Id: made.InstanceProfile?.InstanceProfileId };
  };
  const list = (input: object = {}): readonly IamInstanceProfileAssociation[] =>
    bench.invoke<DescribeIamInstanceProfileAssociationsResult>(DescribeIamInstanceProfileAssociations, input)
      .IamInstanceProfileAssociations ?? [];
  const shown = (InstanceId: string) =>
    bench.invoke<DescribeInstancesResult>(DescribeInstances, { InstanceIds: [InstanceId] }).Reservations?.[0]
      ?.Instances?.[0]?.IamInstanceProfile;
  return { bench, run, profile, list, shown };
}

test('an instance gets a profile, another and none, and shows what it has', () => {
  const { bench, run, profile, list, shown } = setUp();
  const [one, two] = [profile('one'), profile('two')];
  const [InstanceId, other] = [run(), run({ IamInstanceProfile: { Name: 'two' } })];
  const associate = { InstanceId, IamInstanceProfile: { Name: 'one' } };
  const { IamInstanceProfileAssociation: made } = bench.invoke<AssociateIamInstanceProfileResult>(
    AssociateIamInstanceProfile,
    associate,
  );
  const { AssociationId = '' } = made ?? {};
  assert.match(AssociationId, /^iip-assoc-[0-9a-f]{17}$/);
  const association = { AssociationId, InstanceId, IamInstanceProfile: one };
  assert.deepEqual(made, { ...association, State: 'associating' });
  assert.deepEqual(shown(InstanceId), one);
  assert.match(bench.refusal(AssociateIamInstanceProfile, associate), /^IncorrectState: .*existing/);
  assert.equal(list().length, 2);
  const filtered = list({ Filters: [{ Name: 'instance-id', Values: [InstanceId] }] });
  assert.deepEqual(filtered, [{ ...association, State: 'associated' }]);
  assert.deepEqual(list({ AssociationIds: [AssociationId] }), filtered);
  assert.deepEqual(list({ Filters: [{ Name: 'state', Values: ['disassociating'] }] }), []);

  bench.invoke(ReplaceIamInstanceProfileAssociation, {
    AssociationId,
    IamInstanceProfile: { Arn: two.Arn },
  });
  assert.deepEqual(shown(InstanceId), two);
  const [replaced] = list({ Filters: [{ Name: 'instance-id', Values: [InstanceId] }] });
  bench.invoke(DisassociateIamInstanceProfile, { AssociationId: replaced?.AssociationId });
  assert.equal(shown(InstanceId), undefined);
  assert.deepEqual(
    list().map((each) => each.InstanceId),
    [other],
  );
});

test('what is no association, no profile or no living instance is refused and changes nothing', () => {
  const { bench, run, profile, list } = setUp();
  profile('one');
  const InstanceId = run({ IamInstanceProfile: { Name: 'one' } });
  const bare = run();
  const [{ AssociationId } = { AssociationId: '' }] = list();
  const named = (Name: string) => ({ IamInstanceProfile: { Name } });
  const unknown = { AssociationId: 'iip-assoc-0123456789abcdef0' };
  const revision = JSON.stringify(list());
  for (const [operation, input, expected] of [
    [AssociateIamInstanceProfile, { InstanceId: bare, ...named('none') }, /^InvalidParameterValue/],
    [AssociateIamInstanceProfile, { InstanceId: bare, IamInstanceProfile: {} }, /^MissingParameter/],
    [
      AssociateIamInstanceProfile,
      { InstanceId: 'i-0123456789abcdef0', ...named('one') },
      /^InvalidInstanceID/,
    ],
    [ReplaceIamInstanceProfileAssociation, { ...unknown, ...named('one') }, /^InvalidAssociationID.NotFound/],
    [ReplaceIamInstanceProfileAssociation, { AssociationId, ...named('none') }, /^InvalidParameterValue/],
    [DisassociateIamInstanceProfile, unknown, /^InvalidAssociationID.NotFound/],
    [
      DescribeIamInstanceProfileAssociations,
      { AssociationIds: [unknown.AssociationId] },
      /^InvalidAssociationID/,
    ],
  ] as const)
    assert.match(bench.refusal(operation, input), expected);
  assert.equal(JSON.stringify(list()), revision);

  bench.invoke(TerminateInstances, { InstanceIds: [InstanceId, bare] });
  assert.deepEqual(list(), []);
  assert.match(bench.refusal(DisassociateIamInstanceProfile, { AssociationId }), /^InvalidAssociationID/);
  const late = { InstanceId: bare, ...named('one') };
  assert.match(bench.refusal(AssociateIamInstanceProfile, late), /^IncorrectInstanceState/);
});
