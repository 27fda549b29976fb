import { describe, it } from 'node:test';
import { refusesForgottenHistory, storeConformance, writing } from './conformance.ts';
import { openMemoryStore } from './memory.ts';

storeConformance('the memory store', async () => ({ store: openMemoryStore(), remove: () => undefined }));

describe('the memory store', () => {
  it('forgets the oldest commits when it remembers too many writes', async () => {
    const store = openMemoryStore(3);
    await store.commit(writing({ 'a/1': '1', 'a/2': '1' }));
    await store.commit(writing({ 'a/1': '2', 'a/2': '2' }));
    await refusesForgottenHistory(store, 0);
  });
});
