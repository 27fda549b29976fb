import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Endpoint, EndpointState } from '../model/resources.ts';
import { openMemoryStore } from '../store/memory.ts';
import { openState } from '../store/state.ts';
import { expireRequests } from './request-expiry.ts';

const createdAt = '2026-01-01T00:00:00.000Z';
const lifetimeMs = 7 * 24 * 60 * 60_000;

async function stateWith(...states: EndpointState[]) {
  const state = await openState(openMemoryStore());
  await state.transact((resources) => {
    for (const [at, each] of states.entries()) {
      // The rest of an endpoint plays no part.
      const endpoint = { id: `vpce-${at}`, accountId: '1', region: 'r', state: each, createdAt };
      resources.put('endpoint', endpoint as unknown as Endpoint);
    }
  });
  const found = () =>
    state.read((resources) => states.map((_, at) => resources.get('endpoint', `vpce-${at}`)?.state));
  return { state, found };
}

test('a request expires when its time has come, and not before', async () => {
  const { state, found } = await stateWith('pendingAcceptance');
  await expireRequests(state, '2026-01-07T23:59:59.999Z', lifetimeMs);
  assert.deepEqual(found(), ['pendingAcceptance']);
  await expireRequests(state, '2026-01-08T00:00:00.000Z', lifetimeMs);
  assert.deepEqual(found(), ['expired']);
});

test('nothing but what waits for an answer expires', async () => {
  const states = ['pending', 'available', 'rejected', 'failed', 'deleting'] as const;
  const { state, found } = await stateWith(...states);
  await expireRequests(state, '2027-01-01T00:00:00.000Z', lifetimeMs);
  assert.deepEqual(found(), states);
});
