/** Why a store file cannot be used, as far as a person can do something about it. */
export type StoreErrorReason = 'inUse' | 'full' | 'damaged' | 'newer' | 'foreign' | 'failed';

/** The store's file or its disk does not do what is asked. The message names the file and what would help. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly reason: StoreErrorReason;

  constructor(reason: StoreErrorReason, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.reason = reason;
  }
}

/**
 * Says in the words of this project what SQLite refused. Errors that are not SQLite's keep their meaning as the cause.
 * @param attempt what was attempted, such as `open the store`
 * @see https://www.sqlite.org/rescode.html
 */
export function storeError(attempt: string, path: string, cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  const reason = reasonOf(cause);
  const explanation = reason === 'failed' ? messageOf(cause) : explanations[reason];
  return new StoreError(reason, `${attempt} ${path}: ${explanation}`, cause);
}

const explanations: Readonly<Record<Exclude<StoreErrorReason, 'failed'>, string>> = {
  inUse: 'another process has it open; stop that one first',
  full: 'the disk is full; nothing was written',
  damaged: 'the file is damaged or no database; restore it from a copy or remove it',
  newer: 'it was written by a newer version',
  foreign: 'it is a database of another program',
};

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function reasonOf(cause: unknown): StoreErrorReason {
  const extended = cause instanceof Error && 'errcode' in cause ? Number(cause.errcode) : 0;
  switch (extended & 0xff) {
    case SQLITE_BUSY:
      return 'inUse';
    case SQLITE_FULL:
      return 'full';
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return 'damaged';
    default:
      return 'failed';
  }
}

const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_NOTADB = 26;
