import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dependencyGraph, type Graph, ready, reversed } from './graph.ts';
import { refusal, scopeOf } from './testing/scope.ts';

const graphOf = (text: string, parameters = {}) => dependencyGraph(scopeOf(text, parameters));
const plain = (graph: Graph) =>
  Object.fromEntries([...graph].map(([id, needed]) => [id, [...needed].sort()]));

test('references of every kind are needed, those in branches that are not taken are not', () => {
  const graph = graphOf(`
Conditions: {Never: !Equals [a, b]}
Resources:
  All:
    Type: T
    DependsOn: [Named, Absent]
    Properties:
      A: !Ref Ref
      B: [{C: !GetAtt Attribute.Arn}]
      D: !Sub ["\${Own} \${Sub} \${SubAttribute.Arn} \${!Literal}", {Own: !Ref InSub}]
      E: !If [Never, !Ref Untaken, !Ref Taken]
      F: !Join ["", [!Select [0, [!Ref Deep]]]]
      G: !Ref AWS::Region
  Ref: {Type: T}
  Attribute: {Type: T}
  Sub: {Type: T}
  SubAttribute: {Type: T}
  InSub: {Type: T}
  Untaken: {Type: T}
  Taken: {Type: T}
  Deep: {Type: T}
  Literal: {Type: T}
  Named: {Type: T}
  Absent: {Type: T, Condition: Never}
`);
  assert.deepEqual(plain(graph).All, [
    'Attribute',
    'Deep',
    'InSub',
    'Named',
    'Ref',
    'Sub',
    'SubAttribute',
    'Taken',
  ]);
  assert.equal([...graph.keys()].at(-1), 'All');
  assert.ok(!graph.has('Absent'));
});

test('a circle is refused with those that are in it', () => {
  assert.equal(
    refusal(() =>
      graphOf(`
Resources:
  Before: {Type: T}
  A: {Type: T, Properties: {P: !Ref B, Q: !Ref Before}}
  B: {Type: T, DependsOn: C}
  C: {Type: T, Properties: {P: !Sub "\${A.Arn}"}}
  After: {Type: T, DependsOn: A}
`),
    ),
    'Circular dependency between resources: [A, B, C]',
  );
  assert.equal(
    refusal(() => graphOf('Resources: {A: {Type: T, Properties: {P: !Ref A}}}')),
    'Circular dependency between resources: [A]',
  );
});

/** Resources that refer to some of those with smaller numbers, written in any order. */
const anyStack = fc
  .array(fc.array(fc.nat(30), { maxLength: 4 }), { minLength: 1, maxLength: 30 })
  .chain((needs) =>
    fc.tuple(fc.constant(needs), fc.shuffledSubarray([...needs.keys()], { minLength: needs.length })),
  );

function stackText([needs, order]: [number[][], number[]]): string {
  const resources = order.map((index) => {
    const refs = (needs[index] ?? []).map((need) => need % (index + 1)).filter((need) => need !== index);
    const [first, ...others] = refs.map((need) => `R${need}`);
    const Properties = first === undefined ? {} : { P: { Ref: first } };
    return [`R${index}`, { Type: 'T', DependsOn: others, Properties }];
  });
  return JSON.stringify({ Resources: Object.fromEntries(resources) });
}

test('nothing comes before what it needs, whichever way round', () => {
  fc.assert(
    fc.property(anyStack, (stack) => {
      const graph = graphOf(stackText(stack));
      assert.equal(graph.size, stack[0].length);
      for (const ordered of [graph, reversed(graph)]) {
        const seen = new Set<string>();
        for (const [id, needed] of ordered) {
          for (const name of needed) assert.ok(seen.has(name), `${id} before ${name}`);
          seen.add(id);
        }
      }
      assert.deepEqual(plain(reversed(reversed(graph))), plain(graph));
    }),
    { numRuns: 200 },
  );
});

test('steps in sets that are ready come to an end, and none is ready before what it needs', () => {
  fc.assert(
    fc.property(anyStack, (stack) => {
      const graph = graphOf(stackText(stack));
      const done = new Set<string>();
      while (done.size < graph.size) {
        const next = ready(graph, done);
        assert.ok(next.length > 0);
        for (const id of next) assert.ok([...(graph.get(id) ?? [])].every((need) => done.has(need)));
        for (const id of next) done.add(id);
      }
      assert.deepEqual(ready(graph, done), []);
    }),
    { numRuns: 200 },
  );
});

test('long chains and wide stacks are put in order at once', () => {
  const chain = Array.from({ length: 499 }, (_, n) => `R${n + 1}: {Type: T, DependsOn: R${n}}`).reverse();
  const graph = graphOf(`Resources: {${chain.join(', ')}, R0: {Type: T}}`);
  assert.deepEqual([...graph.keys()].slice(0, 3), ['R0', 'R1', 'R2']);
});
