import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Change } from '../model/access.ts';
import { fabricSlot } from '../model/fabric-slot.ts';
import { createPlanner, type Planner } from './planner.ts';
import { printEntry } from './testing/print.ts';
import type { Resources } from './testing/resources.ts';
import { putLine, worldOf } from './testing/world.ts';

const endpointCount = 10_000;

/** As many endpoints of one service, in two subnets, all in a group that refers to itself, as default groups do. */
function largeWorld(): Resources {
  const lines = [
    'subnet subnet-p1 vpc=vpc-p cidr=10.0.1.0/24 zone=a',
    'subnet subnet-c1 vpc=vpc-c cidr=10.0.0.0/16 zone=a',
    'subnet subnet-c2 vpc=vpc-c cidr=10.1.0.0/16 zone=b',
    'sg sg-default vpc=vpc-c rules=-1:*:sg-default',
    'eni eni-n1 subnet=subnet-p1 ip=10.0.1.50 of=nlb',
    'nlb nlb-1 nodes=eni-n1',
    'group tg-1 vpc=vpc-p type=ip targets=10.0.1.10:8080@a',
    'listener l-80 nlb=nlb-1 port=80 group=tg-1',
    'service vpce-svc-1 nlbs=nlb-1',
  ];
  for (let at = 0; at < endpointCount; at += 1) lines.push(...endpointLines(at));
  return worldOf(lines.join('\n'));
}

function endpointLines(at: number, state = 'available', epoch = 0): readonly [string, string, string] {
  const address = `${at >> 8}.${at & 255}`;
  return [
    `eni eni-a${at} subnet=subnet-c1 ip=10.0.${address} of=endpoint sgs=sg-default`,
    `eni eni-b${at} subnet=subnet-c2 ip=10.1.${address} of=endpoint sgs=sg-default`,
    `endpoint vpce-${at} service=vpce-svc-1 state=${state} epoch=${epoch} enis=eni-a${at},eni-b${at} sgs=sg-default`,
  ];
}

describe('the planner with 10,000 endpoints', () => {
  const resources = largeWorld();
  const planner = createPlanner(resources);
  planner.full();

  it('computes one unit when one endpoint changes', () => {
    const { cost, keys } = costOf(planner, [put(resources, endpointLines(77, 'available', 1)[2])]);
    assert.equal(cost, 1);
    assert.deepEqual(keys, ['set eni', 'set eni']);
  });

  it('computes nothing of the others when an endpoint comes or goes', () => {
    const coming = costOf(
      planner,
      endpointLines(20_000, 'pending').map((line) => put(resources, line)),
    );
    // The endpoint, and its two interfaces in the group that refers to itself.
    assert.equal(coming.cost, 3);
    assert.deepEqual(coming.keys, ['set eni', 'set eni', 'set address', 'set address', 'set listener']);
    const gone = resources.delete('endpoint', 'vpce-20000');
    const going = costOf(planner, [
      gone,
      resources.delete('networkInterface', 'eni-a20000'),
      resources.delete('networkInterface', 'eni-b20000'),
    ]);
    // The endpoint once more, now with nothing.
    assert.equal(going.cost, 3);
    assert.deepEqual(going.keys, [
      'remove listener',
      'remove address',
      'remove address',
      'remove eni',
      'remove eni',
    ]);
    assert.equal(costOf(planner, [gone]).cost, 0, 'nothing is left of it that could be computed');
  });

  it('computes one unit when a rule changes, and touches no listener', () => {
    const rules = 'sg sg-default vpc=vpc-c rules=-1:*:sg-default,tcp:80-80:10.7.0.0/16';
    assert.deepEqual(costOf(planner, [put(resources, rules)]), { cost: 1, keys: ['set sources'] });
  });

  it('computes one member when an instance joins a group that rules refer to', () => {
    const joining = put(resources, 'eni eni-i1 subnet=subnet-c1 ip=10.0.200.1 of=instance sgs=sg-default');
    assert.deepEqual(costOf(planner, [joining]), { cost: 1, keys: ['set sources'] });
    const leaving = put(resources, 'eni eni-i1 subnet=subnet-c1 ip=10.0.200.1 of=instance sgs=');
    assert.deepEqual(costOf(planner, [leaving]), { cost: 1, keys: ['remove sources'] });
  });

  it('computes one unit when a target changes', () => {
    const group = 'group tg-1 vpc=vpc-p type=ip targets=10.0.1.10:8080@a,10.0.1.11:8080@a';
    assert.deepEqual(costOf(planner, [put(resources, group)]), {
      cost: 1,
      keys: ['set target', 'set targetTable', 'set check'],
    });
  });

  it('computes nothing when fields change that no entry is made from', () => {
    const tags = [{ key: 'team', value: 'blue' }];
    const changes = [
      resources.edit('endpointService', 'vpce-svc-1', { tags, permissions: [], acceptanceRequired: false }),
      resources.edit('loadBalancer', 'nlb-1', { tags, state: 'provisioning' }),
      resources.edit('listener', 'l-80', { tags }),
      resources.edit('targetGroup', 'tg-1', { tags }),
      resources.edit('subnet', 'subnet-c1', { tags, mapPublicIpOnLaunch: true }),
      resources.edit('endpoint', 'vpce-1', { tags, state: 'pending' }),
    ];
    // `pending` and `available` make the same entries.
    assert.deepEqual(costOf(planner, changes), { cost: 0, keys: [] });
  });
});

