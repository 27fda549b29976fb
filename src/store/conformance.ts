/** What every implementation of the store port must do, as tests. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Batch, type Commit, CompactedError, ConflictError, type Key, type Store } from './store.ts';

export interface StoreUnderTest {
  readonly store: Store;
  /** Removes what the store left behind; the store is closed by then. */
  readonly remove: () => void | Promise<void>;
}

/** @param open makes an empty store */
export function storeConformance(name: string, open: () => Promise<StoreUnderTest>): void {
  const withStore = (run: (store: Store) => Promise<void>) => async () => {
    const { store, remove } = await open();
    try {
      await run(store);
    } finally {
      await store.close();
      await remove();
    }
  };

  describe(`${name} as a store`, () => {
    it('is empty at revision 0', withStore(isEmptyAtFirst));
    it('grows its revision by one with each commit', withStore(growsByOne));
    it(
      'gives back what was written last, with the revision of its commit',
      withStore(givesBackWhatWasWritten),
    );
    it('gives back thousands, each once, in the order of their keys', withStore(givesBackThousands));
    it('keeps text as it is, and ids with slashes', withStore(keepsText));
    it('writes nothing when one expectation of many does not hold', withStore(isAllOrNothing));
    it('takes what was not written since a later revision', withStore(takesWhatWasNotWrittenSince));
    it('takes revision 0 as: must not exist', withStore(refusesToCreateTwice));
    it('refuses to write over a record that was deleted and made again', withStore(seesRecreation));
    it('delivers commits whole and in order, old ones and new ones', withStore(deliversInOrder));
    it('does not deliver a refused commit', withStore(deliversNoRefusedCommit));
    it('delivers the same to every watcher', withStore(deliversToAll));
    it('ends a watch that waits when its signal aborts', withStore(endsAtAbort));
    it('ends a watch whose signal was aborted before', withStore(endsWhenAbortedBefore));
    it('ends a watch when it is closed', withStore(endsAtClose));
    it('refuses work after it was closed', withStore(refusesAfterClose));
    it('is not affected by changes to a batch after its commit', withStore(copiesBatches));
    it('lets exactly one of many writers win', withStore(oneWriterWins));
  });
}

async function isEmptyAtFirst(store: Store): Promise<void> {
  const { revision, records } = await store.load();
  assert.deepEqual({ revision, records: [...records] }, { revision: 0, records: [] });
}

async function growsByOne(store: Store): Promise<void> {
  assert.equal(await store.commit(writing({ 'a/1': '1' })), 1);
  assert.equal(await store.commit(writing({ 'a/1': undefined, 'a/2': '2' })), 2);
  assert.equal(await store.commit(writing({ 'a/never-there': undefined })), 3);
  assert.equal((await store.load()).revision, 3);
}

async function givesBackWhatWasWritten(store: Store): Promise<void> {
  await store.commit(writing({ 'a/1': '1', 'a/2': '2', 'b/1': '3' }));
  await store.commit(writing({ 'a/1': '4', 'a/2': undefined }));
  assert.deepEqual(await contents(store), ['a/1=4@2', 'b/1=3@1']);
}

async function givesBackThousands(store: Store): Promise<void> {
  for (const count of [999, 1_000, 1_001, 3_000]) {
    const keys = Array.from({ length: count }, (_, at): Key => `a/${String(at).padStart(4, '0')}`);
    await store.commit({ expect: new Map(), write: new Map(keys.toReversed().map((key) => [key, '1'])) });
    const { records } = await store.load();
    assert.deepEqual(
      Array.from(records, ({ key }) => key),
      keys,
    );
  }
}

async function keepsText(store: Store): Promise<void> {
  const text = JSON.stringify({
    quote: '"\'',
    zero: '\u0000',
    astral: '\u{1f6aa}',
    long: 'x'.repeat(300_000),
  });
  await store.commit(writing({ 'claim/subnet-1/10.0.0.9': text }));
  const records = [...(await store.load()).records];
  assert.deepEqual(
    records.map(({ key, value }) => ({ key, same: value === text })),
    [{ key: 'claim/subnet-1/10.0.0.9', same: true }],
  );
}

async function isAllOrNothing(store: Store): Promise<void> {
  await store.commit(writing({ 'a/1': '1', 'a/2': '1' }));
  await store.commit(writing({ 'a/2': '2' }));
  const batch = writing({ 'a/1': 'new', 'a/3': 'new' }, { 'a/1': 1, 'a/2': 1 });
  await assert.rejects(store.commit(batch), ConflictError);
  await assert.rejects(store.commit({ ...batch, asOf: 1 }), ConflictError);
  assert.deepEqual(await contents(store), ['a/1=1@1', 'a/2=2@2']);
  assert.equal(await store.commit(writing({ 'a/1': 'new' }, { 'a/1': 1, 'a/2': 2 })), 3);
}

async function takesWhatWasNotWrittenSince(store: Store): Promise<void> {
  await store.commit(writing({ 'a/1': '1', 'a/2': '2' }));
  await store.commit(writing({ 'a/2': undefined }));
  const expected = writing({ 'a/1': '3' }, { 'a/1': 2, 'a/2': 0 });
  assert.equal(await store.commit({ ...expected, asOf: 2 }), 3);
  // Gone is not unchanged, however late the revision.
  await assert.rejects(store.commit(writing({ 'a/1': '4' }, { 'a/2': 3 })), ConflictError);
}

