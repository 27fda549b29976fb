import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Change } from '../model/access.ts';
import type { HostedZone, RecordSet } from '../model/dns-resources.ts';
import { recordSetId } from '../model/record-order.ts';
import type { EndpointService, ServicePrivateDns } from '../model/resources.ts';
import { openMemoryStore } from '../store/memory.ts';
import { openState } from '../store/state.ts';
import { txtOfHostedZones } from './hosted-zone-txt.ts';
import { PrivateDnsVerification, type TxtLookup } from './private-dns-verification.ts';

const id = 'vpce-svc-00000000000000001';
const asked: ServicePrivateDns = {
  name: 'api.example.com',
  state: 'pendingVerification',
  recordName: '_token',
  recordValue: 'vpce:Secret',
  checkRequestedAt: '2026-01-01T00:00:00.000Z',
};

async function setUp(lookUpTxt: TxtLookup, privateDns: ServicePrivateDns = asked) {
  const state = await openState(openMemoryStore());
  const put = (next: ServicePrivateDns) =>
    state.transact((resources) => {
      const service = { id, accountId: '1', region: 'r', name: 'x', loadBalancerArns: [], permissions: [] };
      // The rest of a service plays no part.
      resources.put('endpointService', { ...service, privateDns: next } as unknown as EndpointService);
    });
  await put(privateDns);
  const log: string[] = [];
  const controller = new PrivateDnsVerification({ state, lookUpTxt, log: (message) => log.push(message) });
  const found = () => state.read((resources) => resources.get('endpointService', id)?.privateDns);
  return { state, controller, found, put, log };
}

const textAt =
  (place: string, text: string): TxtLookup =>
  async (name) =>
    name === place ? ['other', text] : [];

const places: readonly (readonly [name: string, place: string, state: string])[] = [
  ['api.example.com', '_token.api.example.com', 'verified'],
  ['api.example.com', '_token.example.com', 'verified'],
  ['api.example.com', 'api.example.com', 'verified'],
  ['*.api.example.com', '_token.api.example.com', 'verified'],
  ['api.example.com', '_token.com', 'failed'],
  ['api.example.com', '_token.www.api.example.com', 'failed'],
  ['api.example.com', '_token.api.example.org', 'failed'],
];

for (const [name, place, expected] of places) {
  test(`with its text at ${place}, ${name} is ${expected}`, async () => {
    const { controller, found } = await setUp(textAt(place, 'vpce:Secret'), { ...asked, name });
    controller.start();
    await controller.idle();
    const { checkRequestedAt: _, ...rest } = { ...asked, name };
    assert.deepEqual(found(), { ...rest, state: expected });
  });
}

test('the text is compared in its exact case', async () => {
  const { controller, found } = await setUp(textAt('_token.api.example.com', 'vpce:secret'));
  controller.start();
  await controller.idle();
  assert.equal(found()?.state, 'failed');
});

test('nothing is looked up unless it is asked for, and a change asks', async () => {
  const { checkRequestedAt: _, ...unasked } = asked;
  const looked: string[] = [];
  const lookUp: TxtLookup = async (name) => {
    looked.push(name);
    return ['vpce:Secret'];
  };
  const { controller, found, put, state } = await setUp(lookUp, unasked);
  state.onChange((changes: readonly Change[]) => controller.changed(changes));
  controller.start();
  await controller.idle();
  assert.deepEqual([looked, found()?.state], [[], 'pendingVerification']);
  await put(asked);
  await controller.idle();
  assert.equal(found()?.state, 'verified');
});

test('a result for a name that was changed meanwhile is thrown away', async () => {
  let answer: (texts: readonly string[]) => void = () => undefined;
  const { controller, found, put } = await setUp(() => new Promise((resolve) => (answer = resolve)));
  controller.start();
  const { checkRequestedAt: _, ...other } = { ...asked, name: 'other.example.com', recordValue: 'vpce:New' };
  await put(other);
  answer(['vpce:Secret']);
  await controller.idle();
  assert.deepEqual(found(), other);
});

test('a look-up that fails is logged, and the name is not verified', async () => {
  const { controller, found, log } = await setUp(() => Promise.reject(new Error('no answer')));
  controller.start();
  await controller.idle();
  assert.equal(found()?.state, 'failed');
  assert.match(log[0] ?? '', /TXT records of _token\.api\.example\.com: no answer/);
});

test('public hosted zones here answer, private ones do not', async () => {
  const { state } = await setUp(async () => []);
  const zone = (zoneId: string, name: string, privateZone: boolean) => ({
    id: zoneId,
    name,
    privateZone,
    vpcs: [],
  });
  const text = (zoneId: string, name: string, ...values: string[]) => ({
    id: recordSetId(zoneId, name, 'TXT'),
    zoneId,
    name,
    type: 'TXT',
    values,
  });
  await state.transact((resources) => {
    // The rest of zones and records plays no part.
    resources.put('hostedZone', zone('Z1', 'example.com.', false) as unknown as HostedZone);
    resources.put('hostedZone', zone('Z2', 'example.com.', true) as unknown as HostedZone);
    resources.put('recordSet', text('Z1', '_t.api.example.com.', '"vpce:" "a\\"b"', '"two"') as RecordSet);
    resources.put('recordSet', text('Z1', '_u.api.example.com.', '"other"') as RecordSet);
    resources.put('recordSet', text('Z2', '_t.api.example.com.', '"hidden"') as RecordSet);
  });
  const texts = (name: string) => state.read((resources) => txtOfHostedZones(resources, name));
  assert.deepEqual(texts('_t.API.example.com'), ['vpce:a"b', 'two']);
  assert.deepEqual(texts('_t.api.example.org'), []);
});
