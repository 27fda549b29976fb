import assert from 'node:assert/strict';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import {
  AcceptVpcEndpointConnectionsCommand,
  AuthorizeSecurityGroupIngressCommand,
  DeleteVpcEndpointsCommand,
  DescribeVpcEndpointsCommand,
  ModifyVpcEndpointServicePermissionsCommand,
  RejectVpcEndpointConnectionsCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { createGroup, requestEndpoint, required, stateOf, until } from '../src/demo/world.ts';
import { hold, witness } from './harness/programs.ts';
import { type Consumer, openScene, type Scene } from './harness/scene.ts';

describe('what cuts an open connection and what does not', () => {
  let scene: Scene;
  let consumer: Consumer;
  before(async () => {
    scene = await openScene({ server: witness, serverAddresses: ['10.0.1.10'] });
    consumer = required(scene.consumers[0]);
  });
  after(() => scene?.machine.remove());

  test('removing the permission cuts nothing', async () => {
    const connection = await open();
    const principal = `arn:aws:iam::${consumer.accountId}:root`;
    const change = (list: 'AddAllowedPrincipals' | 'RemoveAllowedPrincipals') =>
      scene.provider.ec2.send(
        new ModifyVpcEndpointServicePermissionsCommand({
          ServiceId: scene.service.serviceId,
          [list]: [principal],
        }),
      );
    await change('RemoveAllowedPrincipals');
    await connection.staysOpen();
    await change('AddAllowedPrincipals');
    connection.end();
  });

  test('removing the rule cuts nothing, and keeps new connections out', async () => {
    const groupId = await groupOfEndpoint();
    const connection = await open();
    const rule = { IpProtocol: 'tcp', FromPort: 80, ToPort: 81, IpRanges: [{ CidrIp: '10.0.1.10/32' }] };
    await consumer.ec2.send(
      new RevokeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions: [rule] }),
    );
    await connection.staysOpen();
    assert.notEqual((await curl()).code, 0);
    connection.end();
    await consumer.ec2.send(
      new AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions: [rule] }),
    );
  });

  test('a rejection resets both sides, and a new acceptance lets new connections in but no old one live', async () => {
    const connection = await open();
    const before = await seen();
    const ids = { ServiceId: scene.service.serviceId, VpcEndpointIds: [consumer.endpoint.endpointId] };
    await scene.provider.ec2.send(new RejectVpcEndpointConnectionsCommand(ids));
    assert.equal(await connection.ended, 'ECONNRESET');
    await until('the server to see the reset', async () => (await seen()).reset > before.reset);
    await scene.provider.ec2.send(new AcceptVpcEndpointConnectionsCommand(ids));
    await until('the endpoint', async () => (await stateOf(consumer, consumer.endpoint)) === 'available');
    (await open()).end();
  });

  test('a deletion resets both sides, and then the endpoint is gone', async () => {
    const groupId = await createGroup(consumer, ['10.0.1.10']).catch(() => groupOfEndpoint());
    const endpoint = await requestEndpoint(consumer, scene.service, groupId);
    await until('the endpoint', async () => (await stateOf(consumer, endpoint)) === 'available');
    const connection = await open(endpoint.addresses[0]);
    const before = await seen();
    await consumer.ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [endpoint.endpointId] }));
    assert.equal(await connection.ended, 'ECONNRESET');
    await until('the server to see the reset', async () => (await seen()).reset > before.reset);
    await until('the endpoint to be gone', async () => {
      const found = await consumer.ec2
        .send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [endpoint.endpointId] }))
        .catch((error: Error) => error.name);
      return found === 'InvalidVpcEndpointId.NotFound';
    });
  });

  async function open(address = consumer.endpoint.addresses[0]) {
    const host = required(consumer.hosts.get('10.0.1.10'));
    const child = scene.machine.launch(host, 'node', '-e', hold, address, '80');
    const lines = createInterface({ input: required(child.stdout ?? undefined) });
    const said: string[] = [];
    const ended = new Promise<string | undefined>((resolve) =>
      child.once('close', () => resolve(said.at(-1))),
    );
    lines.on('line', (line) => said.push(line));
    await until('the connection to open', async () => said[0] === 'open');
    return {
      ended,
      end: () => child.kill(),
      staysOpen: async () => {
        await new Promise((resolve) => setTimeout(resolve, 500));
        assert.deepEqual(said, ['open']);
      },
    };
  }

  async function seen(): Promise<{ open: number; reset: number; closed: number }> {
    const host = required(scene.provider.hosts.get('10.0.1.10'));
    return JSON.parse((await scene.machine.exec(host, 'curl', '-s', 'http://127.0.0.1:9000/')).stdout);
  }

  function curl() {
    const host = required(consumer.hosts.get('10.0.1.10'));
    return scene.machine.exec(host, 'curl', '-s', '-m', '1', `http://${consumer.endpoint.addresses[0]}/`);
  }

  async function groupOfEndpoint(): Promise<string> {
    const { VpcEndpoints } = await consumer.ec2.send(
      new DescribeVpcEndpointsCommand({ VpcEndpointIds: [consumer.endpoint.endpointId] }),
    );
    return required(VpcEndpoints?.[0]?.Groups?.[0]?.GroupId);
  }
});
