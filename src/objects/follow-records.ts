/** Lets go of content when the last record that referred to it has gone. */
import type { Change } from '../model/access.ts';
import {
  type ContentStore,
  filesOf,
  type StoredObject,
  type UploadedPart,
} from '../model/storage-resources.ts';

/** What a commit changed of records with content; `collect` looks itself whether a file is still referred to. */
export function collectChanged(changes: readonly Change[], content: Pick<ContentStore, 'collect'>): void {
  for (const { kind, before, after } of changes) {
    if (kind !== 'storedObject' && kind !== 'uploadedPart') continue;
    // Records of these kinds.
    const [old, now] = [before, after] as (StoredObject | UploadedPart | undefined)[];
    const kept = new Set(now ? filesOf(now) : []);
    for (const file of old ? filesOf(old) : []) if (!kept.has(file)) content.collect(file);
  }
}
