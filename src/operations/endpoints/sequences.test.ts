import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { finishDeletion, isConnected, markAvailable, markFailed } from '../../model/endpoint-lifecycle.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Ids } from '../../model/ids.ts';
import { domainOf } from '../../model/private-dns-name.ts';
import { AcceptVpcEndpointConnections } from '../ec2/AcceptVpcEndpointConnections.ts';
import { CreateVpcEndpoint } from '../ec2/CreateVpcEndpoint.ts';
import { CreateVpcEndpointServiceConfiguration } from '../ec2/CreateVpcEndpointServiceConfiguration.ts';
import { DeleteSecurityGroup } from '../ec2/DeleteSecurityGroup.ts';
import { DeleteSubnet } from '../ec2/DeleteSubnet.ts';
import { DeleteVpcEndpointServiceConfigurations } from '../ec2/DeleteVpcEndpointServiceConfigurations.ts';
import { DeleteVpcEndpoints } from '../ec2/DeleteVpcEndpoints.ts';
import { ModifyVpcAttribute } from '../ec2/ModifyVpcAttribute.ts';
import { ModifyVpcEndpoint } from '../ec2/ModifyVpcEndpoint.ts';
import { ModifyVpcEndpointServiceConfiguration } from '../ec2/ModifyVpcEndpointServiceConfiguration.ts';
import { RejectVpcEndpointConnections } from '../ec2/RejectVpcEndpointConnections.ts';
import { CreateListener } from '../elbv2/CreateListener.ts';
import { CreateLoadBalancer } from '../elbv2/CreateLoadBalancer.ts';
import { CreateTargetGroup } from '../elbv2/CreateTargetGroup.ts';
import { DeleteLoadBalancer } from '../elbv2/DeleteLoadBalancer.ts';
import { DeleteTargetGroup } from '../elbv2/DeleteTargetGroup.ts';
import type { Operation } from '../operation.ts';
import { createService, createWorld, type Party, type World } from './testing/world.ts';

/** What a step does; `pick` takes one of a list by the step's numbers, in turn. */
type Step = (world: World, pick: <T>(list: readonly T[]) => T | undefined) => void;

/** A refusal is as good an outcome as any: what matters is what is left. */
function attempt(party: Party, operation: Operation, input: object): void {
  try {
    party.call(operation, input);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
  }
}

const ids = <T extends { readonly id: string }>(records: Iterable<T>) =>
  [...records].map(({ id }) => id).sort();

