import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finishTermination } from '../../model/instance-lifecycle.ts';
import { testBench } from '../testing/invoke.ts';
import { networkOf } from '../testing/network.ts';
import { DeleteSubnet } from './DeleteSubnet.ts';
import { TerminateInstances } from './TerminateInstances.ts';

test('a subnet goes when its last interface is gone, not before', () => {
  const bench = testBench();
  const { vpc, subnet, instance } = networkOf(bench);
  const SubnetId = subnet(vpc());
  const id = instance(SubnetId);
  const eni = bench.resources.get('instance', id)?.networkInterfaceId;
  const refusal = `DependencyViolation: The subnet '${SubnetId}' has dependencies and cannot be deleted. It still has ${eni}.`;
  assert.equal(bench.refusal(DeleteSubnet, { SubnetId }), refusal);
  bench.invoke(TerminateInstances, { InstanceIds: [id] });
  assert.equal(bench.refusal(DeleteSubnet, { SubnetId }), refusal);
  const record = bench.resources.get('instance', id);
  assert.ok(record);
  finishTermination(bench.resources, record, bench.now);
  bench.invoke(DeleteSubnet, { SubnetId });
  const left = Object.keys(bench.resources.snapshot()).filter((key) => key.includes(SubnetId));
  assert.deepEqual(left, []);
});

test("another account's subnet does not exist", () => {
  const bench = testBench();
  const { vpc, subnet } = networkOf(bench);
  const SubnetId = subnet(vpc());
  const refusal = `InvalidSubnetID.NotFound: The subnet ID '${SubnetId}' does not exist`;
  assert.equal(bench.refusal(DeleteSubnet, { SubnetId }, { accountId: '222222222222' }), refusal);
  assert.match(bench.refusal(DeleteSubnet, { SubnetId: 'x' }), /^InvalidSubnetID.Malformed/);
});
