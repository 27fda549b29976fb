import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type ApplicablePolicies, type AuthorizationRequest, type Decision, evaluate } from './evaluate.ts';
import { accountOf } from './matching/requester.ts';
import {
  applicable,
  hasPrincipals,
  type Kind,
  kinds,
  type PolicySet,
  policySets,
  requests,
  resourceStatements,
  statements,
} from './testing/arbitraries.ts';
import type { StatementInput } from './testing/policies.ts';

const runs = { numRuns: 500 };

test('an explicit deny always wins', () => {
  const everything: StatementInput = { Effect: 'Deny', Action: '*', Resource: '*' };
  fc.assert(
    fc.property(policySets, requests, fc.constantFrom(...kinds), (set, request, kind) => {
      const denied = hasPrincipals(kind) ? { ...everything, Principal: '*' } : everything;
      const { decision, by } = evaluate(request, applicable(added(set, kind, denied)));
      // Whoever has no account has no policies of its own.
      const applies = hasPrincipals(kind) || accountOf(request.requester) !== undefined;
      if (!applies) return;
      assert.equal(decision, 'explicitDeny');
      assert.ok(by.some(({ statement }) => statement.effect === 'Deny'));
      assert.ok(by.every(({ statement }) => statement.effect === 'Deny'));
    }),
    runs,
  );
});

test('adding an Allow never takes access away', () => {
  const counts = { allowedAfter: 0, allowedBefore: 0 };
  fc.assert(
    fc.property(
      policySets,
      requests,
      fc.constantFrom(...kinds, 'identity', 'identity', 'resource', 'resource'),
      statements,
      resourceStatements,
      (set, request, kind, own, open) => {
        // A policy of a kind that there was none of is a new limit.
        if (set[kind] === undefined) return;
        const before = evaluate(request, applicable(set)).decision;
        const more = { ...(hasPrincipals(kind) ? open : own), Effect: 'Allow' };
        const after = evaluate(request, applicable(added(set, kind, more))).decision;
        if (before === 'allow') {
          counts.allowedBefore += 1;
          assert.equal(after, 'allow');
        } else if (after === 'allow') counts.allowedAfter += 1;
        if (before === 'explicitDeny') assert.equal(after, 'explicitDeny');
      },
    ),
    { numRuns: 2_000 },
  );
  // Otherwise the requests and policies never meet and the law says nothing.
  assert.ok(counts.allowedBefore > 20 && counts.allowedAfter > 3, JSON.stringify(counts));
});

test('adding a Deny never gives access', () => {
  fc.assert(
    fc.property(policySets, requests, statements, (set, request, statement) => {
      const before = evaluate(request, applicable(set)).decision;
      const after = evaluate(
        request,
        applicable(added(set, 'identity', { ...statement, Effect: 'Deny' })),
      ).decision;
      if (before !== 'allow') assert.notEqual(after, 'allow');
    }),
    runs,
  );
});

test('the order of statements and of policies does not matter', () => {
  fc.assert(
    fc.property(policySets, requests, (set, request) => {
      const turned = Object.fromEntries(
        Object.entries(set).map(([kind, value]) => [kind, Array.isArray(value) ? value.toReversed() : value]),
      ) as unknown as PolicySet;
      assert.deepEqual(
        summary(evaluate(request, applicable(turned))),
        summary(evaluate(request, applicable(set))),
      );
    }),
    runs,
  );
});

test('statements may stand in one policy or in several', () => {
  fc.assert(
    fc.property(policySets, requests, (set, request) => {
      const together = applicable(set);
      const apart: ApplicablePolicies = {
        ...together,
        identity: set.identity.flatMap((each) => applicable({ ...set, identity: [each] }).identity),
      };
      assert.equal(evaluate(request, apart).decision, evaluate(request, together).decision);
    }),
    runs,
  );
});

test('a decision names what decided', () => {
  fc.assert(
    fc.property(policySets, requests, (set, request) => {
      const { decision, because, by } = evaluate(request, applicable(set));
      assert.equal(because === undefined, decision === 'allow');
      if (decision === 'implicitDeny') assert.deepEqual(by, []);
      if (decision === 'explicitDeny') assert.ok(by.length > 0);
      if (decision === 'allow') assert.ok(by.every(({ statement }) => statement.effect === 'Allow'));
      for (const { policy, statement } of by) assert.ok(policy.document.statements.includes(statement));
    }),
    runs,
  );
});

test('nothing is allowed by nothing', () => {
  fc.assert(
    fc.property(requests, (request) => {
      const expected = request.requester.kind === 'root' && isOwn(request) ? 'allow' : 'implicitDeny';
      assert.equal(evaluate(request, { identity: [] }).decision, expected);
    }),
  );
});

function isOwn({ requester, resourceAccountId }: AuthorizationRequest): boolean {
  return resourceAccountId === undefined || resourceAccountId === accountOf(requester);
}

function added(set: PolicySet, kind: Kind, statement: StatementInput): PolicySet {
  return { ...set, [kind]: [...(set[kind] ?? []), statement] };
}

/** What must not depend on order. */
function summary({ decision, because, by, missingContextKeys }: Decision): unknown {
  const deciding = by.map(({ kind, statement }) => `${kind} ${JSON.stringify(statement)}`).sort();
  return { decision, because, deciding, missingContextKeys };
}
