import type { Batch, Commit, Store } from '../store.ts';

/** A store over which a test decides when commits meet. */
export interface MeetingStore extends Store {
  /** The next `count` commits wait for each other, and are then made in the order in which they came. */
  meet(count: number): void;
}

/**
 * Makes transactions of several states decide at one moment: each has decided before the first of them is committed.
 * Without it the second state would have heard of the first one's commit before it begins.
 */
export function commitTogether(store: Store): MeetingStore {
  let missing = 0;
  let gate = Promise.withResolvers<void>();
  return {
    load: () => store.load(),
    watch: (revision: number, signal: AbortSignal): AsyncIterable<Commit> => store.watch(revision, signal),
    close: () => store.close(),
    meet(count) {
      missing = count;
      gate = Promise.withResolvers();
    },
    async commit(batch: Batch): Promise<number> {
      if (missing > 0) {
        missing -= 1;
        if (missing === 0) gate.resolve();
        await gate.promise;
      }
      return await store.commit(batch);
    },
  };
}
