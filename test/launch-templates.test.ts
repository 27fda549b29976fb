/** Launch templates by the unmodified `cdk`, `aws` and Terraform: instances come of them and run. */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import {
  DescribeInstancesCommand,
  DescribeLaunchTemplatesCommand,
  EC2Client,
  type Instance,
} from '@aws-sdk/client-ec2';
import { openCdk } from '../src/demo/cdk.ts';
import { type AccountKeys, type Machine, startMachine } from '../src/demo/machine.ts';
import { untilHello } from './harness/hello.ts';
import { leftovers } from './harness/leftovers.ts';
import { openTerraform, terraformIsMissing } from './harness/terraform.ts';

const region = 'us-east-1';
const missing = terraformIsMissing();
const skipTerraform = missing !== undefined && `${missing}: Terraform was not tried`;
const hasAws = spawnSync('aws', ['--version'], { stdio: 'ignore' }).status === 0;

test('cdk deploys instances that insist on IMDSv2, from images that it looks up, and more come of a template', async () => {
  await withMachine(async (machine) => {
    const keys = await machine.createAccount('provider');
    const cdk = await openCdk(machine, { provider: keys });
    const app = ['--app', `node ${join(import.meta.dirname, 'apps/launch.ts')}`];
    const deploy = async (...more: string[]) => {
      const how = ['--require-approval', 'never', '--outputs-file', 'outputs.json'];
      ok(await cdk.run('.', 'provider', 'deploy', ...app, ...how, ...more));
      return JSON.parse(readFileSync(join(cdk.directory, 'outputs.json'), 'utf8')).Launch;
    };
    const made = await deploy();
    await untilHello(machine, made.ClientId, `http://${made.ServerAddress}:8080`);
    const client = new EC2Client({ region, endpoint: machine.endpoint, credentials: keys });
    for (const id of [made.ServerId, made.ClientId]) {
      const { MetadataOptions, Monitoring } = await instanceOf(client, id);
      assert.equal(MetadataOptions?.HttpTokens, 'required');
      assert.equal(Monitoring?.State, id === made.ClientId ? 'enabled' : 'disabled');
    }
    assert.equal(made.Latest, '1');
    if (hasAws) await launchByCommand(machine, keys, made.SubnetId);

    const changed = await deploy('-c', 'hops=3');
    assert.deepEqual([changed.Latest, changed.ServerId], ['2', made.ServerId]);
    assert.match(
      ok(await cdk.run('.', 'provider', 'diff', '--fail', ...app, '-c', 'hops=3')),
      /no differences/,
    );
    ok(await cdk.run('.', 'provider', 'destroy', '--force', '--app', 'cdk.out'));
    const { LaunchTemplates } = await client.send(new DescribeLaunchTemplatesCommand({}));
    assert.deepEqual(LaunchTemplates, []);
  });
});

test('Terraform launches from a template, finds no change, makes another version and destroys', {
  skip: skipTerraform,
}, async () => {
  await withMachine(async (machine) => {
    await machine.createAccount('provider');
    const profiles = join(machine.stateDirectory, 'profiles');
    await machine.writeProfiles(profiles);
    const terraform = openTerraform(join(import.meta.dirname, 'terraform-launch'), profiles);
    try {
      ok(await terraform.run('init'));
      assert.match(ok(await terraform.run('apply', '-auto-approve')), /Resources: 6 added, 0 changed/);
      assert.match(ok(await terraform.run('output', 'tokens')), /required/);
      assert.match(ok(await terraform.run('plan', '-detailed-exitcode')), /No changes/);
      const other = ['-var', 'hops=2'];
      const changed = ok(await terraform.run('apply', '-auto-approve', ...other));
      assert.match(changed, /Resources: 0 added, 2 changed, 0 destroyed/);
      assert.match(ok(await terraform.run('plan', '-detailed-exitcode', ...other)), /No changes/);
      assert.match(ok(await terraform.run('destroy', '-auto-approve', ...other)), /Resources: 6 destroyed/);
    } finally {
      terraform.remove();
    }
  });
});

async function withMachine(run: (machine: Machine) => Promise<void>): Promise<void> {
  const instance = `t${randomBytes(4).toString('hex')}`;
  const machine = await startMachine(instance, ['--instances']);
  try {
    await run(machine);
  } finally {
    await machine.remove();
  }
  assert.deepEqual(leftovers(instance), []);
}

/** A version of the template by hand, and an instance of it, by AWS's own command. */
async function launchByCommand(machine: Machine, keys: AccountKeys, subnet: string): Promise<void> {
  const env = {
    PATH: process.env.PATH ?? '',
    AWS_ENDPOINT_URL: machine.endpoint,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  const aws = async (...args: string[]) =>
    (await promisify(execFile)('aws', ['ec2', ...args, '--output', 'text'], { env })).stdout.trim();
  const images = ['describe-images', '--owners', 'amazon', '--filters', 'Name=name,Values=al2023-*-x86_64'];
  const ImageId = await aws(...images, '--query', 'Images[0].ImageId');
  const data = JSON.stringify({ ImageId, MetadataOptions: { HttpTokens: 'required' } });
  await aws('create-launch-template', '--launch-template-name', 'hand', '--launch-template-data', data);
  const more = JSON.stringify({ InstanceType: 't3.nano' });
  const version = [
    'create-launch-template-version',
    '--launch-template-name',
    'hand',
    '--source-version',
    '1',
  ];
  await aws(...version, '--launch-template-data', more);
  const template = ['--launch-template', 'LaunchTemplateName=hand,Version=$Latest', '--subnet-id', subnet];
  const query = ['--query', 'Instances[0].[InstanceType,MetadataOptions.HttpTokens,InstanceId]'];
  const [type, tokens, id = ''] = (await aws('run-instances', ...template, ...query)).split(/\s+/);
  assert.deepEqual([type, tokens], ['t3.nano', 'required']);
  const tags = [
    'describe-tags',
    '--filters',
    `Name=resource-id,Values=${id}`,
    '--query',
    'Tags[].[Key,Value]',
  ];
  assert.match(await aws(...tags), /aws:ec2launchtemplate:version\s+2/);
  await aws('delete-launch-template', '--launch-template-name', 'hand');
  await aws('terminate-instances', '--instance-ids', id);
  await aws('wait', 'instance-terminated', '--instance-ids', id);
}

async function instanceOf(client: EC2Client, id: string): Promise<Instance> {
  const { Reservations } = await client.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return Reservations?.[0]?.Instances?.[0] ?? {};
}

/** @returns what it printed */
function ok({ code, output }: { readonly code: number; readonly output: string }): string {
  assert.equal(code, 0, output);
  return output;
}
