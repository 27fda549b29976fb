import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  CreateVpcEndpointResult,
  DeleteVpcEndpointServiceConfigurationsResult,
  DescribeVpcEndpointConnectionsResult,
  DescribeVpcEndpointsResult,
  UnsuccessfulItem,
} from '@aws-sdk/client-ec2';
import type { CreateTopicResponse } from '@aws-sdk/client-sns';
import fc from 'fast-check';
import { expire, finishDeletion, markAvailable, markFailed } from '../../model/endpoint-lifecycle.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Subscription } from '../../model/notification-resources.ts';
import type { EndpointState } from '../../model/resources.ts';
import { AcceptVpcEndpointConnections } from '../ec2/AcceptVpcEndpointConnections.ts';
import { CreateTags } from '../ec2/CreateTags.ts';
import { CreateVpcEndpoint } from '../ec2/CreateVpcEndpoint.ts';
import { CreateVpcEndpointConnectionNotification } from '../ec2/CreateVpcEndpointConnectionNotification.ts';
import { DeleteVpcEndpointServiceConfigurations } from '../ec2/DeleteVpcEndpointServiceConfigurations.ts';
import { DeleteVpcEndpoints } from '../ec2/DeleteVpcEndpoints.ts';
import { DescribeVpcEndpointConnections } from '../ec2/DescribeVpcEndpointConnections.ts';
import { DescribeVpcEndpoints } from '../ec2/DescribeVpcEndpoints.ts';
import { ModifyVpcEndpoint } from '../ec2/ModifyVpcEndpoint.ts';
import { ModifyVpcEndpointServiceConfiguration } from '../ec2/ModifyVpcEndpointServiceConfiguration.ts';
import { ModifyVpcEndpointServicePermissions } from '../ec2/ModifyVpcEndpointServicePermissions.ts';
import { RejectVpcEndpointConnections } from '../ec2/RejectVpcEndpointConnections.ts';
import type { Operation } from '../operation.ts';
import { CreateTopic } from '../sns/CreateTopic.ts';
import { createService, createWorld, endpointRecord, endpointRequest, type World } from './testing/world.ts';

/** What the documentation says must be, written down apart from the operations. */
interface Model {
  serviceExists: boolean;
  acceptanceRequired: boolean;
  autoAccept: boolean;
  cutOnRevoke: boolean;
  forceDelete: boolean;
  isAllowed: boolean;
  /** By id; those that are gone are not in it. */
  readonly endpoints: Map<string, { state: EndpointState; wasChanged: boolean }>;
  /** What the provider must have been told, `Connect vpce-...`. */
  readonly told: string[];
}

interface Scene {
  readonly world: World;
  readonly model: Model;
  readonly service: { readonly id: string; readonly name: string };
  readonly topicArn: string;
}

function openScene(): Scene {
  const world = createWorld();
  const service = createService(world);
  const { provider, bench } = world;
  const Policy = JSON.stringify({
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'vpce.amazonaws.com' },
      Action: 'SNS:Publish',
      Resource: '*',
    },
  });
  const topic = provider.call<CreateTopicResponse>(CreateTopic, { Name: 'events', Attributes: { Policy } });
  const topicArn = topic.TopicArn ?? '';
  const subscription = { id: `${topicArn}:1`, topicArn, protocol: 'file', state: 'confirmed' };
  // The rest of a subscription plays no part.
  bench.resources.put('subscription', subscription as unknown as Subscription);
  provider.call(CreateVpcEndpointConnectionNotification, {
    ServiceId: service.id,
    ConnectionNotificationArn: topicArn,
    ConnectionEvents: ['Connect', 'Accept', 'Reject', 'Delete'],
  });
  const model: Model = {
    serviceExists: true,
    acceptanceRequired: true,
    autoAccept: false,
    cutOnRevoke: false,
    forceDelete: false,
    isAllowed: true,
    endpoints: new Map(),
    told: [],
  };
  return { world, model, service, topicArn };
}

const connected: readonly EndpointState[] = ['pendingAcceptance', 'pending', 'available'];

/** The code of a refusal, or of the one item of a bulk answer; undefined when it was done. */
function codeOf(run: () => { readonly Unsuccessful?: UnsuccessfulItem[] | undefined }): string | undefined {
  try {
    return run().Unsuccessful?.[0]?.Error?.Code;
  } catch (error) {
    if (error instanceof ServiceError) return error.code;
    throw error;
  }
}

function tell({ model }: Scene, event: string, id: string): void {
  if (model.serviceExists) model.told.push(`${event} ${id}`);
}

function rejectAll(scene: Scene): void {
  for (const [id, endpoint] of [...scene.model.endpoints].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!connected.includes(endpoint.state)) continue;
    endpoint.state = 'rejected';
    tell(scene, 'Reject', id);
  }
}

