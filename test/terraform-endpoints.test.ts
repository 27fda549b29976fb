/** Terraform, unmodified, with the resources of endpoints that the example leaves out, and a stack. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { startMachine } from '../src/demo/machine.ts';
import { leftovers } from './harness/leftovers.ts';
import { openTerraform, type Ran, terraformIsMissing } from './harness/terraform.ts';

const missing = terraformIsMissing();
const skip = missing !== undefined && `${missing}: Terraform was not tried`;

test('Terraform proves a private name, enables it, and changes a policy and a stack in place', {
  skip,
}, async () => {
  const instance = `t${randomBytes(4).toString('hex')}`;
  const machine = await startMachine(instance);
  let terraform: ReturnType<typeof openTerraform> | undefined;
  try {
    await machine.createAccount('provider');
    const profiles = join(machine.stateDirectory, 'profiles');
    await machine.writeProfiles(profiles);
    terraform = openTerraform(join(import.meta.dirname, 'terraform'), profiles);
    ok(await terraform.run('init'));
    ok(await terraform.run('apply', '-auto-approve'), /Resources: \d+ added, 0 changed, 0 destroyed/);
    const { output } = await terraform.run('output', '-json', 'dns_names');
    assert.match(output, /"vpce-[^"]*-us-east-1[ab]\.vpce-svc-[^"]*","api\.example\.com"\]/);
    ok(await terraform.run('plan', '-detailed-exitcode'), /No changes/);
    const changed = await terraform.run('apply', '-auto-approve', '-var', 'sid=two');
    ok(changed, /Resources: 0 added, 2 changed, 0 destroyed/);
    ok(await terraform.run('destroy', '-auto-approve'), /Destroy complete! Resources: \d+ destroyed/);
  } finally {
    terraform?.remove();
    await machine.remove();
  }
  assert.deepEqual(leftovers(instance), []);
});

function ok({ code, output }: Ran, expected = /./): void {
  assert.equal(code, 0, output);
  assert.match(output, expected);
}
