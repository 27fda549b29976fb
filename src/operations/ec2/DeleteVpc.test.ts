import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testBench } from '../testing/invoke.ts';
import { networkOf } from '../testing/network.ts';
import { DeleteSecurityGroup } from './DeleteSecurityGroup.ts';
import { DeleteSubnet } from './DeleteSubnet.ts';
import { DeleteVpc } from './DeleteVpc.ts';

test('deleting an empty VPC takes its default group and every trace with it', () => {
  const bench = testBench();
  const { vpc, subnet, group } = networkOf(bench);
  const VpcId = vpc();
  bench.invoke(DeleteSubnet, { SubnetId: subnet(VpcId) });
  bench.invoke(DeleteSecurityGroup, { GroupId: group(VpcId) });
  bench.invoke(DeleteVpc, { VpcId });
  assert.deepEqual(bench.resources.snapshot(), {});
});

test('a VPC with a subnet, a group or an endpoint is not deleted', () => {
  const bench = testBench();
  const { vpc, subnet, group } = networkOf(bench);
  const withSubnet = vpc();
  const withGroup = vpc();
  const withEndpoint = vpc();
  const subnetId = subnet(withSubnet);
  const groupId = group(withGroup);
  const refuse = (VpcId: string) => bench.refusal(DeleteVpc, { VpcId });
  const told = (id: string, needer: string) =>
    `DependencyViolation: The vpc '${id}' has dependencies and cannot be deleted. It still has ${needer}.`;
  assert.equal(refuse(withSubnet), told(withSubnet, subnetId));
  assert.equal(refuse(withGroup), told(withGroup, groupId));
  const endpoint = {
    id: 'vpce-00000000000000001',
    vpcId: withEndpoint,
    state: 'deleting',
    serviceId: 'vpce-svc-1',
  };
  bench.resources.put('endpoint', endpoint as never);
  assert.equal(refuse(withEndpoint), told(withEndpoint, 'vpce-00000000000000001'));
  bench.resources.put('endpoint', { ...endpoint, state: 'deleted' } as never);
  bench.invoke(DeleteVpc, { VpcId: withEndpoint });
});

test('unknown, malformed and foreign VPCs are told apart only where the caller may know', () => {
  const bench = testBench();
  const VpcId = networkOf(bench).vpc();
  const missing = `InvalidVpcID.NotFound: The vpc ID '${VpcId}' does not exist`;
  assert.equal(bench.refusal(DeleteVpc, { VpcId }, { accountId: '222222222222' }), missing);
  assert.equal(bench.refusal(DeleteVpc, { VpcId }, { region: 'eu-west-1' }), missing);
  assert.equal(
    bench.refusal(DeleteVpc, { VpcId: 'vpc' }),
    'InvalidVpcID.Malformed: Invalid id: "vpc" (expecting "vpc-...")',
  );
  assert.equal(
    bench.refusal(DeleteVpc, { VpcId: 'subnet-00000000000000001' }),
    'InvalidVpcID.Malformed: Invalid id: "subnet-00000000000000001" (expecting "vpc-...")',
  );
  bench.invoke(DeleteVpc, { VpcId });
  assert.equal(bench.refusal(DeleteVpc, { VpcId }), missing);
});
