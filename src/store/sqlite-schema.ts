import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from './store-error.ts';

/** Marks the file as ours: `PSTN`. @see https://www.sqlite.org/pragma.html#pragma_application_id */
export const applicationId = 0x5053544e;

/** How a schema version is made from the one before it. Never change one that was released; add the next. */
export type Migration = (database: DatabaseSync) => void;

const migrations: readonly Migration[] = [
  (database) =>
    database.exec(`
      CREATE TABLE records (key TEXT PRIMARY KEY, value TEXT NOT NULL, revision INTEGER NOT NULL) STRICT;
      CREATE TABLE state (only INTEGER PRIMARY KEY CHECK (only = 1), revision INTEGER NOT NULL) STRICT;
      INSERT INTO state VALUES (1, 0);
    `),
];

/**
 * Brings the file to the newest schema, or leaves it untouched: all steps are one transaction.
 * @throws StoreError `newer` when a newer version made the file
 */
export function migrate(
  database: DatabaseSync,
  path: string,
  steps: readonly Migration[] = migrations,
): void {
  const version = readNumber(database, 'PRAGMA user_version');
  if (version > steps.length) {
    throw new StoreError(
      'newer',
      `${path} has schema ${version}, this version knows up to ${steps.length}; use the newer version again`,
    );
  }
  if (version === steps.length) return;
  database.exec('BEGIN EXCLUSIVE');
  for (const step of steps.slice(version)) step(database);
  database.exec(`PRAGMA application_id = ${applicationId}`);
  database.exec(`PRAGMA user_version = ${steps.length}`);
  database.exec('COMMIT');
}

/** @throws StoreError `foreign` when another program made the file; a new, empty file is nobody's */
export function refuseForeign(database: DatabaseSync, path: string): void {
  const owner = readNumber(database, 'PRAGMA application_id');
  const tables = readNumber(database, 'SELECT count(*) FROM sqlite_schema');
  if (owner === applicationId || (owner === 0 && tables === 0)) return;
  throw new StoreError('foreign', `${path} is a database of another program; name another file`);
}

function readNumber(database: DatabaseSync, query: string): number {
  const row = database.prepare(query).get() ?? {};
  return Number(Object.values(row)[0]);
}
