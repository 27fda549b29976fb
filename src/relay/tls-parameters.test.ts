import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSecureContext } from 'node:tls';
import { tlsPolicies } from '../model/tls-policies.ts';
import { ecKey, issue, rsaKey } from '../operations/acm/testing/issue.ts';
import { certificateFor, contextOptions, type RelayCertificate } from './tls-parameters.ts';

const withNames = (...names: string[]): RelayCertificate => ({ names, chain: '', privateKey: '' });

test('a name gets the certificate that has it, else one with a wildcard in its place, else the first', () => {
  const certificates = [
    withNames('default.example'),
    withNames('*.shop.example', 'shop.example'),
    withNames('pay.shop.example'),
    withNames('*.example'),
  ];
  for (const [name, number] of [
    ['default.example', 0],
    ['pay.shop.example', 2],
    ['PAY.shop.example', 2],
    ['other.shop.example', 1],
    ['shop.example', 1],
    ['a.b.shop.example', 0],
    ['x.example', 3],
    ['example', 0],
    ['*.example', 3],
    ['', 0],
    ['.', 0],
  ] as const) {
    assert.equal(certificateFor(certificates, name), number, name);
  }
});

test('OpenSSL takes every security policy, with every kind of key that can be imported', () => {
  const keys = [
    rsaKey(1024),
    rsaKey(2048),
    rsaKey(4096),
    ecKey('prime256v1'),
    ecKey('secp384r1'),
    ecKey('secp521r1'),
  ];
  for (const key of keys) {
    const { pem, keyPem } = issue({ commonName: 'x', key });
    for (const { name } of tlsPolicies) {
      const options = contextOptions(name, { names: [], chain: pem, privateKey: keyPem });
      assert.doesNotThrow(() => createSecureContext(options), `${name} ${key.privateKey.asymmetricKeyType}`);
    }
  }
});

test('a policy that there is not is no policy', () => {
  assert.throws(() => contextOptions('x', withNames()), /no security policy x/);
});
