import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Change } from '../model/access.ts';
import type { Kind } from '../model/resources.ts';
import { entryId } from './entry-key.ts';
import { createPlanner, type Planner } from './planner.ts';
import { applyLawfully, type Model } from './testing/laws.ts';
import { Resources } from './testing/resources.ts';
import { putLine } from './testing/world.ts';

const numRuns = Number(process.env.POSTERN_PROPERTY_RUNS ?? 120);

describe('the planner', () => {
  it('after any changes plans what it would plan from nothing, and never has anything refer to nothing', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 14 }), (steps) => {
        const resources = new Resources();
        for (const line of seed) putLine(resources, line);
        const planner = createPlanner(resources);
        const model: Model = new Map();
        applyLawfully(model, planner.full());
        for (const edits of steps) {
          applyLawfully(model, planner.update(edits.flatMap((edit) => applyEdit(resources, edit))));
          const anew = createPlanner(resources);
          anew.full();
          assert.deepEqual(model, modelOf(anew));
          assert.deepEqual(modelOf(planner), modelOf(anew));
        }
        assert.deepEqual(planner.full(), { set: [], remove: [] });
        applyLawfully(model, planner.update(removeAll(resources)));
        assert.equal(model.size, 0);
        const before = planner.computations;
        planner.full();
        assert.equal(planner.computations, before, 'units are left over');
      }),
      { numRuns },
    );
  });

  it('that begins while resources change plans what it would plan from nothing, once it is told of the changes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const resources = new Resources();
        for (const line of seed) putLine(resources, line);
        const planner = createPlanner(resources);
        const waiting = [...steps];
        const changes: Change[] = [];
        await planner.begin(async () => {
          for (const edit of waiting.shift() ?? []) changes.push(...applyEdit(resources, edit));
        });
        // Before that the plan is one of several moments, which nobody may carry out.
        planner.update(changes);
        const anew = createPlanner(resources);
        anew.full();
        assert.deepEqual(modelOf(planner), modelOf(anew));
        assert.deepEqual(planner.full(), { set: [], remove: [] });
      }),
      { numRuns },
    );
  });
});

/** A start from which most edits make a difference. */
const seed = [
  'vpc vpc-1 cidr=10.0.0.0/16',
  'vpc vpc-2 cidr=10.0.0.0/16',
  'subnet subnet-1 vpc=vpc-1 cidr=10.0.1.0/24 zone=a',
  'subnet subnet-2 vpc=vpc-2 cidr=10.0.1.0/24 zone=a',
  'subnet subnet-3 vpc=vpc-2 cidr=10.0.2.0/24 zone=b',
  'pl pl-1 entries=10.7.0.0/16',
  'sg sg-1 vpc=vpc-2 rules=tcp:80-81:10.0.0.0/16,tcp:80-80:pl-1',
  'sg sg-2 vpc=vpc-2 rules=tcp:80-80:sg-2',
  ...[1, 2, 3].map((at) => `eni eni-${at} subnet=subnet-1 ip=10.0.1.${at} of=nlb`),
  ...[4, 5, 6].map((at) => `eni eni-${at} subnet=subnet-2 ip=10.0.1.${at} of=endpoint sgs=sg-1`),
  ...[7, 8].map((at) => `eni eni-${at} subnet=subnet-2 ip=10.0.1.${at} of=instance sgs=sg-2`),
  'nlb nlb-1 nodes=eni-1',
  'nlb nlb-2 nodes=eni-2',
  'group tg-1 vpc=vpc-1 type=ip targets=10.0.1.9:80@a',
  'group tg-2 vpc=vpc-2 type=instance targets=i-1:80@a',
  'listener l-1 nlb=nlb-1 port=80 group=tg-1',
  'listener l-2 nlb=nlb-2 port=80 group=tg-2',
  'service vpce-svc-1 nlbs=nlb-1,nlb-2',
  'endpoint vpce-1 service=vpce-svc-1 state=available epoch=0 enis=eni-4 sgs=sg-1',
  'endpoint vpce-2 service=vpce-svc-1 state=available epoch=0 enis=eni-5,eni-6 sgs=sg-1,sg-2',
  'instance i-1 eni=eni-7 state=running',
];

type Edit =
  | { readonly line: string }
  | { readonly remove: readonly [Kind, string] }
  | { readonly tag: readonly [Kind, string] };

const oneOf = (prefix: string, count: number) =>
  fc.integer({ min: 1, max: count }).map((at) => `${prefix}-${at}`);
const someOf = (prefix: string, count: number) =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: count }), { maxLength: 3 })
    .map((all) => all.map((at) => `${prefix}-${at}`).join());
const words = (...parts: readonly (string | fc.Arbitrary<string>)[]) =>
  fc
    .tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part)))
    .map((all) => all.join(''));
const pick = (...choices: readonly string[]) => fc.constantFrom(...choices);

