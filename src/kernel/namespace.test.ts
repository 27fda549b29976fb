import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, it, type TestContext } from 'node:test';
import {
  createNamespace,
  deleteNamespace,
  listNamespaces,
  namespaceExists,
  namespaceInode,
  namespacePath,
  withNamespace,
} from './namespace.ts';

describe('network namespaces', () => {
  it('are made, listed and deleted by name', (test) => {
    const name = testName(test);
    assert.equal(namespaceExists(name), false);
    createNamespace(name);
    assert.equal(namespaceExists(name), true);
    assert.deepEqual(listNamespaces(name), [name]);
    deleteNamespace(name);
    assert.equal(namespaceExists(name), false);
    assert.equal(existsSync(namespacePath(name)), false);
    assert.equal(readFileSync('/proc/self/mountinfo', 'utf8').includes(name), false);
  });

  it('are not made over one that is there', (test) => {
    const name = testName(test);
    createNamespace(name);
    const inode = namespaceInode(name);
    assert.throws(() => createNamespace(name), /exists already/);
    assert.equal(namespaceInode(name), inode);
  });

  it('are made in place of a bare file that was left by a crash between the two steps', (test) => {
    const name = testName(test);
    createNamespace(`${name}-other`);
    test.after(() => deleteNamespace(`${name}-other`));
    writeFileSync(namespacePath(name), '');
    assert.equal(namespaceExists(name), false);
    createNamespace(name);
    assert.equal(namespaceExists(name), true);
  });

  it('delete a bare file too, and do not mind when there is nothing', (test) => {
    const name = testName(test);
    createNamespace(`${name}-other`);
    test.after(() => deleteNamespace(`${name}-other`));
    writeFileSync(namespacePath(name), '');
    deleteNamespace(name);
    assert.equal(existsSync(namespacePath(name)), false);
    deleteNamespace(name);
  });

  it('are entered only for the time of the function, also when it throws', (test) => {
    const name = testName(test);
    const own = currentNamespace();
    createNamespace(name);
    assert.equal(currentNamespace(), own);
    assert.equal(withNamespace(name, currentNamespace), namespaceInode(name));
    assert.equal(currentNamespace(), own);
    assert.throws(() =>
      withNamespace(name, () => {
        throw new Error('inside');
      }),
    );
    assert.equal(currentNamespace(), own);
  });

  it('contain only a loopback device, which is not that of the machine', (test) => {
    const name = testName(test);
    createNamespace(name);
    const devices = withNamespace(name, () => readFileSync('/proc/thread-self/net/dev', 'utf8'));
    assert.deepEqual(devices.match(/\S+(?=:)/g), ['lo']);
  });
});

function testName(test: TestContext): string {
  const name = `t${randomBytes(5).toString('hex')}`;
  test.after(() => deleteNamespace(name));
  return name;
}

function currentNamespace(): number {
  return statSync('/proc/thread-self/ns/net').ino;
}