describe('the planner', () => {
  const world = () =>
    worldOf(`
subnet subnet-p1 vpc=vpc-p cidr=10.0.1.0/24 zone=a
subnet subnet-c1 vpc=vpc-c cidr=10.0.1.0/24 zone=a
sg sg-c vpc=vpc-c rules=tcp:80-80:10.0.0.0/16
eni eni-n1 subnet=subnet-p1 ip=10.0.1.50 of=nlb
eni eni-c1 subnet=subnet-c1 ip=10.0.1.101 of=endpoint sgs=sg-c
eni eni-c2 subnet=subnet-c1 ip=10.0.1.102 of=endpoint sgs=sg-c
eni eni-i1 subnet=subnet-p1 ip=10.0.1.10 of=instance
nlb nlb-1 nodes=eni-n1
group tg-1 vpc=vpc-p type=ip targets=10.0.1.10:8080@a
listener l-80 nlb=nlb-1 port=80 group=tg-1
service vpce-svc-1 nlbs=nlb-1
endpoint vpce-1 service=vpce-svc-1 state=available epoch=0 enis=eni-c1 sgs=sg-c
endpoint vpce-2 service=vpce-svc-1 state=available epoch=0 enis=eni-c2 sgs=sg-c
instance i-1 eni=eni-i1 state=running`);

  it('plans everything at the first update, whatever the changes', () => {
    const planner = createPlanner(world());
    const first = planner.update([]);
    assert.ok(first.set.length > 0);
    assert.deepEqual(new Set(first.set), new Set(planner.entries()));
  });

  it('plans anew on demand, also when it missed changes', () => {
    const resources = world();
    put(resources, 'sg sg-c vpc=vpc-c rules=tcp:80-80:sg-m');
    put(resources, 'eni eni-m subnet=subnet-c1 ip=10.0.1.9 of=instance sgs=sg-m');
    const planner = createPlanner(resources);
    planner.full();
    resources.delete('endpoint', 'vpce-2');
    resources.delete('networkInterface', 'eni-m');
    put(resources, 'instance i-2 eni=eni-i1 state=running');
    const { set, remove } = planner.full();
    const tables = [set, remove].map((entries) => entries.map(({ table }) => table));
    assert.deepEqual(tables, [['instance'], ['listener', 'address', 'eni', 'sources']]);
    const [again, anew] = [planner, createPlanner(resources)].map((one) => {
      const before = one.computations;
      one.full();
      return one.computations - before;
    });
    assert.equal(again, anew);
  });

  it('says which endpoints, load balancers and instances an entry is for', () => {
    const planner = createPlanner(world());
    planner.full();
    const roots = (table: string, at = 0) => {
      const entry = [...planner.entries()].filter((candidate) => candidate.table === table)[at];
      assert.ok(entry);
      return planner
        .rootsOf(entry)
        .map(({ id }) => id)
        .sort();
    };
    assert.deepEqual(roots('instance'), ['i-1']);
    assert.deepEqual(roots('sources'), ['vpce-1', 'vpce-2']);
    assert.deepEqual(roots('target'), ['nlb-1', 'vpce-1', 'vpce-2']);
    const segments = planner.rootsOf({ table: 'segment', key: 'subnet-p1' }).map(({ id }) => id);
    assert.deepEqual(segments.sort(), ['i-1', 'nlb-1', 'vpce-1', 'vpce-2']);
    assert.deepEqual(planner.rootsOf({ table: 'leg', key: 'subnet-none' }), []);
  });

  it('says everything that an endpoint needs in place', () => {
    const planner = createPlanner(world());
    planner.full();
    const needed = planner.entriesOf({ kind: 'endpoint', id: 'vpce-1' });
    assert.deepEqual(
      needed.map(({ table, key }) => (/^[0-9a-f]{16}/.test(key) ? table : `${table} ${key}`)).sort(),
      [
        'address subnet-c1/10.0.1.101',
        'check tg-1 10.0.1.10 8080',
        'eni',
        'front',
        'leg subnet-c1',
        'leg subnet-p1',
        'listener subnet-c1/10.0.1.101/tcp/80',
        'network vpc-c',
        'network vpc-p',
        'segment subnet-c1',
        'segment subnet-p1',
        'sources',
        'target',
        'targetTable',
      ],
    );
    assert.deepEqual(planner.entriesOf({ kind: 'endpoint', id: 'vpce-none' }), []);
  });

  it('names members of a referred group among what an endpoint needs', () => {
    const resources = world();
    put(resources, 'sg sg-c vpc=vpc-c rules=tcp:80-80:sg-c');
    put(resources, 'eni eni-m subnet=subnet-c1 ip=10.0.1.9 of=instance sgs=sg-c');
    const planner = createPlanner(resources);
    planner.full();
    const entry = planner
      .entriesOf({ kind: 'endpoint', id: 'vpce-1' })
      .find(({ table }) => table === 'sources');
    assert.ok(entry);
    assert.match(printEntry(entry), /base=10\.0\.1\.9 prefixLength=32/);
    assert.deepEqual(
      planner
        .rootsOf(entry)
        .map(({ id }) => id)
        .sort(),
      ['vpce-1', 'vpce-2'],
    );
  });
});

