import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { leftovers, rootLinks } from './harness/leftovers.ts';

const demo = `${import.meta.dirname}/../src/demo/main.ts`;

test('the demo has only ticks, and leaves the machine as it was', async () => {
  const instance = `t${randomBytes(4).toString('hex')}`;
  const links = rootLinks();
  const { code, output } = await runDemo(instance);
  assert.equal(code, 0, output);
  assert.equal(output.match(/✗/g), null, output);
  assert.ok((output.match(/✓/g) ?? []).length >= 19, output);
  assert.deepEqual(leftovers(instance), []);
  assert.deepEqual(rootLinks(), links);
});

for (const moment of ['two clients, an endpoint', 'must not pass']) {
  test(`a demo interrupted at "${moment}" leaves the machine as it was`, async () => {
    const instance = `t${randomBytes(4).toString('hex')}`;
    const { code, output } = await runDemo(instance, moment);
    assert.equal(code, 130, output);
    assert.deepEqual(leftovers(instance), []);
  });
}

/** Runs the demo, and sends it SIGINT once it has printed the given words. */
async function runDemo(
  instance: string,
  interruptAt?: string,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [demo, instance], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let interrupted = false;
  const read = (chunk: Buffer) => {
    output += chunk;
    if (interruptAt === undefined || interrupted || !output.toLowerCase().includes(interruptAt)) return;
    interrupted = true;
    child.kill('SIGINT');
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}
