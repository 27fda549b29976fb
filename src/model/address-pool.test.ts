import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Writer } from './access.ts';
import { allocateAddress, deletePool, freeAddresses, releaseAddress } from './address-pool.ts';
import type { AddressPool, Subnet } from './resources.ts';

const subnetOf = (cidr: string): Subnet => ({
  id: 'subnet-00000000000000001',
  vpcId: 'vpc-00000000000000001',
  accountId: '111111111111',
  region: 'us-east-1',
  cidr,
  zone: 'us-east-1a',
  zoneId: 'use1-az1',
  mapPublicIpOnLaunch: false,
  createdAt: '2026-01-01T00:00:00.000Z',
  tags: [],
});

/** Holds the subnet and its pool, and counts what is read. */
function poolWriter(subnet: Subnet) {
  const records = new Map<string, unknown>([[`subnet/${subnet.id}`, subnet]]);
  const writer = {
    get: (kind: string, id: string) => records.get(`${kind}/${id}`),
    put: (kind: string, record: { id: string }) => void records.set(`${kind}/${record.id}`, record),
    delete: (kind: string, id: string) => void records.delete(`${kind}/${id}`),
  } as unknown as Writer;
  const pool = () => records.get(`addressPool/${subnet.id}`) as AddressPool | undefined;
  return { writer, pool };
}

test('the first four addresses and the last are never given', () => {
  const subnet = subnetOf('10.0.1.0/28');
  const { writer } = poolWriter(subnet);
  assert.equal(freeAddresses(writer, subnet), 11);
  const given = Array.from({ length: 11 }, () => allocateAddress(writer, subnet));
  assert.deepEqual(
    given,
    Array.from({ length: 11 }, (_, at) => `10.0.1.${at + 4}`),
  );
  assert.throws(() => allocateAddress(writer, subnet), { code: 'InsufficientFreeAddressesInSubnet' });
  assert.equal(freeAddresses(writer, subnet), 0);
});

test('a wanted address is given once, and refused for the reason there is', () => {
  const subnet = subnetOf('10.0.1.0/24');
  const { writer } = poolWriter(subnet);
  assert.equal(allocateAddress(writer, subnet, '10.0.1.200'), '10.0.1.200');
  const refusals: readonly [string, string, string][] = [
    ['10.0.1.200', 'InvalidIPAddress.InUse', 'Address 10.0.1.200 is in use.'],
    ['10.0.2.1', 'InvalidParameterValue', "Address 10.0.2.1 does not fall within the subnet's address range"],
    [
      '10.0.0.255',
      'InvalidParameterValue',
      "Address 10.0.0.255 does not fall within the subnet's address range",
    ],
    ['10.0.1.0', 'InvalidParameterValue', "Address 10.0.1.0 is in subnet's reserved address range"],
    ['10.0.1.3', 'InvalidParameterValue', "Address 10.0.1.3 is in subnet's reserved address range"],
    ['10.0.1.255', 'InvalidParameterValue', "Address 10.0.1.255 is in subnet's reserved address range"],
    ['10.0.1', 'InvalidParameterValue', 'invalid value for parameter address: 10.0.1'],
  ];
  for (const [address, code, message] of refusals) {
    assert.throws(() => allocateAddress(writer, subnet, address), { code, message });
  }
  releaseAddress(writer, subnet.id, '10.0.1.200');
  assert.equal(allocateAddress(writer, subnet, '10.0.1.200'), '10.0.1.200');
});

test('filling a /16 in order keeps one range, so that the last of 65,531 costs as much as the first', () => {
  const subnet = subnetOf('10.0.0.0/16');
  const { writer, pool } = poolWriter(subnet);
  for (let count = 0; count < 65_530; count++) allocateAddress(writer, subnet);
  assert.equal(pool()?.taken.length, 2);
  assert.equal(allocateAddress(writer, subnet), '10.0.255.254');
  assert.deepEqual(pool()?.taken, [[0, 65_535]]);
});

test('giving back what is not taken, is no address or belongs to a subnet that is gone changes nothing', () => {
  const subnet = subnetOf('10.0.1.0/24');
  const { writer, pool } = poolWriter(subnet);
  allocateAddress(writer, subnet, '10.0.1.50');
  const before = pool();
  releaseAddress(writer, subnet.id, '10.0.1.77');
  releaseAddress(writer, subnet.id, '10.9.9.9');
  releaseAddress(writer, subnet.id, 'nonsense');
  assert.equal(pool(), before);
  deletePool(writer, subnet);
  releaseAddress(writer, 'subnet-00000000000000002', '10.0.1.4');
  assert.equal(pool(), undefined);
});

test('any sequence of taking and giving back agrees with a plain set, and ranges stay canonical', () => {
  const subnet = subnetOf('10.0.1.0/27');
  const step = fc.oneof(
    fc.record({ take: fc.option(fc.integer({ min: 4, max: 30 }), { nil: undefined }) }),
    fc.record({ give: fc.integer({ min: 4, max: 30 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const { writer, pool } = poolWriter(subnet);
      const model = new Set<number>();
      for (const action of steps) {
        if ('give' in action) {
          releaseAddress(writer, subnet.id, `10.0.1.${action.give}`);
          model.delete(action.give);
        } else {
          const lowest = Array.from({ length: 27 }, (_, at) => at + 4).find((host) => !model.has(host));
          const expected = action.take ?? lowest;
          const run = () =>
            allocateAddress(writer, subnet, action.take === undefined ? undefined : `10.0.1.${action.take}`);
          if (expected === undefined || model.has(expected)) assert.throws(run);
          else {
            assert.equal(run(), `10.0.1.${expected}`);
            model.add(expected);
          }
        }
        assert.equal(freeAddresses(writer, subnet), 27 - model.size);
        const taken = pool()?.taken ?? [];
        for (let at = 1; at < taken.length; at++) {
          assert.ok((taken[at]?.[0] ?? 0) > (taken[at - 1]?.[1] ?? 0) + 1, 'ranges touch or overlap');
        }
      }
    }),
  );
});
