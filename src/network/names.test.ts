import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  gatewayMac,
  hyperplaneNamespace,
  instanceNamespace,
  linkNames,
  namespaceRole,
  networkNamespace,
} from './names.ts';

const vpcId = 'vpc-0123456789abcdef0';
const instanceId = 'i-0123456789abcdef0';

describe('names of namespaces', () => {
  it('tell what the namespace stands for', () => {
    assert.deepEqual(namespaceRole('p', hyperplaneNamespace('p')), { kind: 'hyperplane' });
    assert.deepEqual(namespaceRole('p', networkNamespace('p', vpcId)), { kind: 'network', vpcId });
    assert.deepEqual(namespaceRole('p', instanceNamespace('p', instanceId)), {
      kind: 'instance',
      instanceId,
    });
  });

  it('are never taken for those of another prefix that begins with the same characters', () => {
    const others = ['p', 'p-2', 'p-hp', 'p-i', 'p-vpc', `p-${vpcId}`];
    for (const mine of others) {
      for (const other of others.filter((prefix) => prefix !== mine)) {
        for (const name of [
          hyperplaneNamespace(other),
          networkNamespace(other, vpcId),
          instanceNamespace(other, instanceId),
        ]) {
          const isAlsoMine = namespaceRole(mine, name) !== undefined;
          assert.equal(isAlsoMine, false, `${name} of ${other} taken for one of ${mine}`);
        }
      }
    }
  });

  it('leave alone what does not end in a well-formed id', () => {
    for (const name of ['p', 'p-', 'p-vpc-', 'p-vpc-xyz', 'p-i-12', 'p-hp2', 'q-hp', 'phelp-hp']) {
      assert.equal(namespaceRole('p', name), undefined, name);
    }
  });
});

describe('names of links', () => {
  it('begin with the digits of the id and fit into 15 characters', () => {
    const names = [...linkNames('leg-', 'subnet-0123456789abcdef0')];
    assert.equal(names[0], 'leg-0123456789a');
    assert.ok(names.length > 100);
    assert.ok(names.every((name) => name.length <= 15));
    assert.equal(new Set(names).size, names.length);
  });
});

describe("a gateway's MAC address", () => {
  it('is locally administered, unicast, well-formed and made of the id', () => {
    assert.equal(gatewayMac('subnet-0123456789abcdef0'), '0e:01:23:45:67:89');
    assert.match(gatewayMac('subnet-12345678'), /^0e(:[0-9a-f]{2}){5}$/);
  });
});
