/** Stacks go on where they were when the daemon is killed, whatever it was doing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as cfn from '@aws-sdk/client-cloudformation';
import {
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { type Machine, startMachine } from '../src/demo/machine.ts';

interface Bench {
  readonly machine: Machine;
  readonly client: cfn.CloudFormationClient;
  readonly ec2: EC2Client;
}

async function withMachine(run: (bench: Bench) => Promise<void>): Promise<void> {
  const machine = await startMachine();
  try {
    const { accessKeyId, secretAccessKey } = await machine.createAccount('stacks');
    const credentials = { accessKeyId, secretAccessKey };
    const settings = { endpoint: machine.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
    await run({ machine, client: new cfn.CloudFormationClient(settings), ec2: new EC2Client(settings) });
  } finally {
    await machine.remove();
  }
}

interface Shape {
  readonly networks: number;
  /** The port of each group's rule, which changes in place. */
  readonly port: number;
  /** The third byte of the first network's addresses, which changes by a replacement. */
  readonly from: number;
  /** Whether the last network cannot be made. */
  readonly broken?: boolean;
}

function templateOf({ networks, port, from, broken = false }: Shape): string {
  const Vpc = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } };
  const of = (at: number) => {
    const VpcId = { Ref: 'Vpc' };
    const last = broken && at === networks - 1;
    const rule = { IpProtocol: 'tcp', FromPort: port, ToPort: port, CidrIp: '10.0.0.0/8' };
    return [
      [
        `Net${at}`,
        {
          Type: 'AWS::EC2::Subnet',
          Properties: { VpcId, CidrBlock: last ? '192.168.0.0/24' : `10.0.${from + at}.0/24` },
          // One after the other, so that there is a long way on which a kill may fall.
          ...(at > 0 && { DependsOn: `Group${at - 1}` }),
        },
      ],
      [
        `Group${at}`,
        {
          Type: 'AWS::EC2::SecurityGroup',
          Properties: { VpcId, GroupDescription: `g${at}`, SecurityGroupIngress: [rule] },
          DependsOn: `Net${at}`,
        },
      ],
    ] as const;
  };
  const rest = Array.from({ length: networks }, (_, at) => of(at)).flat();
  return JSON.stringify({ Resources: { Vpc, ...Object.fromEntries(rest) } });
}

/** What there is, in the words of a shape. */
async function worldOf({ ec2 }: Bench): Promise<object> {
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  const own = Vpcs.filter(({ CidrBlock }) => CidrBlock === '10.0.0.0/16').map(({ VpcId }) => VpcId);
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
  const ours = <T extends { VpcId?: string | undefined }>(list: readonly T[]) =>
    list.filter(({ VpcId }) => own.includes(VpcId));
  const groups = ours(SecurityGroups).filter(({ GroupName }) => GroupName !== 'default');
  return {
    vpcs: own.length,
    subnets: ours(Subnets)
      .map(({ CidrBlock }) => CidrBlock)
      .toSorted(),
    groups: groups
      .map(({ Description, IpPermissions }) => `${Description} ${IpPermissions?.[0]?.FromPort}`)
      .toSorted(),
  };
}

function wanted({ networks, port, from }: Shape): object {
  const numbers = Array.from({ length: networks }, (_, at) => at);
  return {
    vpcs: 1,
    subnets: numbers.map((at) => `10.0.${from + at}.0/24`).toSorted(),
    groups: numbers.map((at) => `g${at} ${port}`).toSorted(),
  };
}

async function statusOf({ client }: Bench, stackId: string): Promise<string | undefined> {
  const { StackSummaries = [] } = await client.send(new cfn.ListStacksCommand({}));
  return StackSummaries.find(({ StackId }) => StackId === stackId)?.StackStatus;
}

/** The id of the stack that is not deleted, once there is one. */
async function idOf({ client }: Bench, name: string): Promise<string> {
  for (;;) {
    const { StackSummaries = [] } = await client.send(new cfn.ListStacksCommand({}));
    const found = StackSummaries.find(
      ({ StackName, StackStatus }) => StackName === name && StackStatus !== 'DELETE_COMPLETE',
    );
    if (found?.StackId !== undefined) return found.StackId;
  }
}

/** What was asked for; answered when the stack is at rest, and perhaps never, since the daemon is killed. */
interface Asked {
  isAnswered: boolean;
}

function ask(answer: Promise<unknown>): Asked {
  const asked = { isAnswered: false };
  const answered = () => {
    asked.isAnswered = true;
  };
  answer.then(answered, answered);
  return asked;
}

/** Kills the daemon as soon as the stack has a resource in such a state, and starts it again. */
async function killAt(
  bench: Bench,
  stackId: string,
  asked: Asked,
  isDue: (event: cfn.StackEvent) => boolean,
): Promise<void> {
  for (;;) {
    const { isAnswered } = asked;
    const { StackEvents = [] } = await bench.client.send(
      new cfn.DescribeStackEventsCommand({ StackName: stackId }),
    );
    if (StackEvents.some(isDue)) break;
    // It was faster than the question; there is nothing to kill any more.
    if (isAnswered && (await statusOf(bench, stackId))?.endsWith('IN_PROGRESS') !== true) break;
  }
  await bench.machine.kill();
  await bench.machine.start();
}

async function rested(bench: Bench, stackId: string): Promise<string | undefined> {
  const until = Date.now() + 60_000;
  for (;;) {
    const status = await statusOf(bench, stackId);
    if (!status?.endsWith('IN_PROGRESS')) return status;
    if (Date.now() > until) throw new Error(`the stack stays ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('a stack is created, updated, rolled back and deleted by daemons of which each is killed meanwhile', async () => {
  await withMachine(async (bench) => {
    const { client } = bench;
    const first: Shape = { networks: 25, port: 80, from: 0 };
    const second: Shape = { networks: 20, port: 81, from: 100 };
    const template = (shape: Shape) => ({ StackName: 's', TemplateBody: templateOf(shape) });
    const create = ask(client.send(new cfn.CreateStackCommand(template(first))));
    const StackId = await idOf(bench, 's');
    const at = (logicalId: string, pattern: RegExp) => (event: cfn.StackEvent) =>
      event.LogicalResourceId === logicalId && pattern.test(event.ResourceStatus ?? '');
    await killAt(bench, StackId, create, at('Net3', /^CREATE/));
    assert.equal(await rested(bench, StackId), 'CREATE_COMPLETE');
    assert.deepEqual(await worldOf(bench), wanted(first));

    const update = ask(client.send(new cfn.UpdateStackCommand(template(second))));
    await killAt(bench, StackId, update, at('Net2', /^UPDATE/));
    await killAt(bench, StackId, update, at('Net9', /^UPDATE/));
    assert.equal(await rested(bench, StackId), 'UPDATE_COMPLETE');
    assert.deepEqual(await worldOf(bench), wanted(second));

    const broken = ask(client.send(new cfn.UpdateStackCommand(template({ ...first, broken: true }))));
    await killAt(bench, StackId, broken, at('s', /^UPDATE_ROLLBACK/));
    assert.equal(await rested(bench, StackId), 'UPDATE_ROLLBACK_COMPLETE');
    assert.deepEqual(await worldOf(bench), wanted(second));

    const removal = ask(client.send(new cfn.DeleteStackCommand({ StackName: 's' })));
    await killAt(bench, StackId, removal, at('Group12', /^DELETE/));
    assert.equal(await rested(bench, StackId), 'DELETE_COMPLETE');
    assert.deepEqual(await worldOf(bench), { vpcs: 0, subnets: [], groups: [] });
  });
});
