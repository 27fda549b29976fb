/** Opens the content of objects, keeps it in step with the records, and lets lifecycle rules do their work. */

import { randomIds } from '../model/random-ids.ts';
import type { ContentStore } from '../model/storage-resources.ts';
import { ContentFiles } from '../objects/content-files.ts';
import { collectChanged } from '../objects/follow-records.ts';
import { applyLifecycles } from '../operations/s3/shared/lifecycle.ts';
import type { State } from '../store/state.ts';
import { every } from './timer.ts';

/** Rules are about days. */
const lifecycleMs = 60 * 60_000;

export interface Content {
  readonly store: ContentStore;
  /** Waits for removals that have begun. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Sweeps away first what no record refers to. */
export function openContent(state: State, directory: string, log: (message: string) => void): Content {
  const files = new ContentFiles({
    directory,
    isReferred: (file) =>
      state.read(
        (resources) =>
          resources.count('storedObject', 'file', file) + resources.count('uploadedPart', 'file', file) > 0,
      ),
    log,
  });
  const end = state.onChange((changes) => collectChanged(changes, files));
  const ids = randomIds();
  const run = () =>
    state.transact((resources) => applyLifecycles(resources, new Date().toISOString(), () => ids.token(32)));
  const lifecycles = every(lifecycleMs, 'the lifecycle rules of buckets', run, log);
  return {
    store: files,
    settled: () => files.settled(),
    close: async () => {
      await lifecycles.close();
      end();
      await files.settled();
    },
  };
}