type Step = (scene: Scene, number: number) => void;

/** A step with one of the endpoints that there are or were, when there are any. */
const ofEndpoint =
  (run: (scene: Scene, id: string, endpoint: { state: EndpointState; wasChanged: boolean }) => void): Step =>
  (scene, number) => {
    const ids = [...scene.model.endpoints.keys()];
    const id = ids[number % Math.max(ids.length, 1)];
    const endpoint = id === undefined ? undefined : scene.model.endpoints.get(id);
    if (id !== undefined && endpoint) run(scene, id, endpoint);
  };

function decide({ world, service }: Scene, operation: Operation, id: string): ReturnType<typeof codeOf> {
  return codeOf(() => world.provider.call(operation, { ServiceId: service.id, VpcEndpointIds: [id] }));
}

const unknownService = 'InvalidVpcEndpointServiceId.NotFound';

function flag(key: 'autoAccept' | 'cutOnRevoke' | 'forceDelete', tag: string, on: string, off: string): Step {
  return ({ world, model, service }, number) => {
    if (!model.serviceExists) return;
    model[key] = number % 2 === 0;
    const Tags = [{ Key: tag, Value: model[key] ? on : off }];
    world.provider.call(CreateTags, { Resources: [service.id], Tags });
  };
}

const steps: Record<string, Step> = {
  autoAccept: flag('autoAccept', 'postern:auto-accept', 'account=222222222222', 'account=999999999999'),
  cutOnRevoke: flag('cutOnRevoke', 'postern:cut-on-revoke', 'true', 'false'),
  forceDelete: flag('forceDelete', 'postern:force-delete', 'true', 'false'),
  requireAcceptance({ world, model, service }, number) {
    const AcceptanceRequired = number % 2 === 0;
    const code = codeOf(() =>
      world.provider.call(ModifyVpcEndpointServiceConfiguration, {
        ServiceId: service.id,
        AcceptanceRequired,
      }),
    );
    assert.equal(code, model.serviceExists ? undefined : unknownService);
    model.acceptanceRequired = AcceptanceRequired;
  },
  permit(scene, number) {
    const { world, model, service } = scene;
    const key = number % 2 === 0 ? 'AddAllowedPrincipals' : 'RemoveAllowedPrincipals';
    const input = { ServiceId: service.id, [key]: [world.consumer.accountId] };
    const code = codeOf(() => world.provider.call(ModifyVpcEndpointServicePermissions, input));
    assert.equal(code, model.serviceExists ? undefined : unknownService);
    if (!model.serviceExists) return;
    model.isAllowed = number % 2 === 0;
    if (!model.isAllowed && model.cutOnRevoke) rejectAll(scene);
  },
  create(scene) {
    const { world, model, service } = scene;
    let id = '';
    const code = codeOf(() => {
      const input = endpointRequest(world.consumer, service.name);
      const { VpcEndpoint } = world.consumer.call<CreateVpcEndpointResult>(CreateVpcEndpoint, input);
      id = VpcEndpoint?.VpcEndpointId ?? '';
      return {};
    });
    const isPossible = model.serviceExists && model.isAllowed;
    assert.equal(code, isPossible ? undefined : 'InvalidServiceName');
    if (!isPossible) return;
    const waits = model.acceptanceRequired && !model.autoAccept;
    model.endpoints.set(id, { state: waits ? 'pendingAcceptance' : 'pending', wasChanged: false });
    tell(scene, 'Connect', id);
    if (!waits) tell(scene, 'Accept', id);
  },
  accept: ofEndpoint((scene, id, endpoint) => {
    const code = decide(scene, AcceptVpcEndpointConnections, id);
    if (!scene.model.serviceExists) return assert.equal(code, unknownService);
    if (endpoint.state === 'pendingAcceptance' || endpoint.state === 'rejected') {
      endpoint.state = 'pending';
      tell(scene, 'Accept', id);
      return assert.equal(code, undefined);
    }
    const isAccepted = endpoint.state === 'pending' || endpoint.state === 'available';
    assert.equal(code, isAccepted ? undefined : 'InvalidState');
  }),
  reject: ofEndpoint((scene, id, endpoint) => {
    const code = decide(scene, RejectVpcEndpointConnections, id);
    if (!scene.model.serviceExists) return assert.equal(code, unknownService);
    if (connected.includes(endpoint.state)) {
      endpoint.state = 'rejected';
      tell(scene, 'Reject', id);
      return assert.equal(code, undefined);
    }
    assert.equal(code, endpoint.state === 'rejected' ? undefined : 'InvalidState');
  }),
  modify: ofEndpoint(({ world }, id, endpoint) => {
    const input = endpoint.wasChanged ? 'ipv4' : 'service-defined';
    const code = codeOf(() =>
      world.consumer.call(ModifyVpcEndpoint, { VpcEndpointId: id, DnsOptions: { DnsRecordIpType: input } }),
    );
    if (endpoint.state === 'deleting') return assert.equal(code, 'InvalidState');
    assert.equal(code, undefined);
    endpoint.wasChanged = !endpoint.wasChanged;
    if (endpoint.state === 'available') endpoint.state = 'pending';
  }),
  remove: ofEndpoint((scene, id, endpoint) => {
    const input = { VpcEndpointIds: [id] };
    assert.equal(
      codeOf(() => scene.world.consumer.call(DeleteVpcEndpoints, input)),
      undefined,
    );
    if (endpoint.state !== 'deleting') tell(scene, 'Delete', id);
    endpoint.state = 'deleting';
  }),
  deleteService(scene) {
    const { world, model, service } = scene;
    const input = { ServiceIds: [service.id] };
    const code = codeOf(() =>
      world.provider.call<DeleteVpcEndpointServiceConfigurationsResult>(
        DeleteVpcEndpointServiceConfigurations,
        input,
      ),
    );
    if (!model.serviceExists) return assert.equal(code, 'InvalidVpcEndpointService.NotFound');
    const isConnected = [...model.endpoints.values()].some(({ state }) => connected.includes(state));
    if (isConnected && !model.forceDelete) return assert.equal(code, 'ExistingVpcEndpointConnections');
    assert.equal(code, undefined);
    rejectAll(scene);
    model.serviceExists = false;
  },
  followDataPlane: ofEndpoint(({ world, model }, id, endpoint) => {
    const record = endpointRecord(world, id);
    assert.ok(record);
    finishDeletion(world.bench.resources, record);
    markAvailable(world.bench.resources, record);
    if (endpoint.state === 'pending') endpoint.state = 'available';
    if (endpoint.state === 'deleting') model.endpoints.delete(id);
  }),
  failDataPlane: ofEndpoint(({ world }, id, endpoint) => {
    const record = endpointRecord(world, id);
    assert.ok(record);
    markFailed(world.bench.resources, record, 'no room');
    if (endpoint.state === 'pending') endpoint.state = 'failed';
  }),
  passTime: ofEndpoint(({ world }, id, endpoint) => {
    const record = endpointRecord(world, id);
    const after = record && expire(record);
    if (after) world.bench.resources.put('endpoint', after);
    if (endpoint.state === 'pendingAcceptance') endpoint.state = 'expired';
  }),
};

