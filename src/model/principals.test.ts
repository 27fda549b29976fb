import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Caller, rootCaller } from './caller.ts';
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
  const callers = (accountId: string) => {
    const root = rootCaller(accountId);
    const arn = `arn:aws:iam::${accountId}` as const;
    const ann: Caller = {
      ...root,
      arn: `${arn}:user/ann`,
      principal: { kind: 'user', userId: 'AIDAANN', name: 'ann' },
    };
    const session: Caller = {
      ...root,
      arn: `arn:aws:sts::${accountId}:assumed-role/Deploy/ci`,
      principal: {
        kind: 'role',
        roleId: 'AROADEPLOY',
        roleArn: `${arn}:role/Deploy`,
        roleName: 'Deploy',
        sessionName: 'ci',
      },
    };
    const guest: Caller = {
      ...root,
      arn: `arn:aws:sts::${accountId}:federated-user/guest`,
      principal: { kind: 'federatedUser', name: 'guest', user: { id: 'AIDAANN', arn: ann.arn } },
    };
    return { root, ann, session, guest };
  };
  const { session: foreignSession, ann: foreign } = callers('333333333333');
  const own = callers(account);
  const deep: Caller = {
    ...own.session,
    principal: { ...own.session.principal, roleArn: `${iam}:role/x/Deploy` } as Caller['principal'],
  };
  const everyone = { ...own, deep, foreign, foreignSession };
  const table = [
    ['*', ['root', 'ann', 'session', 'guest', 'deep', 'foreign', 'foreignSession']],
    [`${iam}:root`, ['root', 'ann', 'session', 'guest', 'deep']],
    [`${iam}:user/ann`, ['ann', 'guest']],
    [`${iam}:user/an`, []],
    [`${iam}:user/Ann`, []],
    [`${iam}:role/Deploy`, ['session']],
    [`${iam}:role/Deplo`, []],
    ['', []],
  ] as const;
  for (const [principal, covered] of table) {
    const found = Object.entries(everyone).filter(([, caller]) => principalCovers(principal, caller));
    assert.deepEqual(
      found.map(([name]) => name),
      covered,
      principal,
    );
  }
});
