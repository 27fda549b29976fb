/** A user without policies may do nothing: every operation, with inputs as clients send them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftOf } from '../../test/damage/requests.ts';
import { indexes } from '../model/indexes.ts';
import type { Kind } from '../model/resources.ts';
import { operations } from '../operations/generated/registry.ts';
import { loadServices, type Member, type Structure } from '../wire/service.ts';
import { makeNetwork, makeService, makeUser } from './testing/identities.ts';
import { type IdentityServer, startIdentityServer } from './testing/identity-server.ts';

const services = loadServices();
/** These ask nobody: who one is, and temporary credentials for what one may do already. */
const open = new Set(['GetCallerIdentity', 'GetSessionToken']);

/** Services of JSON say AccessDeniedException with 400, as AWS does, but for those that keep the codes of the query form. */
function refusedStatus(name: string): number {
  const service = services.get(name);
  return service?.protocol.startsWith('awsJson') && !service.queryForm ? 400 : 403;
}

/** A value that the decoder takes, for each member that is honoured. */
function inputOf(
  shape: Structure,
  names: readonly string[],
  texts: readonly string[],
): Record<string, unknown> {
  const members = shape.members.filter(
    ({ name, required }) => required || names.some((path) => path.split('.')[0] === name),
  );
  return Object.fromEntries(
    members
      .filter(({ name }) => name !== 'DryRun')
      .map((member) => [member.name, sampleOf(member, texts, 0)]),
  );
}

function sampleOf(member: Member, texts: readonly string[], depth: number): unknown {
  const { shape, name } = member;
  switch (shape.type) {
    case 'structure': {
      const inner = shape.members.filter(({ required }) => required || depth < 2);
      return Object.fromEntries(inner.map((each) => [each.name, sampleOf(each, texts, depth + 1)]));
    }
    case 'list':
      return [
        sampleOf({ ...shape.item, values: member.values ?? shape.item.values, name }, texts, depth + 1),
      ];
    case 'map':
      return { key: sampleOf(shape.value, texts, depth + 1) };
    case 'boolean':
      return false;
    case 'integer':
    case 'long':
    case 'double':
      return 900;
    case 'timestamp':
      return new Date('2026-01-02T03:04:05Z');
    case 'blob':
      return Buffer.from('x');
    default:
      return [...(member.values ?? [])][0] ?? textFor(name, texts);
  }
}

/** The id of something that is there, where the name of the member asks for one. */
function textFor(name: string, texts: readonly string[]): string {
  const prefixes: readonly (readonly [RegExp, string])[] = [
    [/VpcEndpoint/, 'vpce-'],
    [/^ServiceId/, 'vpce-svc-'],
    [/VpcId|VPCId/, 'vpc-'],
    [/Subnet/, 'subnet-'],
    [/Group/, 'sg-'],
    [/LoadBalancerArn|ResourceArn/, 'arn:aws:elasticloadbalancing'],
  ];
  const prefix = prefixes.find(([pattern]) => pattern.test(name))?.[1];
  return texts.find((text) => prefix !== undefined && text.startsWith(prefix)) ?? 'given';
}

function recordsOf({ state }: IdentityServer): string {
  const kinds = Object.keys(indexes) as Kind[];
  return JSON.stringify(kinds.map((kind) => [kind, [...state.all(kind)]]));
}

test('a user without policies is refused every operation, and changes nothing', async () => {
  await using server = await startIdentityServer();
  const root = server.as(server.root);
  const network = await makeNetwork(root);
  const { ServiceId } = await makeService(root, 'lb');
  const user = await makeUser(root, 'nobody');
  const balancers = [...server.state.all('loadBalancer')].map(({ id }) => id);
  const texts = [network.VpcId, ...network.SubnetIds, ServiceId, ...balancers];
  const key = { accessKeyId: user.accessKeyId, secret: user.secretAccessKey };
  // The first refusal of EC2 makes the key that its message is sealed with.
  await server.send({ ...key });
  const before = recordsOf(server);
  const problems: string[] = [];
  for (const { service, name, honours } of operations) {
    const shape = services.get(service)?.operations.get(name);
    assert.ok(shape);
    const draft = await draftOf(service, name, inputOf(shape.input, honours, texts));
    assert.ok(draft, `the SDK makes a request of ${name}`);
    const { status, body } = await server.send({ ...draft, ...key, service });
    // The answer to a HEAD has no body.
    const isSaid = draft.method === 'HEAD' ? body === '' : /not authorized to perform/.test(body);
    const isRefused = status === refusedStatus(service) && isSaid;
    if (open.has(name) ? status !== 200 : !isRefused) problems.push(`${service} ${name}: ${status} ${body}`);
    if (name === 'GetSessionToken') {
      const [session] = [...server.state.all('session')];
      await server.state.transact((resources) => resources.delete('session', session?.id ?? ''));
    }
    if (recordsOf(server) !== before) problems.push(`${service} ${name} changed something`);
  }
  assert.deepEqual(problems, []);
});