async function refusesToCreateTwice(store: Store): Promise<void> {
  const create = writing({ 'claim/name': '1' }, { 'claim/name': 0 });
  await store.commit(create);
  await assert.rejects(store.commit(create), ConflictError);
  await store.commit(writing({ 'claim/name': undefined }, { 'claim/name': 1 }));
  await store.commit(create);
  await assert.rejects(store.commit(writing({}, { 'claim/other': 1 })), ConflictError);
}

async function seesRecreation(store: Store): Promise<void> {
  await store.commit(writing({ 'a/1': 'x' }));
  await store.commit(writing({ 'a/1': undefined }));
  await store.commit(writing({ 'a/1': 'x' }));
  await assert.rejects(store.commit(writing({ 'a/1': 'y' }, { 'a/1': 1 })), ConflictError);
  assert.deepEqual(await contents(store), ['a/1=x@3']);
}

async function deliversInOrder(store: Store): Promise<void> {
  await store.commit(writing({ 'a/1': '1' }));
  await store.commit(writing({ 'a/2': '2', 'a/3': '3' }));
  const delivered = take(store, 1, 3);
  await store.commit(writing({ 'a/2': undefined }));
  await store.commit(writing({}));
  assert.deepEqual(await delivered, ['2 a/2=2 a/3=3', '3 a/2=undefined', '4']);
}

async function deliversNoRefusedCommit(store: Store): Promise<void> {
  const delivered = take(store, 0, 2);
  await store.commit(writing({ 'a/1': '1' }));
  await assert.rejects(store.commit(writing({ 'a/1': '2' }, { 'a/1': 0 })), ConflictError);
  await store.commit(writing({ 'a/1': '3' }));
  assert.deepEqual(await delivered, ['1 a/1=1', '2 a/1=3']);
}

async function deliversToAll(store: Store): Promise<void> {
  const watchers = [take(store, 0, 20), take(store, 0, 20)];
  for (let at = 0; at < 20; at += 1) await store.commit(writing({ [`a/${at}`]: `${at}` }));
  const [first, second] = await Promise.all(watchers);
  assert.equal(first?.length, 20);
  assert.deepEqual(first, second);
}

async function endsAtAbort(store: Store): Promise<void> {
  const abort = new AbortController();
  const next = store.watch(0, abort.signal)[Symbol.asyncIterator]().next();
  abort.abort();
  assert.equal((await next).done, true);
}

async function endsWhenAbortedBefore(store: Store): Promise<void> {
  await store.commit(writing({ 'a/1': '1' }));
  const next = await store.watch(0, AbortSignal.abort())[Symbol.asyncIterator]().next();
  assert.equal(next.done, true);
}

async function endsAtClose(store: Store): Promise<void> {
  const next = store.watch(0, new AbortController().signal)[Symbol.asyncIterator]().next();
  await store.close();
  assert.equal((await next).done, true);
}

async function refusesAfterClose(store: Store): Promise<void> {
  await store.close();
  await assert.rejects(store.load(), /closed/);
  await assert.rejects(store.commit(writing({ 'a/1': '1' })), /closed/);
}

async function copiesBatches(store: Store): Promise<void> {
  const write = new Map<Key, string>([['a/1', '1']]);
  await store.commit({ expect: new Map(), write });
  write.set('a/2', '2');
  assert.deepEqual(await take(store, 0, 1), ['1 a/1=1']);
}

async function oneWriterWins(store: Store): Promise<void> {
  const writers = Array.from({ length: 20 }, (_, at) =>
    store.commit(writing({ 'claim/name': `${at}` }, { 'claim/name': 0 })),
  );
  const results = await Promise.allSettled(writers);
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
  assert.equal((await store.load()).revision, 1);
}

/** Checks that a watcher who asks for what is no longer remembered is told to load again. */
export async function refusesForgottenHistory(store: Store, from: number): Promise<void> {
  await assert.rejects(take(store, from, 1), CompactedError);
}

/** A batch from plain objects. */
export function writing(
  write: Record<string, string | undefined>,
  expect: Record<string, number> = {},
): Batch {
  // The keys written in tests are of the form `kind/id`.
  return {
    write: new Map(Object.entries(write) as [Key, string | undefined][]),
    expect: new Map(Object.entries(expect) as [Key, number][]),
  };
}

/** What a store holds, as lines `key=value@revision`, ordered. */
export async function contents(store: Store): Promise<string[]> {
  const records = [...(await store.load()).records];
  return records.map(({ key, value, revision }) => `${key}=${value}@${revision}`).sort();
}

/** The next commits after a revision, each as a line. */
async function take(store: Store, after: number, count: number): Promise<string[]> {
  const lines: string[] = [];
  for await (const commit of store.watch(after, new AbortController().signal)) {
    lines.push(lineOf(commit));
    if (lines.length === count) break;
  }
  return lines;
}

function lineOf({ revision, write }: Commit): string {
  return [revision, ...[...write].map(([key, value]) => `${key}=${value}`)].join(' ');
}
