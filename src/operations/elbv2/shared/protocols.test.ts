import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkCompatible, checkListenerProtocol } from './protocols.ts';

test('a listener forwards to groups that take its packets', () => {
  const protocols = ['TCP', 'TLS', 'UDP', 'TCP_UDP'] as const;
  const fitting = protocols.flatMap((listener) =>
    protocols.flatMap((group) => {
      try {
        checkCompatible(listener, group);
        return [`${listener} to ${group}`];
      } catch (error) {
        assert.equal((error as { code?: string }).code, 'IncompatibleProtocols');
        return [];
      }
    }),
  );
  assert.deepEqual(fitting, [
    'TCP to TCP',
    'TCP to TCP_UDP',
    'TLS to TCP',
    'TLS to TLS',
    'UDP to UDP',
    'UDP to TCP_UDP',
    'TCP_UDP to TCP_UDP',
  ]);
});

test('protocols of application load balancers are refused', () => {
  for (const protocol of ['HTTP', 'HTTPS', 'GENEVE', 'QUIC', 'tcp', '']) {
    assert.throws(() => checkListenerProtocol(protocol), { code: 'UnsupportedProtocol' });
  }
});
