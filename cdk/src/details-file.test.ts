import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readEndpointServiceDetails, writeEndpointServiceDetails } from './details-file.ts';
import { EndpointService } from './endpoint-service.ts';
import { isolatedVpc, makeStack, provider, shop, web } from './testing/stacks.ts';

const directory = mkdtempSync(join(tmpdir(), 'postern-details-'));
const file = join(directory, 'details.json');
after(() => rmSync(directory, { recursive: true }));

describe('Details in a file', () => {
  it('are read from the outputs of the one stack that has them', () => {
    write({ Other: { Url: 'x' }, Provider: { ShopEndpointService: JSON.stringify(shop), Url: '{}' } });
    assert.deepEqual(readEndpointServiceDetails(file), shop);
  });

  it('are chosen by stack and service when there are several', () => {
    const pay = { ...shop, domainName: 'pay.example.com' };
    write({
      A: { ShopEndpointService: JSON.stringify(shop), PayEndpointService: JSON.stringify(pay) },
      B: { ShopEndpointService: JSON.stringify(pay) },
    });
    assert.deepEqual(readEndpointServiceDetails(file, { service: 'Pay' }), pay);
    assert.deepEqual(readEndpointServiceDetails(file, { stack: 'A', service: 'Sh-op' }), shop);
    assert.deepEqual(readEndpointServiceDetails(file, { stack: 'B' }), pay);
    assert.throws(
      () => readEndpointServiceDetails(file),
      /3 endpoint services are in this file: Shop in A, Pay in A, Shop in B\.\nSay which one/,
    );
    assert.throws(
      () => readEndpointServiceDetails(file, { service: 'Nope' }),
      /no endpoint service called Nope is/,
    );
  });

  it('are read back as they were written', () => {
    writeEndpointServiceDetails(file, shop);
    assert.deepEqual(readEndpointServiceDetails(file), shop);
  });

  it('are not written before they are known', () => {
    const stack = makeStack(provider);
    const { details } = new EndpointService(stack, 'Shop', {
      loadBalancer: { vpc: isolatedVpc(stack), listeners: [web] },
    });
    assert.throws(
      () => writeEndpointServiceDetails(file, details),
      /known only once the service is deployed/,
    );
  });

  it('are refused when the file is missing, or no JSON', () => {
    assert.throws(() => readEndpointServiceDetails(join(directory, 'none.json')), /the file cannot be read/);
    writeFileSync(file, '{');
    assert.throws(() => readEndpointServiceDetails(file), /this is not JSON/);
    write([]);
    assert.throws(() => readEndpointServiceDetails(file), /this is no JSON object/);
    write({ A: { ShopEndpointService: 'nonsense' } });
    assert.throws(() => readEndpointServiceDetails(file), /this is not JSON/);
  });

  const damaged: Readonly<Record<string, object>> = {
    'serviceName is missing': { serviceName: undefined },
    'ports is missing': { ports: undefined },
    'ports is 80': { ports: 80 },
    'ports is [{"port":"80"}]': { ports: [{ port: '80' }] },
    'no port is given': { ports: [] },
    '70000 is not a port': { ports: [{ port: 70000 }] },
    'is not the name of an endpoint service': { serviceName: 'com.amazonaws.us-east-1.s3' },
    'zones is ["use1-az1"]': { zones: ['use1-az1'] },
    'zones is [{"zone":"use1-az1"}]': { zones: [{ zone: 'use1-az1' }] },
    'ipAddressTypes is ["ipv5"]': { ipAddressTypes: ['ipv5'] },
    'acceptanceRequired is "yes"': { acceptanceRequired: 'yes' },
    'colour is no member': { colour: 'red' },
    'toString is no member': { toString: 'x' },
    'region is ""': { region: '' },
  };
  for (const [message, change] of Object.entries(damaged)) {
    it(`are refused: ${message}`, () => {
      write({ A: { ShopEndpointService: JSON.stringify({ ...shop, ...change }) } });
      assert.throws(
        () => readEndpointServiceDetails(file),
        (error: Error) => {
          assert.ok(error.message.startsWith(file), 'which file');
          assert.ok(error.message.includes(message), error.message);
          assert.match(error.message, /\nExpected /);
          return true;
        },
      );
    });
  }
});

function write(content: unknown): void {
  writeFileSync(file, JSON.stringify(content));
}
