import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { describe, it, type TestContext } from 'node:test';
import { createNamespace, deleteNamespace, namespaceInode, withNamespace } from '../kernel/namespace.ts';
import { endProcesses, processesIn } from './processes.ts';

const limits = { gracefulMs: 300, killedMs: 5000 };

describe('processes of a network namespace', () => {
  it('are found wherever they come from, and this process and those of other namespaces are not', async (test) => {
    const here = testNamespace(test);
    const there = testNamespace(test);
    const one = await shell(here.name, 'echo ready; sleep 100');
    await shell(there.name, 'echo ready; sleep 100');
    const found = processesIn(new Set([here.inode]));
    assert.ok(found.includes(one.pid ?? 0));
    const machine = statSync('/proc/self/ns/net').ino;
    assert.equal(processesIn(new Set([machine])).includes(process.pid), false);
    const both = processesIn(new Set([here.inode, there.inode]));
    assert.ok(both.length > found.length);
  });

  it('get the chance to end by themselves', async (test) => {
    const { name, inode } = testNamespace(test);
    const child = await shell(name, "trap 'exit 42' TERM; echo ready; while :; do sleep 0.02; done");
    const ended = once(child, 'exit');
    assert.deepEqual(await endProcesses(new Set([inode]), { gracefulMs: 5000, killedMs: 5000 }), new Set());
    assert.deepEqual(await ended, [42, null]);
  });

  it('are killed when they do not, with what they started', async (test) => {
    const { name, inode } = testNamespace(test);
    const script =
      "trap '' TERM; (trap '' TERM; setsid sh -c \"trap '' TERM; sleep 100\") & echo ready; sleep 100";
    const child = await shell(name, script);
    const ended = once(child, 'exit');
    assert.deepEqual(await endProcesses(new Set([inode]), limits), new Set());
    assert.deepEqual(await ended, [null, 'SIGKILL']);
    assert.deepEqual(processesIn(new Set([inode])), []);
  });

  it('are ended when they are started while others are being ended', async (test) => {
    const { name, inode } = testNamespace(test);
    await shell(name, "trap 'sleep 100 & exit' TERM; echo ready; while :; do sleep 0.02; done");
    assert.deepEqual(await endProcesses(new Set([inode]), limits), new Set());
    assert.deepEqual(processesIn(new Set([inode])), []);
  });

  it('of other namespaces live on', async (test) => {
    const here = testNamespace(test);
    const there = testNamespace(test);
    const other = await shell(there.name, 'echo ready; exec sleep 100');
    await endProcesses(new Set([here.inode]), limits);
    assert.deepEqual(processesIn(new Set([there.inode])), [other.pid]);
  });
});

function testNamespace(test: TestContext): { name: string; inode: number } {
  const name = `t${randomBytes(5).toString('hex')}`;
  createNamespace(name);
  const inode = namespaceInode(name);
  test.after(async () => {
    await endProcesses(new Set([inode]), { gracefulMs: 0, killedMs: 5000 });
    deleteNamespace(name);
  });
  return { name, inode };
}

/** Starts a shell in the namespace and waits until it has said something. */
async function shell(namespace: string, script: string): Promise<ChildProcess> {
  const child = withNamespace(namespace, () =>
    spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  await once(child.stdout, 'data');
  child.stdout.destroy();
  return child;
}
