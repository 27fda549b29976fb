import assert from 'node:assert/strict';
import { test } from 'node:test';
import { awsProfiles } from './aws-profiles.ts';

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
