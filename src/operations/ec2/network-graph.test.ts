/** Random sequences of operations on networks against what must always hold. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Reader } from '../../model/access.ts';
import { freeAddresses } from '../../model/address-pool.ts';
import { isMain } from '../../model/delete-vpc.ts';
import { ServiceError } from '../../model/errors.ts';
import { hostImageId } from '../../model/host-image.ts';
import { finishTermination } from '../../model/instance-lifecycle.ts';
import type { NetworkInterface } from '../../model/resources.ts';
import type { Operation } from '../operation.ts';
import { type TestBench, testBench } from '../testing/invoke.ts';
import { AllocateAddress } from './AllocateAddress.ts';
import { AssociateRouteTable } from './AssociateRouteTable.ts';
import { AttachInternetGateway } from './AttachInternetGateway.ts';
import { AuthorizeSecurityGroupIngress } from './AuthorizeSecurityGroupIngress.ts';
import { CreateInternetGateway } from './CreateInternetGateway.ts';
import { CreateManagedPrefixList } from './CreateManagedPrefixList.ts';
import { CreateNatGateway } from './CreateNatGateway.ts';
import { CreateNetworkInterface } from './CreateNetworkInterface.ts';
import { CreateRouteTable } from './CreateRouteTable.ts';
import { CreateSecurityGroup } from './CreateSecurityGroup.ts';
import { CreateSubnet } from './CreateSubnet.ts';
import { CreateVpc } from './CreateVpc.ts';
import { DeleteInternetGateway } from './DeleteInternetGateway.ts';
import { DeleteManagedPrefixList } from './DeleteManagedPrefixList.ts';
import { DeleteNatGateway } from './DeleteNatGateway.ts';
import { DeleteNetworkInterface } from './DeleteNetworkInterface.ts';
import { DeleteRouteTable } from './DeleteRouteTable.ts';
import { DeleteSecurityGroup } from './DeleteSecurityGroup.ts';
import { DeleteSubnet } from './DeleteSubnet.ts';
import { DeleteVpc } from './DeleteVpc.ts';
import { DetachInternetGateway } from './DetachInternetGateway.ts';
import { ReleaseAddress } from './ReleaseAddress.ts';
import { RevokeSecurityGroupIngress } from './RevokeSecurityGroupIngress.ts';
import { RunInstances } from './RunInstances.ts';
import { TerminateInstances } from './TerminateInstances.ts';

type PickedKind =
  | 'vpc'
  | 'subnet'
  | 'securityGroup'
  | 'instance'
  | 'routeTable'
  | 'internetGateway'
  | 'natGateway'
  | 'elasticAddress'
  | 'networkInterface'
  | 'prefixList';
type Pick = (kind: PickedKind) => string;
type Make = (pick: Pick, number: number) => readonly [Operation, object] | undefined;

/** Numbers choose among what exists, so sequences stay meaningful when they are shrunk. */
const steps: Readonly<Record<string, Make>> = {
  createVpc: () => [CreateVpc, { CidrBlock: '10.0.0.0/24' }],
  deleteVpc: (pick) => [DeleteVpc, { VpcId: pick('vpc') }],
  createSubnet: (pick, number) => [
    CreateSubnet,
    { VpcId: pick('vpc'), CidrBlock: `10.0.0.${(number % 8) * 16}/28` },
  ],
  deleteSubnet: (pick) => [DeleteSubnet, { SubnetId: pick('subnet') }],
  createGroup: (pick, number) => [
    CreateSecurityGroup,
    { VpcId: pick('vpc'), GroupName: `g${number % 4}`, Description: 'd' },
  ],
  deleteGroup: (pick) => [DeleteSecurityGroup, { GroupId: pick('securityGroup') }],
  authorize: (pick) => [
    AuthorizeSecurityGroupIngress,
    { GroupId: pick('securityGroup'), ...reference(pick) },
  ],
  revoke: (pick) => [RevokeSecurityGroupIngress, { GroupId: pick('securityGroup'), ...reference(pick) }],
  run: (pick, number) => [
    RunInstances,
    {
      ImageId: hostImageId,
      MinCount: 1,
      MaxCount: (number % 3) + 1,
      SubnetId: pick('subnet'),
      ...(number % 2 === 0 && { SecurityGroupIds: [pick('securityGroup')] }),
    },
  ],
  createTable: (pick) => [CreateRouteTable, { VpcId: pick('vpc') }],
  deleteTable: (pick) => [DeleteRouteTable, { RouteTableId: pick('routeTable') }],
  associate: (pick) => [AssociateRouteTable, { SubnetId: pick('subnet'), RouteTableId: pick('routeTable') }],
  createGateway: () => [CreateInternetGateway, {}],
  attach: (pick) => [
    AttachInternetGateway,
    { InternetGatewayId: pick('internetGateway'), VpcId: pick('vpc') },
  ],
  detach: (pick) => [
    DetachInternetGateway,
    { InternetGatewayId: pick('internetGateway'), VpcId: pick('vpc') },
  ],
  deleteGateway: (pick) => [DeleteInternetGateway, { InternetGatewayId: pick('internetGateway') }],
  allocate: () => [AllocateAddress, {}],
  release: (pick) => [ReleaseAddress, { AllocationId: pick('elasticAddress') }],
  createNat: (pick) => [CreateNatGateway, { SubnetId: pick('subnet'), AllocationId: pick('elasticAddress') }],
  deleteNat: (pick) => [DeleteNatGateway, { NatGatewayId: pick('natGateway') }],
  createInterface: (pick) => [CreateNetworkInterface, { SubnetId: pick('subnet') }],
  deleteInterface: (pick) => [DeleteNetworkInterface, { NetworkInterfaceId: pick('networkInterface') }],
  createList: () => [CreateManagedPrefixList, { PrefixListName: 'l', AddressFamily: 'IPv4', MaxEntries: 2 }],
  deleteList: (pick) => [DeleteManagedPrefixList, { PrefixListId: pick('prefixList') }],
  authorizeList: (pick) => [
    AuthorizeSecurityGroupIngress,
    {
      GroupId: pick('securityGroup'),
      IpPermissions: [{ IpProtocol: '-1', PrefixListIds: [{ PrefixListId: pick('prefixList') }] }],
    },
  ],
  terminate: (pick) => [TerminateInstances, { InstanceIds: [pick('instance')] }],
};

