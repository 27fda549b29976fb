import { ChangeLog } from './change-log.ts';
import { type Batch, ConflictError, isAsExpected, type Key, type Store, type StoredRecord } from './store.ts';

/** A store that forgets everything at `close`, for tests. @param rememberedWrites see ChangeLog */
export function openMemoryStore(rememberedWrites?: number): Store {
  const records = new Map<Key, StoredRecord>();
  const log = new ChangeLog(0, rememberedWrites);
  let revision = 0;
  let closed = false;

  const assertOpen = () => {
    if (closed) throw new Error('the store is closed');
  };

  const commit = ({ expect, write }: Batch): number => {
    for (const [key, expected] of expect) {
      const found = records.get(key)?.revision ?? 0;
      if (!isAsExpected(found, expected))
        throw new ConflictError(`${key} is at ${found}, expected ${expected}`);
    }
    revision += 1;
    for (const [key, value] of write) {
      if (value === undefined) records.delete(key);
      else records.set(key, { key, value, revision });
    }
    log.append({ revision, write: new Map(write) });
    return revision;
  };

  return {
    async load() {
      assertOpen();
      return { revision, records: [...records.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1)) };
    },
    async commit(batch) {
      assertOpen();
      return commit(batch);
    },
    watch: (after, signal) => log.follow(after, signal),
    async close() {
      closed = true;
      log.close();
    },
  };
}
