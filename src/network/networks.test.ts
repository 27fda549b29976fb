import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { deleteNamespace, listNamespaces, namespaceInode, withNamespace } from '../kernel/namespace.ts';
import { listAddresses } from '../kernel/rtnetlink-address.ts';
import { createBridge, deleteLink, findLink, listLinks } from '../kernel/rtnetlink-link.ts';
import { withRouteSocket } from '../kernel/rtnetlink-socket.ts';
import type { Entry } from '../plan/entry.ts';
import { instanceNamespace, networkNamespace } from './names.ts';
import { openNetworks, removeNetworks } from './networks.ts';
import { httpServer, instance, leg, network, segment, testVpc } from './testing/entries.ts';
import { eventually, readSysctl, testPlace, traces } from './testing/place.ts';

/** Packets that a namespace's stack gave to a protocol, and that it dropped as they came from where no answer goes. */
function stackStats(namespace: string): { readonly delivered: number; readonly filtered: number } {
  const count = (name: string) =>
    Number(new RegExp(`^${name} +(\\d+)`, 'm').exec(run(namespace, ['nstat', '-asz', name]))?.[1]);
  return { delivered: count('IpInDelivers'), filtered: count('TcpExtIPReversePathFilter') };
}

describe('networks', () => {
  it('carry packets within a VPC and between its subnets, never to another VPC of the same addresses', async (test) => {
    const place = testPlace(test);
    const a = testVpc();
    const b = testVpc();
    const client = instance(a, '10.0.2.10');
    const onlyInB = instance(b, '10.0.1.77', httpServer('b-77'));
    const entries = [
      ...a.entries,
      ...b.entries,
      ...[instance(a, '10.0.1.10', httpServer('a-10')), instance(b, '10.0.1.10', httpServer('b-10'))],
      ...[client, instance(a, '10.0.1.20'), instance(b, '10.0.2.10'), onlyInB],
    ];
    assert.deepEqual(await place.open().apply({ set: entries, remove: [] }), []);
    const namespaceOf = (vpcId: string, address: string) => {
      const name = `ip-${address.replaceAll('.', '-')}`;
      const found = entries.find(
        (entry) => entry.table === 'instance' && entry.value.vpcId === vpcId && entry.value.hostname === name,
      );
      assert.ok(found?.table === 'instance');
      return instanceNamespace(place.prefix, found.value.instanceId);
    };
    const reaches = (vpcId: string, from: string, to: string) => get(namespaceOf(vpcId, from), to);
    await eventually(
      'an answer within the subnet',
      () => reaches(a.vpcId, '10.0.1.20', '10.0.1.10') === 'a-10',
    );
    await eventually('an answer across subnets', () => reaches(a.vpcId, '10.0.2.10', '10.0.1.10') === 'a-10');
    await eventually(
      'an answer in the other VPC',
      () => reaches(b.vpcId, '10.0.2.10', '10.0.1.10') === 'b-10',
    );
    await eventually(
      'an answer of 77 in its VPC',
      () => reaches(b.vpcId, '10.0.2.10', '10.0.1.77') === 'b-77',
    );
    assert.equal(reaches(a.vpcId, '10.0.2.10', '10.0.1.77'), undefined, 'from another VPC, across subnets');
    assert.equal(
      reaches(a.vpcId, '10.0.1.20', '10.0.1.77'),
      undefined,
      'from another VPC, same subnet address',
    );
  });

  it('have no way out: no default route, no link to the machine, no forwarding in the hyperplane', async (test) => {
    const place = testPlace(test);
    const vpc = testVpc();
    const host = instance(vpc, '10.0.1.10');
    const networks = place.open();
    await networks.apply({ set: [...vpc.entries, host], remove: [] });
    const own = networkNamespace(place.prefix, vpc.vpcId);
    for (const name of [networks.hyperplaneNamespace, own]) {
      assert.equal(run(name, ['ip', '-6', 'address']), '', `IPv6 in ${name}`);
    }
    assert.equal(run(own, ['ip', 'route', 'show', 'default']), '');
    const routes = run(networks.hyperplaneNamespace, ['ip', '-4', 'route']);
    assert.equal(
      routes.trim(),
      'default via 100.64.0.1 dev fabric proto static onlink',
      'to the program alone',
    );
    assert.equal(readSysctl(networks.hyperplaneNamespace, 'ipv4/ip_forward'), '0');
    const outside = instanceNamespace(place.prefix, host.key);
    assert.equal(get(outside, '1.1.1.1'), undefined);
    for (const link of links(networks.hyperplaneNamespace)) {
      assert.equal(link.master, undefined);
      assert.ok(link.up, link.name);
    }
    assert.deepEqual(
      traces(place).filter((trace) => /^(br|leg|i)-/.test(trace)),
      [],
    );
  });

  it('let nothing of a VPC into the stack of the hyperplane while no program stands at the leg', async (test) => {
    const place = testPlace(test);
    const vpc = testVpc();
    const networks = place.open();
    await networks.apply({ set: vpc.entries, remove: [] });
    const own = networkNamespace(place.prefix, vpc.vpcId);
    const leg = links(networks.hyperplaneNamespace).find((it) => it.alternativeNames.includes(vpc.subnet1));
    const segment = links(own).find((it) => it.alternativeNames.includes(vpc.subnet1));
    assert.ok(leg && segment);
    // Whoever has raw sockets can find the leg's hardware address, and give his packets any source.
    run(own, ['ip', 'addr', 'add', '100.80.0.0/32', 'dev', segment.name]);
    for (const host of ['100.64.0.53', '100.96.0.7']) {
      run(own, ['ip', 'route', 'add', host, 'dev', segment.name]);
      run(own, ['ip', 'neigh', 'add', host, 'lladdr', leg.mac, 'dev', segment.name]);
      for (const source of ['10.0.1.1', '100.80.0.0']) {
        const stats = () => stackStats(networks.hyperplaneNamespace);
        const before = stats();
        run(own, ['ip', 'route', 'change', host, 'dev', segment.name, 'src', source]);
        run(own, ['bash', '-c', `echo > /dev/udp/${host}/53`]);
        await eventually(
          `an end of what ${source} sends to ${host}`,
          () => stats().filtered > before.filtered || stats().delivered > before.delivered,
        );
        assert.deepEqual(stats(), { ...before, filtered: before.filtered + 1 }, `${source} to ${host}`);
      }
    }
    assert.equal(readSysctl(networks.hyperplaneNamespace, 'ipv4/conf/all/arp_ignore'), '8', 'answers no ARP');
  });

  it('do not run frames of a bridge through the firewall of the machine', async (test) => {
    const place = testPlace(test);
    const vpc = testVpc();
    await place.open().apply({ set: vpc.entries, remove: [] });
    const name = networkNamespace(place.prefix, vpc.vpcId);
    assert.equal(readSysctl(name, 'ipv4/ip_forward'), '1');
    assert.equal(readSysctl(name, 'ipv6/conf/all/disable_ipv6'), '1');
    const hasBridgeFilter = spawnSync('test', ['-e', '/proc/sys/net/bridge']).status === 0;
    for (const kind of hasBridgeFilter ? ['iptables', 'ip6tables', 'arptables'] : []) {
      assert.equal(readSysctl(name, `bridge/bridge-nf-call-${kind}`), '0', kind);
    }
  });

  it('answer a leg by its ifindex in the hyperplane, and nothing once it is gone', async (test) => {
    const place = testPlace(test);
    const vpc = testVpc();
    const networks = place.open();
    assert.equal(networks.legIndex(vpc.subnet1), undefined);
    await networks.apply({ set: vpc.entries, remove: [] });
    const found = links(networks.hyperplaneNamespace).find((link) =>
      link.alternativeNames.includes(vpc.subnet1),
    );
    assert.equal(networks.legIndex(vpc.subnet1), found?.index);
    assert.ok(found !== undefined && found.index > 1);
    await networks.apply({ set: [], remove: [leg(vpc.vpcId, vpc.subnet1)] });
    assert.equal(networks.legIndex(vpc.subnet1), undefined);
    assert.ok(
      !links(networks.hyperplaneNamespace).some((link) => link.alternativeNames.includes(vpc.subnet1)),
    );
  });

  it('tell apart subnets whose ids begin with the same digits', async (test) => {
    const place = testPlace(test);
    const networks = place.open();
    const { vpcId } = testVpc();
    const ids = ['subnet-0aaaaaaaaaaaaaaa1', 'subnet-0aaaaaaaaaaaaaaa2', 'subnet-0aaaaaaaaaaaaaaa3'] as const;
    const entries: Entry[] = [
      network(vpcId),
      ...ids.map((id, at) => segment(vpcId, id, `10.0.${at}.1`)),
      ...ids.map((id) => leg(vpcId, id)),
    ];
    assert.deepEqual(await networks.apply({ set: entries, remove: [] }), []);
    assert.equal(new Set(ids.map((id) => networks.legIndex(id))).size, 3);
    const before = ids.map((id) => networks.legIndex(id));
    const next = place.open();
    assert.deepEqual(await next.adopt(entries), []);
    assert.deepEqual(
      ids.map((id) => next.legIndex(id)),
      before,
    );
  });

  it('apply twice as once', async (test) => {
    const place = testPlace(test);
    const vpc = testVpc();
    const networks = place.open();
    await networks.apply({ set: vpc.entries, remove: [] });
    const before = inventory(place.prefix);
    assert.deepEqual(await networks.apply({ set: vpc.entries, remove: [] }), []);
    assert.deepEqual(inventory(place.prefix), before);
  });

  it('put right what somebody changed by hand', async (test) => {
    const place = testPlace(test);
    const vpc = testVpc();
    const networks = place.open();
    await networks.apply({ set: vpc.entries, remove: [] });
    const before = addressesAndPorts(place.prefix, vpc.vpcId);
    const name = networkNamespace(place.prefix, vpc.vpcId);
    for (const command of [
      ['ip', 'link', 'set', 'lo', 'down'],
      ['ip', 'link', 'set', 'dev', vpc.subnet1, 'down'],
      ['ip', 'link', 'set', 'dev', `leg-${vpc.subnet1}`, 'nomaster', 'down'],
      ['ip', 'address', 'flush', 'dev', vpc.subnet2],
      ['ip', 'address', 'add', '10.9.9.9/32', 'dev', vpc.subnet2],
    ]) {
      run(name, command);
    }
    assert.notDeepEqual(addressesAndPorts(place.prefix, vpc.vpcId), before);
    assert.deepEqual(await networks.apply({ set: vpc.entries, remove: [] }), []);
    assert.deepEqual(addressesAndPorts(place.prefix, vpc.vpcId), before);
  });

  it('apply the other entries when one fails, and say why', async (test) => {
    const place = testPlace(test);
    const vpc = testVpc();
    const elsewhere = testVpc();
    const bad = leg(elsewhere.vpcId, elsewhere.subnet1);
    const orphan = leg(vpc.vpcId, elsewhere.subnet2);
    const networks = place.open();
    const [first, ...others] = vpc.entries;
    assert.ok(first);
    const failures = await networks.apply({ set: [first, bad, orphan, ...others], remove: [] });
    assert.deepEqual(
      failures.map((failure) => failure.entry),
      [bad, orphan],
    );
    assert.match(failures[0]?.reason ?? '', /no such file/);
    assert.match(failures[1]?.reason ?? '', new RegExp(`there is no segment for ${elsewhere.subnet2}`));
    assert.ok(networks.legIndex(vpc.subnet2));
    assert.equal(networks.legIndex(elsewhere.subnet2), undefined);
  });

  it('leave entries of other tables to others', async (test) => {
    const place = testPlace(test);
    const networks = place.open();
    const target: Entry = {
      table: 'target',
      key: '00',
      value: { id: '00', address: 1, port: 1, nextHop: 1 },
    };
    assert.deepEqual(await networks.apply({ set: [target], remove: [target] }), []);
    assert.deepEqual(await networks.adopt([target]), []);
    assert.deepEqual(listNamespaces(place.prefix), [networks.hyperplaneNamespace]);
  });
});

