/** One statement, prepared for any number of requests. */
import { compileCondition } from './conditions/condition.ts';
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
  /**
   * How the statement names the requester, when it applies; `everyone` when it has no principals. Adds the keys that it
   * asks for and the context lacks, when it is about this requester, action and resource.
   */
  match(query: Query, missing: Set<string>): Naming | undefined;
}

export function compileStatement(statement: Statement, version: PolicyVersion): CompiledStatement {
  const actions = statement.action.value.map((action) => actionGlob(foldAscii(action)));
  const resources = statement.resource?.value.map((resource) => resourcePattern(resource, version)) ?? [];
  const conditions = statement.conditions.map((condition) => compileCondition(condition, version));
  return {
    statement,
    match(query, missing) {
      const isAction = actions.some((action) => action.matches(query.action)) !== statement.action.negated;
      const naming = isAction ? principalNaming(statement, query.requester) : undefined;
      if (naming === undefined) return undefined;
      if (!resourceMatches(statement.resource, resources, query, missing)) return undefined;
      for (const condition of conditions) condition.addMissingKeys(query.context, missing);
      return conditions.every((condition) => condition.holds(query.context)) ? naming : undefined;
    },
  };
}

/** When a variable without value decides, the statement does not apply. */
function resourceMatches(
  element: Element<unknown> | undefined,
  resources: readonly Pattern[],
  { resource, context }: Query,
  missing: Set<string>,
): boolean {
  if (element === undefined) return true;
  const results = resources.map((pattern) => pattern.matches(resource, context));
  if (results.includes(true)) return !element.negated;
  if (!results.includes(undefined)) return element.negated;
  for (const pattern of resources) pattern.addMissingKeys(context, missing);
  return false;
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
