/** What an account finds in a region at its first request, and which regions there are. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateDefaultVpcCommand,
  DeleteVpcCommand,
  DescribeRegionsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { operations } from '../operations/generated/registry.ts';
import { regionDefaults } from '../operations/network/default-vpc.ts';
import { startTestServer, type TestServer } from './testing/server.ts';

const defaults = { regionDefaults };

function settingsOf(server: TestServer, region: string) {
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: '' };
  credentials.secretAccessKey = server.keys.get(credentials.accessKeyId)?.secret ?? '';
  return { endpoint: server.url, region, credentials, maxAttempts: 1 };
}

test('the first request shows the default VPC, also when it only reads and others come with it', async () => {
  await using server = await startTestServer(operations, defaults);
  const ec2 = server.ec2();
  const answers = await Promise.all([1, 2, 3, 4].map(() => ec2.send(new DescribeVpcsCommand({}))));
  const ids = new Set(answers.map(({ Vpcs }) => Vpcs?.map(({ VpcId }) => VpcId).join()));
  assert.equal(ids.size, 1, 'all see the same one');
  assert.equal([...server.state.all('vpc')].length, 1);
  await server.ec2('AKIAOTHER').send(new DescribeVpcsCommand({}));
  await new EC2Client(settingsOf(server, 'eu-west-1')).send(new DescribeVpcsCommand({}));
  assert.deepEqual(
    [...server.state.all('vpc')].map(({ accountId, region }) => `${accountId} ${region}`).sort(),
    ['111111111111 eu-west-1', '111111111111 us-east-1', '222222222222 us-east-1'],
  );
});

test('load balancing makes it too, who is nobody and who asks for no VPC does not', async () => {
  await using server = await startTestServer(operations, defaults);
  await server.sts().send(new GetCallerIdentityCommand({}));
  await assert.rejects(
    new EC2Client({
      ...settingsOf(server, 'us-east-1'),
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    }).send(new DescribeVpcsCommand({})),
  );
  assert.equal([...server.state.all('vpc')].length, 0);
  await server.elbv2().send(new DescribeLoadBalancersCommand({}));
  assert.equal([...server.state.all('vpc')].length, 1);
});

test('a dry run of the first request changes nothing else', async () => {
  await using server = await startTestServer(operations, defaults);
  const dry = server.ec2().send(new CreateDefaultVpcCommand({ DryRun: true }));
  await assert.rejects(dry, { name: 'DefaultVpcAlreadyExists' });
  const [vpc] = [...server.state.all('vpc')];
  const remove = server.ec2().send(new DeleteVpcCommand({ VpcId: vpc?.id }));
  await assert.rejects(remove, { name: 'DependencyViolation' });
});

test('a region that the operator has not named does not exist, but global services go on', async () => {
  const settings = { instances: false, regions: ['eu-west-1'] };
  await using server = await startTestServer(operations, { settings });
  const inside = new EC2Client(settingsOf(server, 'eu-west-1'));
  const { Regions } = await inside.send(new DescribeRegionsCommand({ AllRegions: true }));
  assert.deepEqual(
    Regions?.map(({ RegionName, OptInStatus }) => [RegionName, OptInStatus]),
    [['eu-west-1', 'opt-in-not-required']],
  );
  await assert.rejects(server.ec2().send(new DescribeVpcsCommand({})), /not 'us-east-1'.*has eu-west-1/);
  await new STSClient(settingsOf(server, 'us-east-1')).send(new GetCallerIdentityCommand({}));
  await assert.rejects(
    new STSClient(settingsOf(server, 'us-east-2')).send(new GetCallerIdentityCommand({})),
    /not 'us-east-2'/,
  );
});