function put(resources: Resources, line: string): Change {
  const change = putLine(resources, line);
  assert.ok(change);
  return change;
}

function costOf(planner: Planner, changes: readonly Change[]) {
  const before = planner.computations;
  const { set, remove } = planner.update(changes);
  return {
    cost: planner.computations - before,
    keys: [...set.map(({ table }) => `set ${table}`), ...remove.map(({ table }) => `remove ${table}`)],
  };
}

describe('the planner with an endpoint to another region', () => {
  const lines = (endpoint: string) => `
    subnet subnet-p1 vpc=vpc-p cidr=10.0.1.0/24 zone=a
    subnet subnet-p2 vpc=vpc-p cidr=10.0.2.0/24 zone=b
    subnet subnet-c vpc=vpc-c cidr=10.0.3.0/24 zone=c
    sg sg-1 vpc=vpc-c rules=-1:*:0.0.0.0/0
    eni eni-n1 subnet=subnet-p1 ip=10.0.1.50 of=nlb
    eni eni-n2 subnet=subnet-p2 ip=10.0.2.50 of=nlb
    nlb nlb-1 nodes=eni-n1,eni-n2
    group tg-1 vpc=vpc-p type=ip targets=10.0.1.10:8080@a
    listener l-80 nlb=nlb-1 port=80 group=tg-1
    service vpce-svc-1 nlbs=nlb-1
    eni eni-c subnet=subnet-c ip=10.0.3.4 of=endpoint sgs=sg-1
    endpoint vpce-1 service=vpce-svc-1 state=available epoch=0 enis=eni-c sgs=sg-1 ${endpoint}`;
  const listeners = (endpoint: string) =>
    createPlanner(worldOf(lines(endpoint)))
      .full()
      .set.filter((entry) => entry.table === 'listener' && entry.key.startsWith('subnet-c/'));

  it('leads to one of the nodes, whatever the zone', () => {
    assert.equal(listeners('serviceRegion=eu-west-1').length, 1);
  });

  it('leads to none from a zone of the same region that the service does not have', () => {
    assert.equal(listeners('').length, 0);
  });
});

describe('the resolver of a VPC', () => {
  it("lets go of its flows when it gets another address on the fabric, which had been another VPC's", () => {
    const [older, younger] = idsInOneSlot();
    const lines = [older, younger].flatMap((id, at) => [
      `vpc ${id} cidr=10.0.0.0/16`,
      `subnet subnet-${at} vpc=${id} cidr=10.0.1.0/24 zone=a`,
      `eni eni-${at} subnet=subnet-${at} ip=10.0.1.10 of=instance`,
      `instance i-${at} eni=eni-${at} state=running`,
    ]);
    const resources = worldOf(lines.join('\n'));
    const planner = createPlanner(resources);
    planner.full();
    const { set, remove } = planner.update([resources.delete('vpc', older)]);
    const front = set.find(({ table }) => table === 'front');
    assert.ok(front?.table === 'front', 'the address of the younger one moves');
    // Both interfaces go, the older VPC's and the one under which the younger one has asked until now.
    assert.equal(remove.filter(({ table }) => table === 'eni').length, 2);
    assert.equal(set.filter(({ table }) => table === 'eni').length, 1);
  });
});

/** Two ids of VPCs whose addresses on the fabric are told apart by age alone; the first is the older one. */
function idsInOneSlot(): readonly [`vpc-${string}`, `vpc-${string}`] {
  const bySlot = new Map<string, `vpc-${string}`>();
  for (let at = 0; ; at += 1) {
    const id = `vpc-${at}` as const;
    const slot = fabricSlot(id);
    const other = bySlot.get(slot);
    if (other !== undefined) return id < other ? [id, other] : [other, id];
    bySlot.set(slot, id);
  }
}
