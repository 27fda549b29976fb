import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCleanup } from './cleanup.ts';
import { startService } from './command.ts';

test('what was made last goes first, and one failure keeps nothing else', async () => {
  const cleanup = createCleanup();
  const gone: string[] = [];
  cleanup.add(() => gone.push('first'));
  cleanup.add(() => {
    throw new Error('stuck');
  });
  cleanup.add(async () => void gone.push('last'));
  await assert.rejects(cleanup.run(), /stuck/);
  assert.deepEqual(gone, ['last', 'first']);
});

test('whoever asks for the end a second time waits for the first, and nothing is removed twice', async () => {
  const cleanup = createCleanup();
  let removals = 0;
  cleanup.add(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    removals += 1;
  });
  void cleanup.run();
  await cleanup.run();
  assert.equal(removals, 1);
});

test('once the end has begun nothing new is started', async () => {
  const cleanup = createCleanup();
  await cleanup.run();
  assert.throws(() => cleanup.add(() => {}), ReferenceError);
  assert.throws(() => startService(cleanup, 'sleep', 'infinity'), ReferenceError);
});

test('a service ends with the cleanup, and what it wrote can be read', async () => {
  const cleanup = createCleanup();
  const service = startService(cleanup, 'sh', '-c', 'echo pid $$; exec sleep infinity');
  while (!service.output().includes('\n')) await new Promise((resolve) => setImmediate(resolve));
  const pid = Number(service.output().split(' ')[1]);
  assert.ok(pid > 0);
  await cleanup.run();
  assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
});

test('a service that cannot be started says why', async () => {
  const cleanup = createCleanup();
  const service = startService(cleanup, '/no/such/program');
  while (service.output() === '') await new Promise((resolve) => setImmediate(resolve));
  assert.match(service.output(), /ENOENT/);
  await cleanup.run();
});

test('a check throws from the moment that the end begins', async () => {
  const cleanup = createCleanup();
  cleanup.check();
  const running = cleanup.run();
  assert.throws(() => cleanup.check(), /end has begun/);
  await running;
});
