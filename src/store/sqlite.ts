/**
 * The store in one SQLite file, for one process at a time.
 *
 * Commits are written on the calling thread, and waited for on another: SQLite appends to its log and does not sync
 * (`synchronous=NORMAL`), then the log is synced, and not before that is the commit done. The lock on the file is the
 * kernel's, so it goes with the process that holds it, however that ends.
 */
import { chmodSync, closeSync, existsSync, fdatasync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { ChangeLog } from './change-log.ts';
import { migrate, refuseForeign } from './sqlite-schema.ts';
import { type Batch, ConflictError, isAsExpected, type Key, type Store, type StoredRecord } from './store.ts';
import { StoreError, storeError } from './store-error.ts';

/** Pages of the log after which they are copied into the file, 16 MiB: pages that many commits write are copied once. */
const logPagesMax = 4_000;

/** Records that are read at a time. */
const pageRows = 1_000;

/** Resolves when the data of the file is on the disk. */
export type SyncFile = (descriptor: number) => Promise<void>;

/**
 * Opens the file, or makes it with mode 0600 in a directory that must exist.
 * @param sync how the log is brought to the disk
 * @throws StoreError with the reason: in use, damaged, of a newer version, of another program, disk full
 */
export function openSqliteStore(path: string, sync: SyncFile = promisify(fdatasync)): Store {
  let database: DatabaseSync | undefined;
  try {
    prepareFile(path);
    database = new DatabaseSync(path, { timeout: 0 });
    prepareDatabase(database, path);
    return new SqliteStore(database, path, sync);
  } catch (error) {
    database?.close();
    throw storeError('open the store', path, error);
  }
}

class SqliteStore implements Store {
  readonly #database: DatabaseSync;
  readonly #path: string;
  readonly #statements: Statements;
  readonly #log: ChangeLog;
  readonly #sync: SyncFile;
  /** SQLite's own log. No lock of SQLite's is on it, so that opening and closing it beside SQLite drops none. */
  readonly #descriptor: number;
  #revision: number;
  #failure: StoreError | undefined;
  /** The last commit that was asked for. Never rejects. */
  #committing: Promise<unknown> = Promise.resolve();

  constructor(database: DatabaseSync, path: string, sync: SyncFile) {
    this.#database = database;
    this.#path = path;
    this.#sync = sync;
    this.#descriptor = openSync(logOf(path), 'r');
    this.#statements = prepareStatements(database);
    this.#revision = Number(this.#statements.revision.get()?.revision);
    this.#log = new ChangeLog(this.#revision);
  }

  async load(): Promise<{ revision: number; records: Iterable<StoredRecord> }> {
    await this.#committing;
    this.#assertUsable();
    return { revision: this.#revision, records: this.#records() };
  }

  /** Page by page: all texts together need more memory than what is made of them, and one by one is slow. */
  *#records(): Iterable<StoredRecord> {
    for (let last = ''; ; ) {
      const page = this.#page(last);
      for (const [key, value, revision] of page) yield { key, value, revision };
      if (page.length < pageRows) return;
      // It is full, so it has a last row.
      last = page.at(-1)![0];
    }
  }

  /** The rows behind the key. */
  #page(key: string): readonly Row[] {
    try {
      // The columns are those of the statement, and STRICT tables hold their declared types.
      return this.#statements.page.all(key) as unknown as readonly Row[];
    } catch (error) {
      throw storeError('read the store', this.#path, error);
    }
  }

  commit(batch: Batch): Promise<number> {
    const copy = { ...batch, expect: new Map(batch.expect), write: new Map(batch.write) };
    const committed = this.#committing.then(() => this.#commit(copy));
    this.#committing = committed.catch(() => undefined);
    return committed;
  }

  async #commit(batch: Batch): Promise<number> {
    this.#assertUsable();
    const revision = this.#revision + 1;
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      if (batch.asOf !== this.#revision) this.#check(batch.expect);
      this.#write(batch.write, revision);
      this.#database.exec('COMMIT');
    } catch (error) {
      throw this.#abandon(error);
    }
    await this.#persist();
    this.#revision = revision;
    this.#log.append({ revision, write: batch.write });
    return revision;
  }

  watch(revision: number, signal: AbortSignal): ReturnType<ChangeLog['follow']> {
    return this.#log.follow(revision, signal);
  }

  async close(): Promise<void> {
    await this.#committing;
    this.#log.close();
    if (!this.#database.isOpen) return;
    closeSync(this.#descriptor);
    this.#database.close();
  }

  #check(expect: Batch['expect']): void {
    for (const [key, expected] of expect) {
      const found = Number(this.#statements.revisionOf.get(key)?.revision ?? 0);
      if (!isAsExpected(found, expected))
        throw new ConflictError(`${key} is at ${found}, expected ${expected}`);
    }
  }

  #write(write: ReadonlyMap<Key, string | undefined>, revision: number): void {
    for (const [key, value] of write) {
      if (value === undefined) this.#statements.delete.run(key);
      else this.#statements.put.run(key, value, revision);
    }
    this.#statements.advance.run(revision);
  }

  /** Waits until what SQLite has written to its log is on the disk. When it fails, nobody knows whether it is. */
  async #persist(): Promise<void> {
    try {
      await this.#sync(this.#descriptor);
    } catch (error) {
      this.#failure = storeError('sync the store', this.#path, error);
      throw this.#failure;
    }
  }

  /** Takes the transaction back. After a failed disk nobody knows what is on it, so the store is not used further. */
  #abandon(error: unknown): Error {
    const reported =
      error instanceof ConflictError ? error : storeError('write to the store', this.#path, error);
    try {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
    } catch (failure) {
      this.#failure = storeError('roll back the store', this.#path, failure);
    }
    if (reported instanceof StoreError && reported.reason !== 'full') this.#failure = reported;
    return reported;
  }

  #assertUsable(): void {
    if (!this.#database.isOpen) throw new Error('the store is closed');
    if (this.#failure) throw this.#failure;
  }
}

/** Key, value and revision. */
type Row = readonly [Key, string, number];

/** Rows as lists take half the time that they take as objects. */
function arraysOf(statement: StatementSync): StatementSync {
  statement.setReturnArrays(true);
  return statement;
}

type Statements = ReturnType<typeof prepareStatements>;

function prepareStatements(database: DatabaseSync) {
  const prepare = (query: string): StatementSync => database.prepare(query);
  return {
    page: arraysOf(
      prepare(`SELECT key, value, revision FROM records WHERE key > ? ORDER BY key LIMIT ${pageRows}`),
    ),
    revision: prepare('SELECT revision FROM state'),
    revisionOf: prepare('SELECT revision FROM records WHERE key = ?'),
    // A row that is there is changed in its place; `INSERT OR REPLACE` would make another and change the index of keys too.
    put: prepare(
      'INSERT INTO records (key, value, revision) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, revision = excluded.revision',
    ),
    delete: prepare('DELETE FROM records WHERE key = ?'),
    advance: prepare('UPDATE state SET revision = ?'),
  };
}

/** Only a new file is opened here: closing a file drops every lock that this process has on it. */
function prepareFile(path: string): void {
  if (existsSync(path)) return;
  closeSync(openSync(path, 'wx', 0o600));
  const directory = openSync(dirname(path), 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

/**
 * `locking_mode` first: the lock is then taken with the first read and kept until the end. Nothing is changed before the
 * file is known to be ours.
 */
function prepareDatabase(database: DatabaseSync, path: string): void {
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  refuseForeign(database, path);
  hide(path);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = NORMAL');
  database.exec(`PRAGMA wal_autocheckpoint = ${logPagesMax}`);
  database.exec('BEGIN EXCLUSIVE; COMMIT');
  const check = database.prepare('PRAGMA quick_check(1)').get()?.quick_check;
  if (check !== 'ok') {
    throw new StoreError(
      'damaged',
      `${path} is damaged; restore it from a copy or remove it`,
      new Error(String(check)),
    );
  }
  migrate(database, path);
}

/** The store holds secret keys. SQLite makes the second file with the mode that it finds the first with. */
function hide(path: string): void {
  for (const file of [path, logOf(path)]) {
    if (existsSync(file)) chmodSync(file, 0o600);
  }
}

function logOf(path: string): string {
  return `${path}-wal`;
}