const steps: Record<string, Step> = {
  createLoadBalancer({ provider }, pick) {
    const Subnets = [provider.subnetIds[0], pick(provider.subnetIds)];
    const input = { Name: pick(['one', 'two', 'three']), Type: 'network', Scheme: 'internal' };
    attempt(provider, CreateLoadBalancer, { ...input, Subnets: [...new Set(Subnets)] });
  },
  deleteLoadBalancer({ provider, bench }, pick) {
    attempt(provider, DeleteLoadBalancer, {
      LoadBalancerArn: pick(ids(bench.resources.all('loadBalancer'))),
    });
  },
  createTargetGroup({ provider }, pick) {
    const input = {
      Name: pick(['x', 'y']),
      Protocol: 'TCP',
      Port: 80,
      VpcId: provider.vpcId,
      TargetType: 'ip',
    };
    attempt(provider, CreateTargetGroup, input);
  },
  deleteTargetGroup({ provider, bench }, pick) {
    attempt(provider, DeleteTargetGroup, { TargetGroupArn: pick(ids(bench.resources.all('targetGroup'))) });
  },
  createListener({ provider, bench }, pick) {
    attempt(provider, CreateListener, {
      LoadBalancerArn: pick(ids(bench.resources.all('loadBalancer'))),
      Protocol: 'TCP',
      Port: pick([80, 81]),
      DefaultActions: [{ Type: 'forward', TargetGroupArn: pick(ids(bench.resources.all('targetGroup'))) }],
    });
  },
  createService({ provider, bench }, pick) {
    const arns = ids(bench.resources.all('loadBalancer'));
    attempt(provider, CreateVpcEndpointServiceConfiguration, {
      NetworkLoadBalancerArns: [pick(arns) ?? '', pick(arns) ?? ''],
      AcceptanceRequired: pick([true, false]),
    });
  },
  changeService({ provider, bench }, pick) {
    const arns = ids(bench.resources.all('loadBalancer'));
    attempt(provider, ModifyVpcEndpointServiceConfiguration, {
      ServiceId: pick(ids(bench.resources.all('endpointService'))) ?? '',
      AddNetworkLoadBalancerArns: [pick(arns) ?? ''],
      RemoveNetworkLoadBalancerArns: pick([[], [pick(arns) ?? '']]),
    });
  },
  deleteService({ provider, bench }, pick) {
    const ServiceIds = [pick(ids(bench.resources.all('endpointService'))) ?? ''];
    attempt(provider, DeleteVpcEndpointServiceConfigurations, { ServiceIds });
  },
  createEndpoint({ provider, bench }, pick) {
    const services = [...bench.resources.all('endpointService')].sort((a, b) => (a.id < b.id ? -1 : 1));
    attempt(provider, CreateVpcEndpoint, {
      VpcEndpointType: 'Interface',
      VpcId: provider.vpcId,
      ServiceName: pick(services)?.name,
      SubnetIds: pick([
        [],
        [provider.subnetIds[0]],
        [pick(provider.subnetIds)],
        provider.subnetIds.slice(0, 2),
      ]),
      SecurityGroupIds: pick([[], [provider.groupId]]),
    });
  },
  changeEndpoint({ provider, bench }, pick) {
    attempt(provider, ModifyVpcEndpoint, {
      VpcEndpointId: pick(ids(bench.resources.all('endpoint'))) ?? '',
      AddSubnetIds: pick([[], [pick(provider.subnetIds)]]),
      RemoveSubnetIds: pick([[], [pick(provider.subnetIds)]]),
      AddSecurityGroupIds: pick([[], [provider.groupId]]),
    });
  },
  nameService({ provider, bench: { resources } }, pick) {
    const ServiceId = pick(ids(resources.all('endpointService'))) ?? '';
    const names = ['a.example.com', '*.a.example.com', 'b.example.com'];
    const change = pick([{ PrivateDnsName: pick(names) }, { RemovePrivateDnsName: true }]);
    attempt(provider, ModifyVpcEndpointServiceConfiguration, { ServiceId, ...change });
    const service = resources.get('endpointService', ServiceId);
    const state = pick(['verified', 'verified', 'failed'] as const);
    if (!service?.privateDns || !state) return;
    resources.put('endpointService', { ...service, privateDns: { ...service.privateDns, state } });
  },
  switchPrivateDns({ provider, bench }, pick) {
    const VpcEndpointId = pick(ids(bench.resources.all('endpoint'))) ?? '';
    attempt(provider, ModifyVpcEndpoint, { VpcEndpointId, PrivateDnsEnabled: pick([true, true, false]) });
  },
  decide({ provider, bench }, pick) {
    const operation = pick([AcceptVpcEndpointConnections, RejectVpcEndpointConnections]);
    const endpoints = [...bench.resources.all('endpoint')].sort((a, b) => (a.id < b.id ? -1 : 1));
    const endpoint = pick(endpoints);
    if (!operation || !endpoint) return;
    attempt(provider, operation, { ServiceId: endpoint.serviceId, VpcEndpointIds: [endpoint.id] });
  },
  deleteEndpoint({ provider, bench }, pick) {
    const VpcEndpointIds = [pick(ids(bench.resources.all('endpoint'))) ?? ''];
    attempt(provider, DeleteVpcEndpoints, { VpcEndpointIds });
  },
  followDataPlane({ bench: { resources } }, pick) {
    const endpoint = resources.get('endpoint', pick(ids(resources.all('endpoint'))) ?? '');
    if (!endpoint) return;
    finishDeletion(resources, endpoint);
    if (pick([true, false])) markAvailable(resources, endpoint);
    else markFailed(resources, endpoint, 'no room');
  },
  deleteSubnet({ provider }, pick) {
    attempt(provider, DeleteSubnet, { SubnetId: pick(provider.subnetIds) });
  },
  deleteGroup({ provider }) {
    attempt(provider, DeleteSecurityGroup, { GroupId: provider.groupId });
  },
};

function checkEndpoints({ bench: { resources } }: World): void {
  for (const endpoint of resources.all('endpoint')) {
    const interfaces = endpoint.networkInterfaceIds.map((id) => resources.get('networkInterface', id));
    assert.deepEqual(
      interfaces.map((each) => each?.subnetId),
      endpoint.subnetIds,
    );
    assert.equal(new Set(interfaces.map((each) => each?.zoneId)).size, interfaces.length);
    for (const each of interfaces) {
      assert.deepEqual(each?.attachment, { kind: 'endpoint', endpointId: endpoint.id });
      assert.deepEqual(each?.securityGroupIds, endpoint.securityGroupIds);
    }
    assert.ok(endpoint.securityGroupIds.length > 0);
    for (const id of endpoint.securityGroupIds) assert.ok(resources.get('securityGroup', id));
    if (isConnected(endpoint)) assert.ok(resources.get('endpointService', endpoint.serviceId));
  }
}

