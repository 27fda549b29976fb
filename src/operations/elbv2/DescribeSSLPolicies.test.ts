import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getCiphers } from 'node:tls';
import type { DescribeSSLPoliciesOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { defaultTlsPolicyName, tlsPolicies } from '../../model/tls-policies.ts';
import { testBench } from '../testing/invoke.ts';
import { DescribeSSLPolicies } from './DescribeSSLPolicies.ts';

const bench = testBench();
const describe = (input: object) => bench.invoke<DescribeSSLPoliciesOutput>(DescribeSSLPolicies, input);

test('every policy is told once, with ciphers that this machine knows', () => {
  const policies = describe({}).SslPolicies ?? [];
  const names = policies.map(({ Name }) => Name);
  assert.equal(new Set(names).size, tlsPolicies.length);
  assert.ok(names.includes(defaultTlsPolicyName));
  const known = new Set(getCiphers());
  for (const { Name, Ciphers = [], SslProtocols = [] } of policies) {
    assert.ok(Ciphers.length > 0 && SslProtocols.length > 0, Name);
    assert.deepEqual(
      Ciphers.map(({ Priority }) => Priority),
      Ciphers.map((_, at) => at + 1),
    );
    assert.equal(new Set(Ciphers.map((cipher) => cipher.Name)).size, Ciphers.length, Name);
    for (const cipher of Ciphers) assert.ok(known.has(cipher.Name?.toLowerCase() ?? ''), cipher.Name);
    const has13 = SslProtocols.includes('TLSv1.3');
    assert.equal(has13, Ciphers[0]?.Name?.startsWith('TLS_'), Name);
  }
});

test('a restricted policy offers only what is restricted to', () => {
  const Names = ['ELBSecurityPolicy-TLS13-1-2-Res-2021-06', 'ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09'];
  const seen = describe({ Names }).SslPolicies?.map(({ Name, SslProtocols, Ciphers }) => [
    Name,
    SslProtocols,
    Ciphers?.map((cipher) => cipher.Name),
  ]);
  assert.deepEqual(seen, [
    [
      Names[0],
      ['TLSv1.2', 'TLSv1.3'],
      [
        'TLS_AES_128_GCM_SHA256',
        'TLS_AES_256_GCM_SHA384',
        'TLS_CHACHA20_POLY1305_SHA256',
        'ECDHE-ECDSA-AES128-GCM-SHA256',
        'ECDHE-RSA-AES128-GCM-SHA256',
        'ECDHE-ECDSA-AES256-GCM-SHA384',
        'ECDHE-RSA-AES256-GCM-SHA384',
      ],
    ],
    [Names[1], ['TLSv1.3'], ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384']],
  ]);
});

test('pages, types and names that are none', () => {
  const first = describe({ PageSize: 10 });
  assert.equal(first.SslPolicies?.length, 10);
  const rest = describe({ Marker: first.NextMarker });
  assert.equal(rest.SslPolicies?.length, tlsPolicies.length - 10);
  assert.deepEqual(describe({ LoadBalancerType: 'application' }).SslPolicies, []);
  assert.equal(
    bench.refusal(DescribeSSLPolicies, { Names: ['ELBSecurityPolicy-2099-01'] }),
    "SSLPolicyNotFound: The SSL policy 'ELBSecurityPolicy-2099-01' does not exist",
  );
});
