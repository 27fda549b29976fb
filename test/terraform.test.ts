/** Terraform, unmodified, builds PrivateLink between two accounts, finds nothing to change, changes it, and removes it. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { EC2Client, paginateDescribeVpcEndpoints } from '@aws-sdk/client-ec2';
import { type AccountKeys, startMachine } from '../src/demo/machine.ts';
import { region } from '../src/demo/world.ts';
import { leftovers } from './harness/leftovers.ts';
import { openTerraform, type Ran, terraformIsMissing } from './harness/terraform.ts';

const missing = terraformIsMissing();
const skip = missing !== undefined && `${missing}: Terraform was not tried`;

test('Terraform applies, finds no change, changes in place and destroys', { skip }, async () => {
  const instance = `t${randomBytes(4).toString('hex')}`;
  const machine = await startMachine(instance);
  let terraform: ReturnType<typeof openTerraform> | undefined;
  try {
    await machine.createAccount('provider');
    const consumer = await machine.createAccount('consumer');
    const profiles = join(machine.stateDirectory, 'profiles');
    await machine.writeProfiles(profiles);
    terraform = openTerraform(join(import.meta.dirname, '../examples/terraform'), profiles);
    ok(await terraform.run('init'));
    ok(
      await terraform.run('apply', '-auto-approve'),
      /Apply complete! Resources: \d+ added, 0 changed, 0 destroyed/,
    );
    assert.equal(await states(machine.endpoint, consumer), 'available');
    await findsNoChange(terraform);
    const changes = ['idle_timeout=400', 'health_check_interval=15', 'description=changed'].flatMap(
      (each) => ['-var', each],
    );
    const changed = await terraform.run(...['apply', '-auto-approve', ...changes]);
    ok(changed, /Apply complete! Resources: 0 added, 3 changed, 0 destroyed/);
    await findsNoChange(terraform, ...changes);
    ok(await terraform.run('destroy', '-auto-approve'), /Destroy complete! Resources: \d+ destroyed/);
    assert.equal(await states(machine.endpoint, consumer), '');
  } finally {
    terraform?.remove();
    await machine.remove();
  }
  assert.deepEqual(leftovers(instance), []);
});

async function findsNoChange(terraform: ReturnType<typeof openTerraform>, ...args: string[]): Promise<void> {
  // 0: nothing to do; 2: changes.
  ok(await terraform.run('plan', '-detailed-exitcode', ...args), /No changes/);
}

function ok({ code, output }: Ran, expected = /./): void {
  assert.equal(code, 0, output);
  assert.match(output, expected);
}

/** The states of the account's endpoints. */
async function states(endpoint: string, credentials: AccountKeys): Promise<string> {
  const client = new EC2Client({ region, endpoint, credentials });
  const found: string[] = [];
  for await (const { VpcEndpoints } of paginateDescribeVpcEndpoints({ client }, {})) {
    for (const each of VpcEndpoints ?? []) found.push(String(each.State));
  }
  return found.join();
}
