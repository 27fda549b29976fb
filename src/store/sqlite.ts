/**
 * The store in one SQLite file, for one process at a time.
 *
 * Commits are synchronous on the calling thread and on the disk when they return (`synchronous=FULL`). The lock on the
 * file is the kernel's, so it goes with the process that holds it, however that ends.
 */
import { chmodSync, closeSync, existsSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { ChangeLog } from './change-log.ts';
import { migrate, refuseForeign } from './sqlite-schema.ts';
import { type Batch, ConflictError, type Key, type Store, type StoredRecord } from './store.ts';
import { StoreError, storeError } from './store-error.ts';

/**
 * Opens the file, or makes it with mode 0600 in a directory that must exist.
 * @throws StoreError with the reason: in use, damaged, of a newer version, of another program, disk full
 */
export function openSqliteStore(path: string): Store {
  let database: DatabaseSync | undefined;
  try {
    prepareFile(path);
    database = new DatabaseSync(path, { timeout: 0 });
    prepareDatabase(database, path);
    return new SqliteStore(database, path);
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
  #revision: number;
  #failure: StoreError | undefined;

  constructor(database: DatabaseSync, path: string) {
    this.#database = database;
    this.#path = path;
    this.#statements = prepareStatements(database);
    this.#revision = Number(this.#statements.revision.get()?.revision);
    this.#log = new ChangeLog(this.#revision);
  }

  async load(): Promise<{ revision: number; records: Iterable<StoredRecord> }> {
    this.#assertUsable();
    return { revision: this.#revision, records: this.#records() };
  }

  /** One by one: all texts together need more memory than what is made of them. */
  *#records(): Iterable<StoredRecord> {
    try {
      // The columns are those of StoredRecord, and STRICT tables hold their declared types.
      yield* this.#statements.all.iterate() as Iterable<unknown> as Iterable<StoredRecord>;
    } catch (error) {
      throw storeError('read the store', this.#path, error);
    }
  }

  async commit(batch: Batch): Promise<number> {
    this.#assertUsable();
    const revision = this.#revision + 1;
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      this.#check(batch.expect);
      this.#write(batch.write, revision);
      this.#database.exec('COMMIT');
    } catch (error) {
      throw this.#abandon(error);
    }
    this.#revision = revision;
    this.#log.append({ revision, write: new Map(batch.write) });
    return revision;
  }

  watch(revision: number, signal: AbortSignal): ReturnType<ChangeLog['follow']> {
    return this.#log.follow(revision, signal);
  }

  async close(): Promise<void> {
    this.#log.close();
    if (this.#database.isOpen) this.#database.close();
  }

  #check(expect: Batch['expect']): void {
    for (const [key, expected] of expect) {
      const found = Number(this.#statements.revisionOf.get(key)?.revision ?? 0);
      if (found !== expected) throw new ConflictError(`${key} is at ${found}, expected ${expected}`);
    }
  }

  #write(write: ReadonlyMap<Key, string | undefined>, revision: number): void {
    for (const [key, value] of write) {
      if (value === undefined) this.#statements.delete.run(key);
      else this.#statements.put.run(key, value, revision);
    }
    this.#statements.advance.run(revision);
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

type Statements = ReturnType<typeof prepareStatements>;

function prepareStatements(database: DatabaseSync) {
  const prepare = (query: string): StatementSync => database.prepare(query);
  return {
    all: prepare('SELECT key, value, revision FROM records ORDER BY key'),
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
  database.exec('PRAGMA synchronous = FULL');
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
  for (const file of [path, `${path}-wal`]) {
    if (existsSync(file)) chmodSync(file, 0o600);
  }
}
