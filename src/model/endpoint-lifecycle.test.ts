import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Writer } from './access.ts';
import {
  accept,
  finishDeletion,
  isConnected,
  markAvailable,
  markFailed,
  reapply,
  reject,
} from './endpoint-lifecycle.ts';
import type { Endpoint, EndpointState } from './resources.ts';

const states: readonly EndpointState[] = [
  'pendingAcceptance',
  'pending',
  'available',
  'rejected',
  'expired',
  'failed',
  'deleting',
  'deleted',
];

/** As far as these steps look. */
function endpoint(state: EndpointState): Endpoint {
  const record = { id: 'vpce-1', state, epoch: 4, networkInterfaceIds: ['eni-1', 'eni-2'] };
  return record as unknown as Endpoint;
}

/** The state that each state goes to; `-` where the step is not possible. */
function transitions(step: (endpoint: Endpoint) => Endpoint | undefined): Record<string, string> {
  return Object.fromEntries(states.map((state) => [state, step(endpoint(state))?.state ?? '-']));
}

/** The endpoint that a step wrote, or the one it was given when it wrote none. */
function written(step: (resources: Writer, endpoint: Endpoint) => void): (endpoint: Endpoint) => Endpoint {
  return (before) => {
    let after = before;
    const put = (_: string, record: unknown) => {
      after = record as Endpoint;
    };
    step({ put } as unknown as Writer, before);
    return after;
  };
}

const unmoved = Object.fromEntries(states.map((state) => [state, state]));

test('each step leads from each state where AWS has it lead', () => {
  assert.deepEqual(transitions(accept), {
    pendingAcceptance: 'pending',
    rejected: 'pending',
    pending: 'pending',
    available: 'available',
    expired: '-',
    failed: '-',
    deleting: '-',
    deleted: '-',
  });
  assert.deepEqual(transitions(reject), {
    pendingAcceptance: 'rejected',
    pending: 'rejected',
    available: 'rejected',
    rejected: 'rejected',
    expired: '-',
    failed: '-',
    deleting: '-',
    deleted: '-',
  });
  assert.deepEqual(transitions(reapply), { ...unmoved, available: 'pending' });
  assert.deepEqual(transitions(written(markAvailable)), { ...unmoved, pending: 'available' });
  const fail = written((resources, record) => markFailed(resources, record, 'no room'));
  assert.deepEqual(transitions(fail), { ...unmoved, pending: 'failed' });
  assert.deepEqual(fail(endpoint('pending')).lastError, { code: 'DataPlaneError', message: 'no room' });
});

test('only what is connected, or waits for it, holds on to the service', () => {
  assert.deepEqual(
    states.filter((state) => isConnected(endpoint(state))),
    ['pendingAcceptance', 'pending', 'available'],
  );
});

test('a rejection begins a new epoch, and being rejected already does not', () => {
  assert.equal(reject(endpoint('available'))?.epoch, 5);
  assert.equal(reject(endpoint('rejected'))?.epoch, 4);
  assert.equal(accept(endpoint('rejected'))?.epoch, 4);
});

test('becoming available forgets the failure before', () => {
  const failed = { ...endpoint('pending'), lastError: { code: 'DataPlaneError', message: 'no room' } };
  assert.equal('lastError' in written(markAvailable)(failed), false);
});

test('the end of a deletion removes the endpoint with its interfaces and notifications, and of other states nothing', () => {
  for (const state of states) {
    const deleted: string[] = [];
    const resources = {
      get: (kind: string, id: string) =>
        kind === 'networkInterface' && id === 'eni-1'
          ? { id, subnetId: 'subnet-gone', privateIp: '10.0.0.9' }
          : undefined,
      find: (kind: string, _index: string, subject: string) =>
        kind === 'connectionNotification' && subject === 'vpce-1' ? [{ id: 'vpce-nfn-1' }] : [],
      delete: (kind: string, id: string) => deleted.push(`${kind}/${id}`),
    };
    finishDeletion(resources as unknown as Writer, endpoint(state));
    const all = ['networkInterface/eni-1', 'connectionNotification/vpce-nfn-1', 'endpoint/vpce-1'];
    assert.deepEqual(deleted, state === 'deleting' ? all : []);
  }
});
