/** What the CDK's constructs make when they are asked for nothing in particular is deployed, reached, changed and removed. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import * as cfn from '@aws-sdk/client-cloudformation';
import * as ec2 from '@aws-sdk/client-ec2';
import { startMachine } from '../src/demo/machine.ts';
import { untilHello } from './harness/hello.ts';
import { leftovers } from './harness/leftovers.ts';
import { synthesize } from './harness/synth.ts';

const StackName = 'Defaults';
const Capabilities: cfn.Capability[] = ['CAPABILITY_IAM'];

test('a VPC, instances, a load balancer, names and roles, as the CDK makes them by default', async () => {
  const instance = `t${randomBytes(4).toString('hex')}`;
  const { [StackName]: template, Moved: moved } = await synthesize('defaults');
  const machine = await startMachine(instance, ['--instances']);
  try {
    const { accountId, accessKeyId, secretAccessKey } = await machine.createAccount('stacks');
    const credentials = { accessKeyId, secretAccessKey };
    const settings = { endpoint: machine.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
    const client = new cfn.CloudFormationClient(settings);
    const network = new ec2.EC2Client(settings);
    await client.send(new cfn.CreateStackCommand({ StackName, TemplateBody: template, Capabilities }));
    const made = await rested(client, 'CREATE_COMPLETE');
    const output = (key: string) =>
      made.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue ?? '';
    for (const from of ['ClientId', 'OpenId']) {
      await untilHello(machine, output(from), 'http://web.corp.example');
      await untilHello(machine, output(from), 'http://www.corp.example');
    }
    await showsTheWayOut(network, output('VpcId'));
    const { Reservations } = await network.send(
      new ec2.DescribeInstancesCommand({ InstanceIds: [output('ClientId')] }),
    );
    const profile = Reservations?.[0]?.Instances?.[0]?.IamInstanceProfile;
    assert.match(profile?.Arn ?? '', /:instance-profile\/Defaults-ClientInstanceProfile/);

    assert.deepEqual((await machine.status()).stacks, [
      {
        stackId: made.StackId,
        ...{ name: StackName, accountId, region: 'us-east-1', state: 'CREATE_COMPLETE' },
        resources: Object.keys(JSON.parse(template ?? '').Resources).length,
      },
    ]);

    assert.equal(await drift(client), 'IN_SYNC');
    await client.send(new cfn.UpdateStackCommand({ StackName, TemplateBody: moved, Capabilities }));
    const after = await rested(client, 'UPDATE_COMPLETE');
    assert.deepEqual(after.Outputs, made.Outputs);
    await untilHello(machine, output('ClientId'), 'http://web.corp.example');

    await client.send(new cfn.DeleteStackCommand({ StackName }));
    await rested(client, 'DELETE_COMPLETE', made.StackId);
    assert.deepEqual((await machine.status()).stacks, []);
    const { Vpcs } = await network.send(new ec2.DescribeVpcsCommand({}));
    assert.equal(
      Vpcs?.some(({ VpcId }) => VpcId === output('VpcId')),
      false,
    );
    const { Addresses } = await network.send(new ec2.DescribeAddressesCommand({}));
    assert.deepEqual(Addresses, []);
  } finally {
    await machine.remove();
  }
  assert.deepEqual(leftovers(instance), []);
});

/** Gateways are there and shown, and nothing is behind them. */
async function showsTheWayOut(network: ec2.EC2Client, vpcId: string): Promise<void> {
  const Filter = [{ Name: 'vpc-id', Values: [vpcId] }];
  const { NatGateways = [] } = await network.send(new ec2.DescribeNatGatewaysCommand({ Filter }));
  assert.deepEqual(
    NatGateways.map(({ State, ConnectivityType }) => `${State} ${ConnectivityType}`),
    ['available public', 'available public'],
  );
  const { RouteTables = [] } = await network.send(new ec2.DescribeRouteTablesCommand({ Filters: Filter }));
  const routes = RouteTables.flatMap(({ Routes = [] }) => Routes).filter(
    ({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0',
  );
  assert.equal(routes.length, 4);
  assert.ok(routes.every(({ State }) => State === 'blackhole'));
}

async function drift(client: cfn.CloudFormationClient): Promise<string | undefined> {
  const { StackDriftDetectionId } = await client.send(new cfn.DetectStackDriftCommand({ StackName }));
  const command = new cfn.DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId });
  const { StackDriftStatus, DetectionStatus } = await client.send(command);
  if (StackDriftStatus !== 'IN_SYNC') {
    const { StackResourceDrifts } = await client.send(
      new cfn.DescribeStackResourceDriftsCommand({ StackName }),
    );
    const changed = StackResourceDrifts?.filter(
      ({ StackResourceDriftStatus }) => StackResourceDriftStatus !== 'IN_SYNC',
    );
    throw new Error(`${DetectionStatus}: ${JSON.stringify(changed, null, 2)}`);
  }
  return StackDriftStatus;
}

async function rested(
  client: cfn.CloudFormationClient,
  expected: cfn.StackStatus,
  name = StackName,
): Promise<cfn.Stack> {
  const until = Date.now() + 120_000;
  for (;;) {
    const { Stacks } = await client.send(new cfn.DescribeStacksCommand({ StackName: name }));
    const [stack] = Stacks ?? [];
    if (stack?.StackStatus === expected) return stack;
    if (Date.now() > until || !stack?.StackStatus?.endsWith('IN_PROGRESS')) {
      const { StackEvents = [] } = await client.send(new cfn.DescribeStackEventsCommand({ StackName: name }));
      const reasons = StackEvents.filter(({ ResourceStatus }) => ResourceStatus?.endsWith('FAILED'));
      throw new Error(`the stack is ${stack?.StackStatus}: ${JSON.stringify(reasons, null, 2)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
