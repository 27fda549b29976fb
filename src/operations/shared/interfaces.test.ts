import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DescribeNetworkInterfacesResult } from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { deleteInterface } from '../../model/delete-interface.ts';
import { DescribeNetworkInterfaces } from '../ec2/DescribeNetworkInterfaces.ts';
import { quotas } from '../network/quotas.ts';
import { type Operation, type OperationContext, operation } from '../operation.ts';
import { type TestBench, testBench } from '../testing/invoke.ts';
import { networkOf } from '../testing/network.ts';
import { createInterface, type NewInterface } from './interfaces.ts';
import { requireOwned } from './lookup.ts';

interface Wanted extends Partial<Omit<NewInterface, 'subnet'>> {
  readonly subnetId: string;
}

/** `createInterface` as an operation, so that a refusal undoes what was written. */
const create: Operation = operation<Wanted, object>({
  service: 'ec2',
  name: 'CreateInterface',
  access: 'write',
  honours: ['subnetId', 'address', 'groups', 'attachment', 'description'],
  handle: ({ subnetId, ...rest }, context: OperationContext) =>
    createInterface(context, {
      subnet: requireOwned(context, 'subnet', subnetId),
      groups: [],
      attachment: { kind: 'endpoint', endpointId: 'vpce-00000000000000001' },
      description: 'VPC Endpoint Interface vpce-00000000000000001',
      ...rest,
    }),
});

function setUp() {
  const bench = testBench();
  const network = networkOf(bench);
  const vpcId = network.vpc();
  const subnetId = network.subnet(vpcId);
  const groups = [network.group(vpcId, 'one'), network.group(vpcId, 'two')];
  return { bench, network, vpcId, subnetId, groups };
}

const interfaces = (bench: TestBench) => [...bench.resources.all('networkInterface')];

test('an interface gets the lowest free address, a MAC of its own and its groups once each', () => {
  const { bench, subnetId, groups } = setUp();
  bench.invoke(create, { subnetId, groups: [...groups, ...groups] });
  bench.invoke(create, { subnetId });
  const [a, b] = interfaces(bench);
  assert.equal(a?.privateIp, '10.0.1.4');
  assert.equal(b?.privateIp, '10.0.1.5');
  assert.deepEqual(a?.securityGroupIds, groups);
  assert.match(a?.mac ?? '', /^02(?::[0-9a-f]{2}){5}$/);
  assert.notEqual(a?.mac, b?.mac);
});

test('groups that cannot be are refused, and the address stays free', () => {
  const { bench, network, vpcId, subnetId, groups } = setUp();
  const abroad = network.group(network.vpc('10.9.0.0/16'), 'abroad');
  const many = Array.from({ length: quotas.securityGroupsPerInterface + 1 }, (_, at) =>
    network.group(vpcId, `n${at}`),
  );
  const before = bench.resources.snapshot();
  const refuse = (more: object) => bench.refusal(create, { subnetId, ...more });
  assert.match(
    refuse({ groups: [...groups, abroad] }),
    /^InvalidParameter: You have specified two resources that belong to different networks/,
  );
  assert.match(refuse({ groups: many }), /^SecurityGroupsPerInterfaceLimitExceeded/);
  assert.match(refuse({ groups: ['sg-00000000000000001'] }), /^InvalidGroup.NotFound/);
  assert.match(refuse({ groups: ['web'] }), /^InvalidGroupId.Malformed/);
  assert.deepEqual(bench.resources.snapshot(), before);
  bench.invoke(create, { subnetId, groups: many.slice(1) });
});

test('interfaces show what they are for', () => {
  const { bench, subnetId } = setUp();
  bench.invoke(create, { subnetId });
  const loadBalancerArn =
    'arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/n/0123456789abcdef';
  const attachment = { kind: 'loadBalancer', loadBalancerArn };
  bench.invoke(create, { subnetId, attachment, description: 'ELB net/n/0123456789abcdef' });
  const described = (Name: string, ...Values: string[]) => {
    const input = { Filters: [{ Name, Values }] };
    const result = bench.invoke<DescribeNetworkInterfacesResult>(DescribeNetworkInterfaces, input);
    return (
      result.NetworkInterfaces?.map((shown) => [
        shown.InterfaceType,
        shown.RequesterManaged,
        shown.Description,
      ]) ?? []
    );
  };
  const endpoint = ['vpc_endpoint', true, 'VPC Endpoint Interface vpce-00000000000000001'];
  const node = ['network_load_balancer', true, 'ELB net/n/0123456789abcdef'];
  assert.deepEqual(described('description', 'ELB net/*'), [node]);
  assert.deepEqual(described('interface-type', 'vpc_endpoint'), [endpoint]);
  assert.deepEqual(described('requester-id', 'amazon-elb'), [node]);
  assert.equal(described('attachment.instance-owner-id', 'amazon-aws').length, 2);
  assert.equal(described('requester-managed', 'false').length, 0);
});

test('no two interfaces ever share an address, whatever is created and deleted', () => {
  const step = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ create: fc.option(fc.integer({ min: 0, max: 16 }), { nil: undefined }) }),
    },
    { weight: 2, arbitrary: fc.record({ remove: fc.nat(30) }) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const bench = testBench();
      const network = networkOf(bench);
      const subnetId = network.subnet(network.vpc(), '10.0.1.0/28');
      for (const action of steps) {
        const present = interfaces(bench);
        if ('remove' in action) {
          const victim = present[action.remove % Math.max(present.length, 1)];
          if (victim) bench.resources.transact((resources) => deleteInterface(resources, victim));
        } else {
          const address = action.create === undefined ? {} : { address: `10.0.1.${action.create}` };
          try {
            bench.invoke(create, { subnetId, ...address });
          } catch (error) {
            const taken = present.some(({ privateIp }) => privateIp === address.address);
            const reserved = action.create !== undefined && (action.create < 4 || action.create > 14);
            assert.ok(taken || reserved || present.length === 11, `refused without reason: ${error}`);
          }
        }
        const addresses = interfaces(bench).map(({ privateIp }) => privateIp);
        assert.equal(new Set(addresses).size, addresses.length);
      }
    }),
    { numRuns: 200 },
  );
});