describe('adoption', () => {
  it('changes nothing when everything is there: the same namespaces and ifindexes', async (test) => {
    const place = testPlace(test);
    const vpc = testVpc();
    const networks = place.open();
    await networks.apply({ set: vpc.entries, remove: [] });
    const before = inventory(place.prefix);
    const next = place.open();
    assert.deepEqual(await next.adopt([...vpc.entries].reverse()), []);
    assert.deepEqual(inventory(place.prefix), before);
    assert.equal(next.legIndex(vpc.subnet1), networks.legIndex(vpc.subnet1));
    assert.deepEqual(place.logged, []);
  });

  it('makes everything when nothing is there, in whatever order it is listed', async (test) => {
    const place = testPlace(test);
    const vpc = testVpc();
    const host = instance(vpc, '10.0.1.10');
    assert.deepEqual(await place.open().adopt([host, ...vpc.entries.toReversed()]), []);
  });

  it('removes what is not desired any more and makes what is missing', async (test) => {
    const place = testPlace(test);
    const vpc = testVpc();
    const gone = testVpc();
    await place.open().apply({ set: [...vpc.entries, ...gone.entries], remove: [] });
    const name = networkNamespace(place.prefix, vpc.vpcId);
    withRouteSocket(name, (socket) => deleteLink(socket, findLink(socket, `leg-${vpc.subnet2}`)?.index ?? 0));
    const desired = vpc.entries.filter((entry) => !(entry.table === 'leg' && entry.key === vpc.subnet1));
    const next = place.open();
    assert.deepEqual(await next.adopt(desired), []);
    assert.deepEqual(listNamespaces(place.prefix), [next.hyperplaneNamespace, name].sort());
    assert.deepEqual(
      links(next.hyperplaneNamespace).flatMap((link) => link.alternativeNames),
      [vpc.subnet2],
    );
    assert.equal(next.legIndex(vpc.subnet1), undefined);
    assert.ok(next.legIndex(vpc.subnet2));
  });

  it('removes links that were left half made, and leaves links of others alone', async (test) => {
    const place = testPlace(test);
    const vpc = testVpc();
    await place.open().apply({ set: vpc.entries, remove: [] });
    const name = networkNamespace(place.prefix, vpc.vpcId);
    withRouteSocket(name, (socket) => {
      createBridge(socket, { name: 'br-0', mac: '0e:00:00:00:00:01', mtu: 1500 });
      createBridge(socket, { name: 'mine', mac: '0e:00:00:00:00:02', mtu: 1500 });
    });
    assert.deepEqual(await place.open().adopt(vpc.entries), []);
    const names = links(name).map((link) => link.name);
    assert.equal(names.includes('br-0'), false);
    assert.equal(names.includes('mine'), true);
  });

  it('leaves alone what another prefix has', async (test) => {
    const place = testPlace(test);
    const other = { ...testPlace(test), prefix: `${place.prefix}-2` };
    const vpc = testVpc();
    test.after(() => removeNetworks(other));
    await openNetworks({ ...other, log: () => {} }).apply({ set: vpc.entries, remove: [] });
    const before = inventory(other.prefix);
    await place.open().adopt([]);
    assert.deepEqual(await removeNetworks(place), []);
    assert.deepEqual(inventory(other.prefix), before);
  });
});

