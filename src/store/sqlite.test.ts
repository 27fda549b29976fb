import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { contents, refusesForgottenHistory, storeConformance, writing } from './conformance.ts';
import { openSqliteStore } from './sqlite.ts';
import { StoreError, type StoreErrorReason } from './store-error.ts';

storeConformance('the SQLite store', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'postern-store-'));
  const store = openSqliteStore(join(directory, 'state.db'));
  return { store, remove: () => rmSync(directory, { recursive: true }) };
});

describe('the SQLite store', () => {
  it(
    'holds everything when it is opened again, and goes on counting',
    inDirectory(async (path) => {
      const first = openSqliteStore(path);
      await first.commit(writing({ 'a/1': '1', 'a/2': '2' }));
      await first.commit(writing({ 'a/1': undefined }));
      await first.close();
      const second = openSqliteStore(path);
      assert.deepEqual(await contents(second), ['a/2=2@1']);
      await refusesForgottenHistory(second, 1);
      assert.equal(await second.commit(writing({ 'a/3': '3' }, { 'a/2': 1, 'a/1': 0 })), 3);
      await second.close();
    }),
  );

  it(
    'is one process alone, until that ends',
    inDirectory(async (path) => {
      const store = openSqliteStore(path);
      assertRefused('inUse', () => openSqliteStore(path));
      const other = `
      const { openSqliteStore } = await import(${JSON.stringify(import.meta.resolve('./sqlite.ts'))});
      try { openSqliteStore(${JSON.stringify(path)}); console.log('opened'); } catch (error) { console.log(error.message); }`;
      const open = () =>
        execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', other], {
          encoding: 'utf8',
        });
      assert.match(open(), /open the store .*state\.db: another process has it open; stop that one first/);
      await store.commit(writing({ 'a/1': '1' }));
      await store.close();
      assert.equal(open(), 'opened\n');
    }),
  );

  it(
    'lets only its owner read the files, also when they were open to others',
    inDirectory(async (path) => {
      const modes = () => [path, `${path}-wal`].map((file) => (statSync(file).mode & 0o777).toString(8));
      const first = openSqliteStore(path);
      await first.commit(writing({ 'a/1': '1' }));
      assert.deepEqual(modes(), ['600', '600']);
      await first.close();
      chmodSync(path, 0o644);
      const second = openSqliteStore(path);
      await second.commit(writing({ 'a/1': '2' }));
      assert.deepEqual(modes(), ['600', '600']);
      await second.close();
    }),
  );

  it(
    'refuses a newer schema and leaves the file as it is',
    inDirectory(async (path) => {
      await openSqliteStore(path).close();
      execute(path, 'PRAGMA user_version = 2');
      const before = readFileSync(path);
      assertRefused('newer', () => openSqliteStore(path), /schema 2, this version knows up to 1/);
      assert.deepEqual(readFileSync(path), before);
    }),
  );

  it(
    'refuses the database of another program and leaves the file as it is',
    inDirectory(async (path) => {
      execute(path, 'CREATE TABLE theirs (x)');
      chmodSync(path, 0o640);
      const before = readFileSync(path);
      assertRefused('foreign', () => openSqliteStore(path));
      assert.deepEqual(readFileSync(path), before);
      assert.equal(statSync(path).mode & 0o777, 0o640);
    }),
  );

  it(
    'refuses a file that is no database',
    inDirectory(async (path) => {
      writeFileSync(path, 'Dear diary, '.repeat(1000));
      assertRefused('damaged', () => openSqliteStore(path), /damaged or no database/);
    }),
  );

  it(
    'refuses a file that was cut short or written over',
    inDirectory(async (path) => {
      const store = openSqliteStore(path);
      const records = Array.from({ length: 500 }, (_, at) => [`a/${at}`, 'x'.repeat(200)]);
      await store.commit(writing(Object.fromEntries(records)));
      await store.close();
      const whole = readFileSync(path);
      truncateSync(path, whole.length / 2);
      assertRefused('damaged', () => openSqliteStore(path));
      writeFileSync(path, whole.fill(0xa5, 8192, 16384));
      assertRefused('damaged', () => openSqliteStore(path), /state\.db is damaged; restore it/);
    }),
  );

  it('says which file it could not open', () => {
    assertRefused(
      'failed',
      () => openSqliteStore('/nowhere/state.db'),
      /open the store \/nowhere\/state\.db/,
    );
  });

  it(
    'has committed nothing before the log is on the disk, and begins no other commit',
    inDirectory(async (path) => {
      const syncs: (() => void)[] = [];
      const store = openSqliteStore(path, () => new Promise((resolve) => syncs.push(resolve)));
      const done: number[] = [];
      const commits = ['1', '2'].map(async (value) =>
        done.push(await store.commit(writing({ 'a/1': value }))),
      );
      const loaded = contents(store);
      await setImmediate();
      assert.equal(syncs.length, 1);
      assert.deepEqual(done, []);
      syncs[0]?.();
      await commits[0];
      await setImmediate();
      assert.deepEqual([done, syncs.length], [[1], 2]);
      syncs[1]?.();
      await Promise.all(commits);
      assert.deepEqual(done, [1, 2]);
      assert.deepEqual(await loaded, ['a/1=2@2']);
      await store.close();
    }),
  );

  it(
    'is not used further when the log cannot be synced',
    inDirectory(async (path) => {
      let failure: Error | undefined;
      const store = openSqliteStore(path, async () => {
        if (failure) throw failure;
      });
      await store.commit(writing({ 'a/1': '1' }));
      failure = new Error('the disk is gone');
      const isFailed = (error: unknown) => error instanceof StoreError && error.reason === 'failed';
      await assert.rejects(store.commit(writing({ 'a/1': '2' })), isFailed);
      failure = undefined;
      await assert.rejects(store.commit(writing({ 'a/2': '1' })), isFailed);
      await assert.rejects(contents(store), isFailed);
      await store.close();
      const again = openSqliteStore(path);
      assert.match(String(await contents(again)), /^a\/1=/);
      await again.close();
    }),
  );

  it(
    'on a full disk says so, writes nothing of the commit, and works again when there is room',
    onSmallDisk(async (path) => {
      const store = openSqliteStore(path);
      await store.commit(writing({ 'a/kept': '1' }));
      const large = 'x'.repeat(100_000);
      const tooMuch = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`a/${at}`, large]));
      await assert.rejects(store.commit(writing({ 'a/kept': '2', ...tooMuch })), (error) => {
        assert.ok(error instanceof StoreError);
        assert.equal(error.reason, 'full');
        return true;
      });
      assert.deepEqual(await contents(store), ['a/kept=1@1']);
      assert.equal(await store.commit(writing({ 'a/kept': '3' }, { 'a/kept': 1 })), 2);
      await store.close();
      const again = openSqliteStore(path);
      assert.deepEqual(await contents(again), ['a/kept=3@2']);
      await again.close();
    }),
  );
});

function assertRefused(reason: StoreErrorReason, open: () => unknown, message = /./): void {
  assert.throws(open, (error) => {
    assert.ok(error instanceof StoreError, String(error));
    assert.equal(error.reason, reason, error.message);
    assert.match(error.message, message);
    return true;
  });
}

function execute(path: string, sql: string): void {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
}

function inDirectory(run: (path: string) => Promise<void>) {
  return async () => {
    const directory = mkdtempSync(join(tmpdir(), 'postern-store-'));
    try {
      await run(join(directory, 'state.db'));
    } finally {
      rmSync(directory, { recursive: true });
    }
  };
}

function onSmallDisk(run: (path: string) => Promise<void>) {
  return inDirectory(async (path) => {
    const directory = join(path, '..');
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'postern-store-test', directory]);
    try {
      await run(path);
    } finally {
      // Lazily, because a failed test may have left the file open.
      execFileSync('umount', ['--lazy', directory]);
    }
  });
}
