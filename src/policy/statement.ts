/** One statement, prepared for any number of requests. */
import { type ConditionTest, compileCondition } from './conditions/condition.ts';
import type { Element, PolicyVersion, Statement } from './document/document.ts';
import { foldAscii } from './matching/case-fold.ts';
import type { RequestContext } from './matching/context.ts';
import { actionGlob, type Pattern, resourcePattern } from './matching/pattern.ts';
import { type Naming, namingOf, type Requester } from './matching/requester.ts';

/** A request as statements see it. */
export interface Query {
  readonly requester: Requester;
  /** In lower case. */
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
}

export interface CompiledStatement {
  readonly statement: Statement;
  match(query: Query): StatementMatch;
}

export interface StatementMatch {
  /** How the requester is named; `everyone` when the statement has no principals. Undefined: does not apply. */
  readonly naming: Naming | undefined;
  /** The keys that the statement asks for and the context lacks, when it is about this requester, action and resource. */
  readonly missingKeys: readonly string[];
}

export function compileStatement(statement: Statement, version: PolicyVersion): CompiledStatement {
  const actions = statement.action.value.map((action) => actionGlob(foldAscii(action)));
  const resources = statement.resource?.value.map((resource) => resourcePattern(resource, version)) ?? [];
  const conditions = statement.conditions.map((condition) => compileCondition(condition, version));
  return {
    statement,
    match(query) {
      const naming = principalNaming(statement, query.requester);
      if (naming === undefined) return noMatch;
      const isAction = actions.some((action) => action.matches(query.action)) !== statement.action.negated;
      if (!isAction) return noMatch;
      return matchRest(
        naming,
        resourceMatches(statement.resource, resources, query),
        resources,
        conditions,
        query,
      );
    },
  };
}

const noMatch: StatementMatch = { naming: undefined, missingKeys: [] };

/** Undefined: a variable without value decides. */
function resourceMatches(
  element: Element<unknown> | undefined,
  resources: readonly Pattern[],
  query: Query,
): boolean | undefined {
  if (element === undefined) return true;
  const results = resources.map((resource) => resource.matches(query.resource, query.context));
  if (results.includes(true)) return !element.negated;
  return results.includes(undefined) ? undefined : element.negated;
}

function matchRest(
  naming: Naming,
  isResource: boolean | undefined,
  resources: readonly Pattern[],
  conditions: readonly ConditionTest[],
  { context }: Query,
): StatementMatch {
  if (isResource === false) return noMatch;
  if (isResource === undefined) {
    return { naming: undefined, missingKeys: resources.flatMap((each) => each.missingKeys(context)) };
  }
  return {
    naming: conditions.every((condition) => condition.holds(context)) ? naming : undefined,
    missingKeys: conditions.flatMap((condition) => condition.missingKeys(context)),
  };
}

function principalNaming({ principal, effect }: Statement, requester: Requester): Naming | undefined {
  if (principal === undefined) return 'everyone';
  const naming = namingOf(principal.value, requester);
  if (!principal.negated) return naming;
  return isExcepted(naming, effect === 'Deny', requester) ? undefined : 'everyone';
}

/**
 * Whether NotPrincipal leaves the requester out. An account in the list does not free its users and roles from a Deny,
 * which must name them too; it does keep all of them from an Allow. Both are the careful side.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function isExcepted(naming: Naming | undefined, isDeny: boolean, requester: Requester): boolean {
  if (naming === undefined) return false;
  return !isDeny || naming !== 'account' || requester.kind === 'root';
}
