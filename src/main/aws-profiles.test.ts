import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { awsProfiles, writeProfiles } from './aws-profiles.ts';

const account = (accountId: string, name: string) => ({
  accountId,
  name,
  accessKeyId: `AKIA${accountId}`,
  secretAccessKey: `secret-of-${accountId}`,
});

test('each account is a profile by its name, the first one is the default too, and names that do not fit give way to ids', () => {
  const accounts = [
    account('111111111111', 'default'),
    account('222222222222', 'shop'),
    account('333333333333', 'shop'),
    account('444444444444', 'a b]'),
    { accountId: '555555555555', name: 'without-a-key' },
  ];
  const text = awsProfiles({ endpoint: 'http://127.0.0.1:4566', accounts, region: 'eu-west-1' });
  assert.deepEqual(text.match(/^\[.*\]$/gm), [
    '[default]',
    '[profile 111111111111]',
    '[profile shop]',
    '[profile 333333333333]',
    '[profile 444444444444]',
  ]);
  assert.equal(
    text.split('\n\n')[2],
    [
      '[profile shop]',
      'endpoint_url = http://127.0.0.1:4566',
      'region = eu-west-1',
      'aws_access_key_id = AKIA222222222222',
      'aws_secret_access_key = secret-of-222222222222',
    ].join('\n'),
  );
});

test('profiles are for their owner alone, are written anew, and never over a file of somebody else', () => {
  const directory = mkdtempSync(join(tmpdir(), 'postern-profiles-'));
  try {
    const [path, other] = [join(directory, 'profiles'), join(directory, 'config')];
    const text = awsProfiles({ endpoint: 'http://127.0.0.1:4566', accounts: [], region: 'us-east-1' });
    writeProfiles(path, text);
    chmodSync(path, 0o644);
    writeProfiles(path, text);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    writeFileSync(other, '[profile precious]\n');
    assert.throws(() => writeProfiles(other, text), /did not make; name another/);
    assert.equal(readFileSync(other, 'utf8'), '[profile precious]\n');
  } finally {
    rmSync(directory, { recursive: true });
  }
});