const reference = (pick: Pick) => ({
  IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: pick('securityGroup') }] }],
});

test('whatever is asked for, in whatever order, nothing refers to what is not there', () => {
  const step = fc.record({
    name: fc.constantFrom(...Object.keys(steps)),
    numbers: fc.array(fc.nat(50), { minLength: 4, maxLength: 4 }),
  });
  let succeeded = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 80 }), (sequence) => {
      const bench = testBench();
      bench.invoke(CreateVpc, { CidrBlock: '10.0.0.0/24' });
      for (const name of start) attempt(bench, name, [0, 0, 0, 0]);
      for (const { name, numbers } of sequence) {
        if (attempt(bench, name, numbers)) succeeded += 1;
        finishTerminations(bench, numbers);
        checkInvariants(bench);
      }
    }),
    { numRuns: 150 },
  );
  assert.ok(succeeded > 500, `only ${succeeded} steps did anything: the test tests little`);
});

/** What NAT gateways need, which chance alone seldom puts together. */
const start = ['createSubnet', 'createGateway', 'attach', 'allocate'];

/** @returns whether the step was done and not refused */
function attempt(bench: TestBench, name: string, numbers: readonly number[]): boolean {
  let used = 0;
  const pick: Pick = (kind) => {
    const records = [...bench.resources.all(kind)];
    const chosen = records[(numbers[used++] ?? 0) % Math.max(records.length, 1)];
    return chosen?.id ?? 'vpc-00000000000000000';
  };
  const made = steps[name]?.(pick, numbers[3] ?? 0);
  if (!made) return false;
  try {
    bench.invoke(...made);
    return true;
  } catch (error) {
    if (error instanceof ServiceError) return false;
    throw error;
  }
}

function finishTerminations(bench: TestBench, numbers: readonly number[]): void {
  if ((numbers[2] ?? 0) % 2 === 0) return;
  for (const instance of bench.resources.all('instance')) {
    if (instance.state === 'shutting-down') finishTermination(bench.resources, instance, bench.now);
  }
}