function check({ world, model, service, topicArn }: Scene): void {
  const expected = [...model.endpoints].map(([id, { state }]) => [id, state]).sort();
  const { VpcEndpoints } = world.consumer.call<DescribeVpcEndpointsResult>(DescribeVpcEndpoints, {});
  const seen = (VpcEndpoints ?? []).map(({ VpcEndpointId, State }) => [VpcEndpointId, State]);
  assert.deepEqual(seen.sort(), expected, 'the consumer sees the states');
  const filters = { Filters: [{ Name: 'service-id', Values: [service.id] }] };
  const { VpcEndpointConnections } = world.provider.call<DescribeVpcEndpointConnectionsResult>(
    DescribeVpcEndpointConnections,
    filters,
  );
  const theirs = (VpcEndpointConnections ?? []).map((each) => [each.VpcEndpointId, each.VpcEndpointState]);
  assert.deepEqual(theirs.sort(), model.serviceExists ? expected : [], 'the provider sees the same');
  const told = [...world.bench.resources.all('delivery')]
    .filter((each) => each.topicArn === topicArn)
    .map(({ message }) => JSON.parse(message))
    .map(({ eventType, vpcEndpointId }) => `${eventType} ${vpcEndpointId}`);
  assert.deepEqual(told, model.told, 'the provider was told of exactly that');
  const { VpcEndpoints: others } = world.stranger.call<DescribeVpcEndpointsResult>(DescribeVpcEndpoints, {});
  assert.deepEqual(others, []);
}

test('whatever provider and consumer do in whatever order, states and events are those of the model', () => {
  const names = Object.keys(steps);
  const step = fc.record({
    name: fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom(...names.filter((name) => name !== 'deleteService')) },
      { weight: 1, arbitrary: fc.constantFrom('create', 'accept', 'reject', 'followDataPlane') },
      { weight: 1, arbitrary: fc.constantFrom('deleteService', 'create', 'followDataPlane', 'modify') },
    ),
    number: fc.nat(1000),
  });
  const property = fc.property(fc.array(step, { minLength: 10, maxLength: 40 }), (sequence) => {
    const scene = openScene();
    for (const { name, number } of sequence) {
      steps[name]?.(scene, number);
      check(scene);
    }
  });
  fc.assert(property, { numRuns: 100 });
});
