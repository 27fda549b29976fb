import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Principals } from '../document/document.ts';
import { account, ann, deploySession, otherAccount } from '../testing/policies.ts';
import { namingOf, type Requester } from './requester.ts';

const requesters: Readonly<Record<string, Requester>> = {
  root: { kind: 'root', accountId: account, canonicalUser: 'c'.repeat(64) },
  ann,
  session: deploySession,
  federated: {
    kind: 'federatedUser',
    accountId: account,
    arn: `arn:aws:sts::${account}:federated-user/guest`,
    userArn: `arn:aws:iam::${account}:user/broker`,
  },
  stranger: { kind: 'user', accountId: otherAccount, arn: `arn:aws:iam::${otherAccount}:user/team/ann` },
  service: { kind: 'service', names: ['vpce.amazonaws.com', 'vpce.us-east-1.amazonaws.com'] },
  web: { kind: 'federated', provider: 'accounts.google.com' },
  anonymous: { kind: 'anonymous' },
};

const accountNames = { root: 'account', ann: 'account', session: 'account', federated: 'account' };

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
test('principals name requesters as AWS says, and how directly', () => {
  const everyone = Object.fromEntries(Object.keys(requesters).map((name) => [name, 'everyone']));
  const { service: _, web: __, ...withoutServices } = everyone;
  const table: readonly (readonly [Principals, Readonly<Record<string, string>>])[] = [
    ['*', everyone],
    [{ AWS: ['*'] }, withoutServices],
    [{ AWS: [account] }, accountNames],
    [{ AWS: [`arn:aws:iam::${account}:root`] }, accountNames],
    [{ AWS: [`arn:aws:iam::${account}:user/team/ann`] }, { ann: 'self' }],
    [{ AWS: [`arn:aws:iam::${account}:user/team/Ann`] }, {}],
    [{ AWS: [`arn:aws:iam::${account}:user/ann`] }, {}],
    [{ AWS: ['AIDAANNANNANNANNANNAN'] }, { ann: 'self' }],
    [{ AWS: [`arn:aws:iam::${account}:role/ops/deploy`] }, { session: 'origin' }],
    [{ AWS: ['AROADEPLOYDEPLOYDEPLO'] }, { session: 'origin' }],
    [{ AWS: [`arn:aws:sts::${account}:assumed-role/deploy/ci`] }, { session: 'self' }],
    [{ AWS: [`arn:aws:sts::${account}:assumed-role/deploy/c`] }, {}],
    [{ AWS: [`arn:aws:sts::${account}:federated-user/guest`] }, { federated: 'self' }],
    [{ AWS: [`arn:aws:iam::${account}:user/broker`] }, { federated: 'origin' }],
    [{ Service: ['vpce.us-east-1.amazonaws.com'] }, { service: 'self' }],
    [{ AWS: ['vpce.amazonaws.com'], Federated: ['vpce.amazonaws.com'] }, {}],
    [{ Federated: ['accounts.google.com'] }, { web: 'self' }],
    [{ CanonicalUser: ['c'.repeat(64)] }, { root: 'account' }],
    [{}, {}],
  ];
  for (const [principals, expected] of table) {
    const namings = Object.entries(requesters).map(([name, requester]) => [
      name,
      namingOf(principals, requester),
    ]);
    const found = Object.fromEntries(namings.filter(([, naming]) => naming !== undefined));
    assert.deepEqual(found, expected, JSON.stringify(principals));
  }
});

test('the most direct name counts, wherever it stands', () => {
  const { roleArn, arn } = deploySession as { roleArn: string; arn: string };
  const all = ['*', account, roleArn, arn];
  for (const [left, expected] of [
    [all, 'self'],
    [['*', account, roleArn], 'everyone'],
    [[account, roleArn], 'origin'],
  ] as const) {
    assert.equal(namingOf({ AWS: left }, deploySession), expected);
    assert.equal(namingOf({ AWS: left.toReversed() }, deploySession), expected);
  }
});
