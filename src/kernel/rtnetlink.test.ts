import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { describe, it, type TestContext } from 'node:test';
import { SystemError } from './libc.ts';
import { createNamespace, deleteNamespace, namespacePath } from './namespace.ts';
import { addAddress, deleteAddress, listAddresses, setDefaultRoute } from './rtnetlink-address.ts';
import {
  addAlternativeName,
  changeLink,
  createBridge,
  createVeth,
  deleteLink,
  findLink,
  type Link,
  listLinks,
} from './rtnetlink-link.ts';
import { openRouteSocket, type RouteSocket } from './rtnetlink-socket.ts';

const mac = '0e:12:34:56:78:9a';

describe('rtnetlink in a namespace', () => {
  it('finds the loopback device by name and by nothing else', (test) => {
    const { socket } = testNamespace(test);
    assert.equal(findLink(socket, 'lo')?.index, 1);
    assert.equal(findLink(socket, 'nothing'), undefined);
    assert.equal(findLink(socket, 'a-name-longer-than-fifteen'), undefined);
  });

  it('makes a bridge as `ip` sees it: STP off, no forward delay, the MAC given, up', (test) => {
    const { socket, name } = testNamespace(test);
    createBridge(socket, { name: 'br-1', mac, mtu: 1400 });
    const [seen] = JSON.parse(
      execFileSync('ip', ['-n', name, '-d', '-j', 'link', 'show', 'br-1'], { encoding: 'utf8' }),
    );
    assert.equal(seen.address, mac);
    assert.equal(seen.mtu, 1400);
    assert.ok(seen.flags.includes('UP'));
    assert.equal(seen.linkinfo.info_kind, 'bridge');
    assert.equal(seen.linkinfo.info_data.stp_state, 0);
    assert.equal(seen.linkinfo.info_data.forward_delay, 0);
    assert.equal(seen.linkinfo.info_data.mcast_snooping, 0);
  });

  it('makes a veth pair with an end in each of two namespaces and nothing anywhere else', (test) => {
    const here = testNamespace(test);
    const there = testNamespace(test);
    const bridge = bridgeIn(here.socket, 'br-1');
    pair(here.socket, bridge, there.name, { port: 'p-here', peer: 'p-there', mac: '02:00:00:00:00:07' });
    const port = findLink(here.socket, 'p-here');
    assert.equal(port?.master, bridge.index);
    assert.equal(port?.up, true);
    const peer = findLink(there.socket, 'p-there');
    assert.equal(peer?.mac, '02:00:00:00:00:07');
    assert.equal(peer?.up, false);
    assert.equal(peer?.mtu, 1300);
    assert.equal(findLink(here.socket, 'p-there'), undefined);
    deleteLink(there.socket, peer?.index ?? 0);
    assert.equal(findLink(here.socket, 'p-here'), undefined, 'the other end goes with it');
  });

  it('leaves nothing when a veth pair cannot be made because one name is taken', (test) => {
    const here = testNamespace(test);
    const there = testNamespace(test);
    const bridge = bridgeIn(here.socket, 'br-1');
    createBridge(there.socket, { name: 'taken', mac, mtu: 1500 });
    assert.throws(
      () => pair(here.socket, bridge, there.name, { port: 'free', peer: 'taken' }),
      (error) =>
        error instanceof SystemError && error.errno === 17 && /veth pair free and taken/.test(error.message),
    );
    assert.deepEqual(
      listLinks(here.socket).map((link) => link.name),
      ['lo', 'br-1'],
    );
    assert.deepEqual(
      listLinks(there.socket).map((link) => link.name),
      ['lo', 'taken'],
    );
  });

  it('finds a link by an alternative name of any length', (test) => {
    const { socket } = testNamespace(test);
    const bridge = bridgeIn(socket, 'br-1');
    for (const name of ['short', 'subnet-0123456789abcdef0']) {
      addAlternativeName(socket, bridge.index, name);
      assert.equal(findLink(socket, name)?.index, bridge.index, name);
    }
    assert.deepEqual(findLink(socket, 'br-1')?.alternativeNames, ['short', 'subnet-0123456789abcdef0']);
  });

  it('changes only what it is told to', (test) => {
    const { socket } = testNamespace(test);
    const bridge = bridgeIn(socket, 'br-1');
    changeLink(socket, bridge.index, { mac: '0e:00:00:00:00:01' });
    assert.equal(findLink(socket, 'br-1')?.up, true);
    changeLink(socket, bridge.index, { up: false });
    assert.equal(findLink(socket, 'br-1')?.up, false);
    assert.equal(findLink(socket, 'br-1')?.mac, '0e:00:00:00:00:01');
  });

  it('adds and deletes addresses, and tells those of one link from those of another', (test) => {
    const { socket } = testNamespace(test);
    const one = bridgeIn(socket, 'br-1').index;
    const two = bridgeIn(socket, 'br-2').index;
    const high = { index: one, address: 0xc0a80101, prefixLength: 24 }; // 192.168.1.1: the sign bit is set
    const low = { index: two, address: 0x0a000001, prefixLength: 16 };
    addAddress(socket, high);
    addAddress(socket, high);
    addAddress(socket, low);
    assert.deepEqual(listAddresses(socket, one), [high]);
    assert.deepEqual(listAddresses(socket, two), [low]);
    deleteAddress(socket, high);
    assert.deepEqual(listAddresses(socket), [low]);
  });

  it('lists more links than fit into one answer', (test) => {
    const { socket } = testNamespace(test);
    const names = Array.from({ length: 150 }, (_, at) => `br-${at}`);
    for (const name of names) createBridge(socket, { name, mac, mtu: 1500 });
    assert.deepEqual(
      listLinks(socket).map((link) => link.name),
      ['lo', ...names],
    );
  });

  it('says what was attempted and what the kernel explained', (test) => {
    const { socket } = testNamespace(test);
    assert.throws(
      () => setDefaultRoute(socket, 0x0a000001, 1),
      (error) =>
        error instanceof SystemError &&
        error.errno === 101 &&
        /^set the default route.*: Nexthop has invalid gateway: Network is unreachable \(errno 101\)$/.test(
          error.message,
        ),
    );
  });

  it('goes on after an error with the answers to the next request', (test) => {
    const { socket } = testNamespace(test);
    assert.throws(() => changeLink(socket, 4711, { up: true }), /change the link 4711: No such device/);
    assert.equal(findLink(socket, 'lo')?.name, 'lo');
  });

  it('does not mind deleting a link that is not there', (test) => {
    const { socket } = testNamespace(test);
    deleteLink(socket, 4711);
  });

  it('refuses a MAC address that is none', (test) => {
    const { socket } = testNamespace(test);
    assert.throws(
      () => createBridge(socket, { name: 'br-1', mac: '02:00', mtu: 1500 }),
      /02:00 is not a MAC address/,
    );
  });
});

function testNamespace(test: TestContext): { name: string; socket: RouteSocket } {
  const name = `t${randomBytes(5).toString('hex')}`;
  createNamespace(name);
  test.after(() => deleteNamespace(name));
  const socket = openRouteSocket(name);
  test.after(() => socket.close());
  return { name, socket };
}

function bridgeIn(socket: RouteSocket, name: string): Link {
  createBridge(socket, { name, mac, mtu: 1500 });
  const bridge = findLink(socket, name);
  assert.ok(bridge);
  return bridge;
}

function pair(
  socket: RouteSocket,
  bridge: Link,
  namespace: string,
  ends: { port: string; peer: string; mac?: string },
): void {
  const fd = openSync(namespacePath(namespace), 'r');
  try {
    createVeth(socket, {
      port: { name: ends.port, mtu: 1300 },
      master: bridge.index,
      peer: { name: ends.peer, mtu: 1300, ...(ends.mac === undefined ? {} : { mac: ends.mac }) },
      peerNamespaceFd: fd,
    });
  } finally {
    closeSync(fd);
  }
}
