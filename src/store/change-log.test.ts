import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChangeLog } from './change-log.ts';
import { type Commit, CompactedError, type Key } from './store.ts';

const never = new AbortController().signal;

describe('the change log', () => {
  it('knows nothing of what was before it was opened', async () => {
    const log = new ChangeLog(7);
    log.append(commit(8, 1));
    await assert.rejects(log.follow(6, never).next(), CompactedError);
    assert.equal(await firstAfter(log, 7), 8);
  });

  it('forgets whole commits, oldest first, and no more than it must', async () => {
    const log = new ChangeLog(0, 4);
    for (const [revision, writes] of [
      [1, 2],
      [2, 2],
      [3, 1],
    ] as const)
      log.append(commit(revision, writes));
    await assert.rejects(log.follow(0, never).next(), CompactedError);
    assert.equal(await firstAfter(log, 1), 2);
  });

  it('remembers the newest commit even when it alone is over the limit', async () => {
    const log = new ChangeLog(0, 4);
    log.append(commit(1, 1));
    log.append(commit(2, 100));
    assert.equal(await firstAfter(log, 1), 2);
    await assert.rejects(log.follow(0, never).next(), CompactedError);
  });

  it('counts commits without writes, so that they cannot pile up', async () => {
    const log = new ChangeLog(0, 4);
    for (let revision = 1; revision <= 9; revision += 1) log.append(commit(revision, 0));
    await assert.rejects(log.follow(4, never).next(), CompactedError);
    assert.equal(await firstAfter(log, 5), 6);
  });

  it('tells a watcher that fell behind that it has to load again', async () => {
    const log = new ChangeLog(0, 2);
    const watch = log.follow(0, never);
    log.append(commit(1, 1));
    assert.equal((await watch.next()).value?.revision, 1);
    for (const revision of [2, 3, 4, 5]) log.append(commit(revision, 1));
    await assert.rejects(watch.next(), CompactedError);
  });

  it('waits for a revision that is still to come', async () => {
    const log = new ChangeLog(0);
    const next = log.follow(1, never).next();
    log.append(commit(1, 1));
    log.append(commit(2, 1));
    assert.equal((await next).value?.revision, 2);
  });
});

async function firstAfter(log: ChangeLog, revision: number): Promise<number | undefined> {
  return (await log.follow(revision, never).next()).value?.revision;
}

function commit(revision: number, writes: number): Commit {
  const keys = Array.from({ length: writes }, (_, at): Key => `a/${at}`);
  return { revision, write: new Map(keys.map((key) => [key, `${revision}`])) };
}
