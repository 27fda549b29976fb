/** The examples of the CDK by the unmodified `cdk` command, in two accounts, with real packets; and every synthesizer. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CloudFormationClient, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeInstancesCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { type Cdk, openCdk, type Ran } from '../src/demo/cdk.ts';
import { type AccountKeys, type Machine, startMachine } from '../src/demo/machine.ts';
import { leftovers } from './harness/leftovers.ts';

const image = ['-c', 'ami=ami-00000000000000001'];
const deploy = ['deploy', '--require-approval', 'never'];
const outputsFile = 'outputs.json';

test('two accounts with the same addresses, deployed, changed, rolled back and destroyed by cdk', async () => {
  const instance = `t${randomBytes(4).toString('hex')}`;
  const machine = await startMachine(instance, ['--instances']);
  try {
    const provider = await machine.createAccount('provider');
    const consumer = await machine.createAccount('consumer');
    const cdk = await openCdk(machine, { provider, consumer });
    await bootstrap(cdk, { provider, consumer });

    const forConsumer = [...image, '-c', `consumers=${consumer.accountId}`];
    ok(await cdk.run('provider', 'provider', ...deploy, ...forConsumer, '--outputs-file', '../service.json'));
    ok(await cdk.run('consumer', 'consumer', ...deploy, ...image, '--outputs-file', outputsFile));
    const { ClientId0 = '', ClientId1 = '', EndpointId } = outputs(cdk, 'consumer', 'Consumer');
    const accepting = [...forConsumer, '-c', `accept=${EndpointId}`];
    ok(await cdk.run('provider', 'provider', ...deploy, ...accepting));
    for (const client of [ClientId0, ClientId1]) {
      await answers(machine, client, 'http://shop.example.com', /^hello from us-east-1[ab]: /);
      await answers(
        machine,
        client,
        'http://us-east-1b.shop.example.com',
        /^hello from us-east-1b: 10\.0\.1\.10 answers 10\.0\.1\.\d+$/,
      );
    }
    const same = await cdk.run('provider', 'provider', 'diff', '--fail', '--app', 'cdk.out');
    assert.match(ok(same), /There were no differences/);

    const oneZone = [...image, '-c', 'clients=10.0.0.0/24'];
    ok(await cdk.run('consumer', 'consumer', ...deploy, ...oneZone));
    await answers(machine, ClientId0, 'http://shop.example.com', /^hello/);
    await isStopped(machine, ClientId1, 'http://shop.example.com');

    const failed = await cdk.run('consumer', 'consumer', ...deploy, '-c', 'ami=ami-00000000000000bad');
    assert.notEqual(failed.code, 0);
    assert.match(failed.output, /InvalidAMIID\.NotFound|image id '\[ami-00000000000000bad\]' does not exist/);
    assert.match(failed.output, /UPDATE_ROLLBACK_COMPLET/);
    ok(await cdk.run('consumer', 'consumer', 'diff', '--fail', '--method=template', ...oneZone));
    await isStopped(machine, ClientId1, 'http://shop.example.com');

    await Promise.all([destroyBoth(cdk), everySynthesizer(cdk)]);
    for (const keys of [provider, consumer]) await hasNothingLeft(machine, keys);
  } finally {
    await machine.remove();
  }
  assert.deepEqual(leftovers(instance), []);
});

async function destroyBoth(cdk: Cdk): Promise<void> {
  for (const name of ['consumer', 'provider'])
    ok(await cdk.run(name, name, 'destroy', '--force', '--app', 'cdk.out'));
}

/** One app with a stack for each of them; those that can have an asset publish one. */
async function everySynthesizer(cdk: Cdk): Promise<void> {
  const app = ['--app', `node ${join(import.meta.dirname, 'apps/synthesizers.ts')}`];
  const all = ['--all', '--concurrency', '4', '--outputs-file', outputsFile];
  const made = ok(await cdk.run('.', 'consumer', ...deploy, ...app, ...all));
  for (const name of ['Default', 'CliCredentials', 'Legacy', 'Bootstrapless'])
    assert.match(made, new RegExp(`✅ {2}${name}`));
  for (const name of ['Default', 'CliCredentials', 'Legacy'])
    assert.match(outputs(cdk, '.', name).Key ?? '', /[0-9a-f]{64}$/);
  ok(await cdk.run('.', 'consumer', 'destroy', '--force', '--all', '--app', 'cdk.out'));
}

async function bootstrap(cdk: Cdk, accounts: Readonly<Record<string, AccountKeys>>): Promise<void> {
  const runs = Object.entries(accounts).map(([profile, { accountId }]) =>
    cdk.run('.', profile, 'bootstrap', `aws://${accountId}/us-east-1`),
  );
  for (const ran of await Promise.all(runs)) ok(ran);
}

/** @returns what it printed */
function ok({ code, output }: Ran): string {
  assert.equal(code, 0, output);
  // Then it would have gone on with other permissions than are to be tried.
  assert.doesNotMatch(output, /could not be used to assume|is not authorized/);
  return output;
}

function outputs({ directory }: Cdk, where: string, stack: string): Record<string, string> {
  const file: Record<string, Record<string, string>> = JSON.parse(
    readFileSync(join(directory, where, outputsFile), 'utf8'),
  );
  return file[stack] ?? {};
}

async function curl(machine: Machine, instanceId: string, url: string): Promise<string> {
  const { stdout, stderr } = await machine.exec(instanceId, 'curl', '-sS', '--max-time', '3', url);
  return `${stdout}${stderr}`.trim();
}

async function answers(machine: Machine, instanceId: string, url: string, expected: RegExp): Promise<void> {
  const until = Date.now() + 60_000;
  for (;;) {
    const found = await curl(machine, instanceId, url);
    if (expected.test(found)) return;
    if (Date.now() > until) throw new Error(`${url} answers ${found}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The rule is in effect when the stack's update is over. */
async function isStopped(machine: Machine, instanceId: string, url: string): Promise<void> {
  assert.match(await curl(machine, instanceId, url), /timed out/i);
}

async function hasNothingLeft(machine: Machine, keys: AccountKeys): Promise<void> {
  const { accessKeyId, secretAccessKey } = keys;
  const credentials = { accessKeyId, secretAccessKey };
  const settings = { endpoint: machine.endpoint, region: 'us-east-1', credentials };
  const { StackSummaries = [] } = await new CloudFormationClient(settings).send(new ListStacksCommand({}));
  const left = StackSummaries.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE');
  assert.deepEqual(
    left.map(({ StackName }) => StackName),
    ['CDKToolkit'],
  );
  const ec2 = new EC2Client(settings);
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  assert.ok(Vpcs.every(({ IsDefault }) => IsDefault === true));
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
  const instances = Reservations.flatMap(({ Instances = [] }) => Instances);
  assert.ok(instances.every(({ State }) => State?.Name === 'terminated'));
}
