import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { dataPlaneId } from './data-plane-id.ts';

describe('a data plane id', () => {
  it('is the first 64 bits of SHA-256 over the parts with their lengths', () => {
    const expected = createHash('sha256').update('5:eni-13:tcp2:80').digest('hex').slice(0, 16);
    assert.equal(dataPlaneId('eni-1', 'tcp', '80'), expected);
  });

  it('depends on where parts end, on their order and on their number', () => {
    const ids = [['ab', 'c'], ['a', 'bc'], ['c', 'ab'], ['abc'], ['abc', ''], ['1:a1:b'], ['a', 'b']];
    assert.equal(new Set(ids.map((parts) => dataPlaneId(...parts))).size, ids.length);
  });

  it('counts bytes', () => {
    const expected = createHash('sha256').update('2:\u00e9').digest('hex').slice(0, 16);
    assert.equal(dataPlaneId('\u00e9'), expected);
  });
});