/** A name leads to one endpoint of a VPC. */
function checkPrivateNames({ bench: { resources } }: World): void {
  const names = [...resources.all('endpoint')].flatMap(({ vpcId, privateDnsName, privateDnsEnabled }) => {
    assert.equal(privateDnsEnabled, privateDnsName !== undefined);
    return privateDnsName === undefined ? [] : [`${vpcId} ${domainOf(privateDnsName)}`];
  });
  assert.equal(new Set(names).size, names.length);
}

function checkServices({ bench: { resources } }: World): void {
  const arns = [...resources.all('endpointService')].flatMap(({ loadBalancerArns }) => loadBalancerArns);
  assert.equal(new Set(arns).size, arns.length, 'no load balancer belongs to two services');
  for (const arn of arns) assert.ok(resources.get('loadBalancer', arn));
  for (const { loadBalancerArns } of resources.all('endpointService')) assert.ok(loadBalancerArns.length > 0);
}

function checkLoadBalancers({ bench: { resources } }: World): void {
  const names = [...resources.all('loadBalancer')].map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  for (const { nodes } of resources.all('loadBalancer')) {
    for (const node of nodes) {
      assert.equal(resources.get('networkInterface', node.networkInterfaceId)?.privateIp, node.privateIp);
    }
  }
  const fronts = [...resources.all('listener')].map((listener) => {
    assert.ok(resources.get('loadBalancer', listener.loadBalancerArn));
    for (const { arn } of listener.targetGroups) assert.ok(resources.get('targetGroup', arn));
    return `${listener.loadBalancerArn} ${listener.port}`;
  });
  assert.equal(new Set(fronts).size, fronts.length, 'a port has one listener');
}

/** Interfaces and addresses belong to something that is there. */
function checkNothingLeaks({ bench: { resources }, provider }: World): void {
  for (const { id, attachment } of resources.all('networkInterface')) {
    if (attachment.kind === 'endpoint') {
      assert.ok(resources.get('endpoint', attachment.endpointId)?.networkInterfaceIds.includes(id));
    } else if (attachment.kind === 'loadBalancer') {
      const nodes = resources.get('loadBalancer', attachment.loadBalancerArn)?.nodes ?? [];
      assert.ok(nodes.some(({ networkInterfaceId }) => networkInterfaceId === id));
    }
  }
  for (const subnetId of provider.subnetIds) {
    const pool = resources.get('addressPool', subnetId);
    if (!pool) continue;
    // A /24 keeps five addresses for itself.
    const taken = pool.taken.reduce((sum, [first, last]) => sum + last - first + 1, 0) - 5;
    assert.equal(taken, resources.find('networkInterface', 'subnet', subnetId).length);
  }
}

/** Ids in a row, so that a failing sequence fails again in the same way. */
function countingIds(): Ids {
  let count = 0;
  const hex = (length: number) => (++count).toString(16).padStart(length, '0');
  return { next: (prefix) => `${prefix}-${hex(17)}`, hex, alphanumeric: hex, token: hex };
}

test('whatever the order of requests, nothing refers to what is not there and nothing is held twice', () => {
  const step = fc.record({
    name: fc.oneof(
      { weight: 1, arbitrary: fc.constantFrom(...Object.keys(steps)) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          'createEndpoint',
          'changeEndpoint',
          'decide',
          'followDataPlane',
          'nameService',
          'switchPrivateDns',
        ),
      },
    ),
    numbers: fc.array(fc.nat(1000), { minLength: 6, maxLength: 6 }),
  });
  const property = fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), (sequence) => {
    const world = createWorld({ ids: countingIds() });
    createService(world, false);
    const { vpcId: VpcId } = world.provider;
    world.provider.call(ModifyVpcAttribute, { VpcId, EnableDnsHostnames: { Value: true } });
    for (const { name, numbers } of sequence) {
      const rest = [...numbers];
      steps[name]?.(world, (list) => list[(rest.shift() ?? 0) % list.length]);
      for (const check of [
        checkEndpoints,
        checkPrivateNames,
        checkServices,
        checkLoadBalancers,
        checkNothingLeaks,
      ])
        check(world);
    }
  });
  fc.assert(property, { numRuns: 100 });
});