const address = fc.integer({ min: 1, max: 9 }).map((last) => `10.0.1.${last}`);
const rule = words(
  pick('tcp', '6', '-1', 'udp'),
  ':',
  pick('*', '80-80', '81-90', '0-65535'),
  ':',
  pick('sg-1', 'sg-2', 'pl-1', 'pl-2', '0.0.0.0/0', '10.0.1.0/25', '10.0.1.128/25', '10.0.1.7/32', '::/0'),
);
const target = words(
  pick('i-1', 'i-2', '10.0.1.7', '10.0.1.9', '10.9.9.9'),
  pick(':80', ':81'),
  pick('@a', '@b', '@all'),
);
const manyTargets = fc
  .integer({ min: 60, max: 70 })
  .map((count) => Array.from({ length: count }, (_, at) => `10.0.1.${at}:80@a`));
const joined = (arbitrary: fc.Arbitrary<string>) =>
  fc.array(arbitrary, { maxLength: 3 }).map((all) => all.join());

const line = fc.oneof(
  words('vpc ', oneOf('vpc', 2), ' cidr=10.0.0.0/16 dns=', pick('on', 'off')),
  words(
    'subnet ',
    oneOf('subnet', 3),
    ' vpc=',
    oneOf('vpc', 2),
    ' cidr=',
    pick('10.0.1.0/24', '10.0.1.0/29'),
    ' zone=',
    pick('a', 'b'),
  ),
  words(
    'pl ',
    oneOf('pl', 2),
    ' entries=',
    joined(pick('10.0.1.0/25', '10.0.1.128/25', '10.7.0.0/16', '::/0')),
  ),
  words('sg ', oneOf('sg', 2), ' vpc=', oneOf('vpc', 2), ' rules=', joined(rule)),
  words(
    'eni ',
    oneOf('eni', 8),
    ' subnet=',
    oneOf('subnet', 3),
    ' ip=',
    address,
    ' of=',
    pick('nlb', 'endpoint', 'instance'),
    ' sgs=',
    someOf('sg', 2),
  ),
  words('nlb ', oneOf('nlb', 2), ' nodes=', someOf('eni', 8)),
  words(
    'group ',
    oneOf('tg', 2),
    ' vpc=',
    oneOf('vpc', 2),
    ' type=',
    pick('ip', 'instance'),
    ' targets=',
    joined(target),
    pick('', ' set=proxy_protocol_v2.enabled:true'),
  ),
  words(
    'group tg-1 vpc=vpc-1 type=ip targets=',
    manyTargets.map((all) => all.join()),
  ),
  words(
    'listener ',
    oneOf('l', 4),
    ' nlb=',
    oneOf('nlb', 2),
    ' port=',
    pick('80', '81'),
    ' protocol=',
    pick('TCP', 'UDP', 'TCP_UDP', 'TLS'),
    ' group=',
    oneOf('tg', 2),
  ),
  words('service ', oneOf('vpce-svc', 2), ' nlbs=', someOf('nlb', 2)),
  words(
    'endpoint ',
    oneOf('vpce', 3),
    ' service=',
    oneOf('vpce-svc', 2),
    ' state=',
    pick('available', 'pending', 'pendingAcceptance', 'rejected', 'deleting'),
    ' epoch=',
    pick('0', '1'),
    ' enis=',
    someOf('eni', 8),
    ' sgs=',
    someOf('sg', 2),
  ),
  words(
    'instance ',
    oneOf('i', 2),
    ' eni=',
    oneOf('eni', 8),
    ' state=',
    pick('pending', 'running', 'terminated'),
    pick('', ' userData=eA=='),
  ),
);

const record: fc.Arbitrary<readonly [Kind, string]> = fc.oneof(
  ...(
    [
      ['vpc', 'vpc', 2],
      ['subnet', 'subnet', 3],
      ['securityGroup', 'sg', 2],
      ['prefixList', 'pl', 2],
      ['networkInterface', 'eni', 8],
      ['loadBalancer', 'nlb', 2],
      ['targetGroup', 'tg', 2],
      ['listener', 'l', 4],
      ['endpointService', 'vpce-svc', 2],
      ['endpoint', 'vpce', 3],
      ['instance', 'i', 2],
    ] as const
  ).map(([kind, prefix, count]) => oneOf(prefix, count).map((id) => [kind, id] as const)),
);

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 5, arbitrary: line.map((text) => ({ line: text })) },
  { weight: 2, arbitrary: record.map((remove) => ({ remove })) },
  { weight: 1, arbitrary: record.map((tag) => ({ tag })) },
);

function modelOf(planner: Planner): Model {
  return new Map([...planner.entries()].map((entry) => [entryId(entry), entry]));
}

/** What one commit changes. */
const step = fc.array(edit, { minLength: 1, maxLength: 4 });

function applyEdit(resources: Resources, change: Edit): readonly Change[] {
  if ('line' in change) return [putLine(resources, change.line)].flatMap((made) => made ?? []);
  const [kind, id] = 'remove' in change ? change.remove : change.tag;
  if (resources.get(kind, id) === undefined) return [];
  if ('remove' in change) return [resources.delete(kind, id)];
  return [resources.edit(kind, id, { tags: [{ key: 'a', value: 'b' }] })];
}

function removeAll(resources: Resources): readonly Change[] {
  const kinds: readonly Kind[] = [
    'subnet',
    'networkInterface',
    'endpoint',
    'loadBalancer',
    'instance',
    'listener',
  ];
  return kinds.flatMap((kind) => [...resources.all(kind)].map(({ id }) => resources.delete(kind, id)));
}
