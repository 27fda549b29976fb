import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Resources } from '../plan/testing/resources.ts';
import { cidrContains, cidrOverlaps, parseIpv4 } from './address.ts';
import {
  fabric,
  fabricName,
  fabricNodes,
  fabricVpcs,
  nodeFabricAddress,
  vpcFabricAddress,
  vpcOfFabricAddress,
} from './fabric.ts';
import { fabricSlot } from './fabric-slot.ts';
import { randomIds } from './random-ids.ts';
import type { Vpc } from './resources.ts';

const ids = randomIds();

/** Two ids with the same slot: among a few thousand there are some. */
function collision(): readonly [`vpc-${string}`, `vpc-${string}`] {
  const seen = new Map<string, `vpc-${string}`>();
  for (;;) {
    const id = ids.next('vpc');
    const other = seen.get(fabricSlot(id));
    if (other !== undefined) return [other, id];
    seen.set(fabricSlot(id), id);
  }
}

function vpcsWith(...records: readonly (readonly [string, string])[]): Resources {
  const resources = new Resources();
  // The index looks at the id alone.
  for (const [id, createdAt] of records) resources.put('vpc', { id, createdAt } as unknown as Vpc);
  return resources;
}

const addressIn = (resources: Resources, id: `vpc-${string}`) =>
  vpcFabricAddress(id, resources.find('vpc', 'fabricSlot', fabricSlot(id)));

test('two VPCs of one slot have two addresses, by age, and each leads back to its VPC', () => {
  const [older, younger] = collision();
  const resources = vpcsWith([younger, '2026-02-01T00:00:00.000Z'], [older, '2026-01-01T00:00:00.000Z']);
  const addresses = [addressIn(resources, older), addressIn(resources, younger)];
  assert.equal(new Set(addresses).size, 2);
  assert.deepEqual(
    addresses.map((address) => vpcOfFabricAddress(address ?? '', resources)),
    [older, younger],
  );
  assert.equal(addressIn(vpcsWith([older, '2026-01-01T00:00:00.000Z']), older), addresses[0]);
});

test('a fifth VPC of one slot has none, rather than that of another', () => {
  const records = ['vpc-1', 'vpc-2', 'vpc-3', 'vpc-4', 'vpc-5'].map((id) => ({ id, createdAt: '2026' }));
  const all = records.map(({ id }) => vpcFabricAddress(id as 'vpc-1', records));
  assert.equal(all[4], undefined);
});

test('addresses lie in the ranges that are theirs, and those do not meet', () => {
  for (let at = 0; at < 1000; at += 1) {
    const vpcId = ids.next('vpc');
    const eniId = ids.next('eni');
    const vpc = parseIpv4(vpcFabricAddress(vpcId, [{ id: vpcId, createdAt: '' }]) ?? '') ?? 0;
    const eni = parseIpv4(nodeFabricAddress(eniId, [{ id: eniId, createdAt: '' }]) ?? '') ?? 0;
    assert.ok(cidrContains(fabricVpcs, vpc) && cidrContains(fabricNodes, eni));
  }
  assert.ok(!cidrOverlaps(fabricVpcs, fabricNodes));
});

test('addresses that belong to no VPC lead to none', () => {
  const resources = vpcsWith(['vpc-1', '2026']);
  for (const address of ['100.64.0.2', '100.96.0.1', '100.79.255.255', '10.0.0.1', 'x', '']) {
    assert.equal(vpcOfFabricAddress(address, resources), undefined);
  }
});

test('on the fabric only addresses of its own range have another name, outside that range', () => {
  for (const text of ['10.0.0.1', '100.63.255.255', '100.128.0.0', '192.168.0.1']) {
    assert.equal(fabricName(parseIpv4(text) ?? 0), parseIpv4(text));
  }
  for (const text of ['100.64.0.53', '100.127.255.255']) {
    const name = fabricName(parseIpv4(text) ?? 0);
    assert.ok(name > 0 && !cidrContains(fabric, name));
  }
});