function isHeld(resources: Reader, { id, attachment }: NetworkInterface): boolean {
  if (attachment.kind === 'none') return true;
  if (attachment.kind === 'natGateway') {
    return resources.get('natGateway', attachment.natGatewayId)?.networkInterfaceId === id;
  }
  const instance = attachment.kind === 'instance' && resources.get('instance', attachment.instanceId);
  return instance !== false && instance !== undefined && instance.state !== 'terminated';
}

function checkRouting(resources: Reader): void {
  for (const vpc of resources.all('vpc')) {
    const tables = resources.find('routeTable', 'vpc', vpc.id);
    assert.equal(tables.filter(isMain).length, 1, 'a VPC has exactly one main table');
    const subnets = tables.flatMap(({ associations }) =>
      associations.flatMap(({ subnetId }) => subnetId ?? []),
    );
    assert.equal(new Set(subnets).size, subnets.length, 'a subnet has one table');
    for (const id of subnets) assert.equal(resources.get('subnet', id)?.vpcId, vpc.id, 'of its VPC');
    const gateways = resources.find('internetGateway', 'vpc', vpc.id);
    assert.ok(gateways.length <= 1, 'a VPC has one internet gateway at most');
  }
  for (const { vpcId } of resources.all('routeTable')) assert.ok(resources.get('vpc', vpcId));
  for (const { vpcId } of resources.all('internetGateway')) {
    assert.ok(vpcId === undefined || resources.get('vpc', vpcId), 'a gateway is attached to what is there');
  }
  for (const nat of resources.all('natGateway')) {
    assert.equal(resources.get('subnet', nat.subnetId)?.vpcId, nat.vpcId);
    assert.equal(resources.get('elasticAddress', nat.allocationId ?? '')?.natGatewayId, nat.id);
    assert.equal(resources.find('internetGateway', 'vpc', nat.vpcId).length, 1, 'a mapped address has a way');
  }
  for (const { natGatewayId } of resources.all('elasticAddress')) {
    assert.ok(natGatewayId === undefined || resources.get('natGateway', natGatewayId));
  }
}

function checkInvariants({ resources }: TestBench): void {
  checkRouting(resources);
  for (const vpc of resources.all('vpc')) {
    const defaults = resources.find('securityGroup', 'vpc', vpc.id).filter(({ name }) => name === 'default');
    assert.equal(defaults.length, 1, 'a VPC has exactly one default group');
    const names = resources.find('securityGroup', 'vpc', vpc.id).map(({ name }) => name);
    assert.equal(new Set(names).size, names.length, 'names are unique in a VPC');
    const blocks = resources.find('subnet', 'vpc', vpc.id).map(({ cidr }) => cidr);
    assert.equal(new Set(blocks).size, blocks.length, 'subnets do not overlap');
  }
  for (const subnet of resources.all('subnet')) {
    assert.ok(resources.get('vpc', subnet.vpcId), 'a subnet has its VPC');
    const addresses = resources
      .find('networkInterface', 'subnet', subnet.id)
      .map(({ privateIp }) => privateIp);
    assert.equal(new Set(addresses).size, addresses.length, 'an address has one interface');
    assert.equal(freeAddresses(resources, subnet), 11 - addresses.length, 'the pool knows what is taken');
  }
  for (const group of resources.all('securityGroup')) {
    assert.ok(resources.get('vpc', group.vpcId), 'a group has its VPC');
    for (const { source } of group.rules) {
      if (source.kind === 'prefixList') {
        assert.ok(resources.get('prefixList', source.prefixListId), 'a rule names a list that is there');
      }
      if (source.kind !== 'group') continue;
      const referenced = resources.get('securityGroup', source.groupId);
      assert.equal(referenced?.vpcId, group.vpcId, 'a rule names a group of its VPC');
    }
  }
  for (const record of resources.all('networkInterface')) {
    assert.ok(resources.get('subnet', record.subnetId), 'an interface has its subnet');
    for (const id of record.securityGroupIds) {
      assert.equal(resources.get('securityGroup', id)?.vpcId, record.vpcId, 'and groups of its VPC');
    }
    assert.ok(isHeld(resources, record), 'and something alive that it belongs to, or nothing');
  }
}