describe('removal', () => {
  it('leaves what there was before', async (test) => {
    const place = testPlace(test);
    const before = traces(place);
    const vpc = testVpc();
    const host = instance(vpc, '10.0.1.10', httpServer('a'));
    const networks = place.open();
    const entries = [...vpc.entries, host];
    assert.deepEqual(await networks.apply({ set: entries, remove: [] }), []);
    assert.ok(traces(place).length > before.length);
    assert.deepEqual(await networks.apply({ set: [], remove: entries.toReversed() }), []);
    assert.deepEqual(
      links(networks.hyperplaneNamespace)
        .map((link) => link.name)
        .sort(),
      ['fabric', 'fabric-leg', 'lo'],
    );
    assert.deepEqual(await removeNetworks(place), []);
    assert.deepEqual(traces(place), before);
  });

  it('leaves what there was before also after a failure in the middle', async (test) => {
    const place = testPlace(test);
    const before = traces(place);
    const vpc = testVpc();
    const networks = place.open();
    const broken = instance(vpc, '10.0.1.10', httpServer('a'));
    const bad: Entry = { ...broken, value: { ...broken.value, mac: 'no MAC' } };
    const failures = await networks.apply({ set: [...vpc.entries, bad], remove: [] });
    assert.equal(failures.length, 1);
    assert.match(failures[0]?.reason ?? '', /no MAC is not a MAC address/);
    assert.deepEqual(await networks.apply({ set: [], remove: [bad, ...vpc.entries.toReversed()] }), []);
    assert.deepEqual(listNamespaces(place.prefix), [networks.hyperplaneNamespace]);
    assert.deepEqual(await removeNetworks(place), []);
    assert.deepEqual(traces(place), before);
  });

  it('of what is not there is no failure', async (test) => {
    const place = testPlace(test);
    const vpc = testVpc();
    const networks = place.open();
    const entries = [...vpc.entries, instance(vpc, '10.0.1.10')].toReversed();
    assert.deepEqual(await networks.apply({ set: [], remove: entries }), []);
    assert.deepEqual(await removeNetworks(place), []);
    assert.deepEqual(await removeNetworks(place), []);
  });

  it('goes on with the other entries when one cannot be removed', async (test) => {
    const place = testPlace(test);
    const vpc = testVpc();
    const networks = place.open();
    await networks.apply({ set: vpc.entries, remove: [] });
    deleteNamespace(networks.hyperplaneNamespace);
    await networks.apply({ set: [], remove: vpc.entries.toReversed() });
    assert.deepEqual(listNamespaces(place.prefix), []);
  });
});

function run(namespace: string, command: readonly string[]): string {
  const [program = '', ...rest] = command;
  const { status, stdout, stderr } = withNamespace(namespace, () =>
    spawnSync(program, rest, { encoding: 'utf8' }),
  );
  assert.equal(status, 0, `${command.join(' ')}: ${stderr}`);
  return stdout;
}

/** The body that the address answers with on port 80; undefined when it does not answer within a second. */
function get(namespace: string, address: string): string | undefined {
  const { status, stdout } = withNamespace(namespace, () =>
    spawnSync('curl', ['-s', '--max-time', '1', `http://${address}/`], { encoding: 'utf8' }),
  );
  return status === 0 ? stdout : undefined;
}

function links(namespace: string) {
  return withRouteSocket(namespace, listLinks);
}

/** Every namespace with its inode and every link in it. */
function inventory(prefix: string) {
  return listNamespaces(prefix).map((name) => [name, namespaceInode(name), links(name)]);
}

function addressesAndPorts(prefix: string, vpcId: `vpc-${string}`) {
  return withRouteSocket(networkNamespace(prefix, vpcId), (socket) => [
    listLinks(socket).map(({ name, up, master }) => ({ name, up, master })),
    listAddresses(socket),
  ]);
}
