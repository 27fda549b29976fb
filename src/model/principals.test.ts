import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServiceError } from './errors.ts';
import { parsePrincipal, principalCovers } from './principals.ts';

const account = '222222222222';
const iam = `arn:aws:iam::${account}`;

test('principals are read in the forms that AWS takes', () => {
  const table = [
    ['*', '*', 'All'],
    [account, `${iam}:root`, 'Account'],
    [`${iam}:root`, `${iam}:root`, 'Account'],
    [`${iam}:user/ann@x`, `${iam}:user/ann@x`, 'User'],
    [`${iam}:role/Deploy-1`, `${iam}:role/Deploy-1`, 'Role'],
  ] as const;
  for (const [text, principal, type] of table) assert.deepEqual(parsePrincipal(text), { principal, type });
});

test('what is no such principal is refused with the code that says why', () => {
  const table = [
    ['', 'InvalidPrincipal'],
    ['22222222222', 'InvalidPrincipal'],
    ['2222222222223', 'InvalidPrincipal'],
    ['someone', 'InvalidPrincipal'],
    [`${iam}:user/team/ann`, 'InvalidPrincipal'],
    [`${iam}:role/`, 'InvalidPrincipal'],
    [`${iam}:role/a*`, 'InvalidPrincipal'],
    [`${iam}:group/devs`, 'UnknownPrincipalType.Unsupported'],
    [`${iam}:root `, 'UnknownPrincipalType.Unsupported'],
    ['arn:aws:iam::*:root', 'UnknownPrincipalType.Unsupported'],
    ['arn:aws-cn:iam::222222222222:root', 'UnknownPrincipalType.Unsupported'],
    [`arn:aws:sts::${account}:assumed-role/Deploy/x`, 'UnknownPrincipalType.Unsupported'],
    [`arn:aws:organizations::${account}:organization/o-1`, 'UnknownPrincipalType.Unsupported'],
  ] as const;
  for (const [text, code] of table) {
    assert.throws(
      () => parsePrincipal(text),
      (error) => error instanceof ServiceError && error.code === code,
      text,
    );
  }
});

test('a principal covers exactly whom it names', () => {
  const root = { accountId: account, arn: `${iam}:root` };
  const ann = { accountId: account, arn: `${iam}:user/ann` };
  const session = { accountId: account, arn: `arn:aws:sts::${account}:assumed-role/Deploy/ci` };
  const foreign = { accountId: '333333333333', arn: 'arn:aws:iam::333333333333:user/ann' };
  const foreignSession = {
    accountId: '333333333333',
    arn: 'arn:aws:sts::333333333333:assumed-role/Deploy/ci',
  };
  const everyone = { root, ann, session, foreign, foreignSession };
  const table = [
    ['*', ['root', 'ann', 'session', 'foreign', 'foreignSession']],
    [`${iam}:root`, ['root', 'ann', 'session']],
    [`${iam}:user/ann`, ['ann']],
    [`${iam}:user/an`, []],
    [`${iam}:user/Ann`, []],
    [`${iam}:role/Deploy`, ['session']],
    [`${iam}:role/Deplo`, []],
    ['', []],
  ] as const;
  for (const [principal, covered] of table) {
    const found = Object.entries(everyone).filter(([, identity]) => principalCovers(principal, identity));
    assert.deepEqual(
      found.map(([name]) => name),
      covered,
      principal,
    );
  }
});
