/**
 * What AWS refuses in a document that keeps to the grammar, with its messages and in the order in which it looks.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
 */

import { parseDate } from '../conditions/dates.ts';
import { findOperator } from '../conditions/operators.ts';
import { foldAscii } from '../matching/case-fold.ts';
import { checkPrincipals } from './check-principals.ts';
import { hasLegacyForm, resourceProblem } from './check-resources.ts';
import type { PolicyDocument, Statement } from './document.ts';
import type { PolicyProfile } from './profiles.ts';
import type { Draft } from './read-document.ts';

/** The message of the first problem, or undefined when there is none. */
export function checkDocument(draft: Draft, profile: PolicyProfile): string | undefined {
  for (const check of checks) {
    const problem = check(draft, profile);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

type Check = (draft: Draft, profile: PolicyProfile) => string | undefined;

const checks: readonly Check[] = [
  checkVersion,
  checkLegacyParsing,
  checkSids,
  ({ document }) => eachStatement(document, checkActionsExist),
  ({ document }) => resourceProblem(resourcesOf(document)),
  ({ document }) => eachStatement(document, checkActions),
  ({ document }, profile) => eachStatement(document, (statement) => checkService(statement, profile)),
  ({ document }, profile) => eachStatement(document, (statement) => checkResourcesExist(statement, profile)),
  ({ document }, profile) => eachStatement(document, (statement) => checkPrincipals(statement, profile)),
];

function eachStatement(
  document: PolicyDocument,
  check: (statement: Statement) => string | undefined,
): string | undefined {
  for (const statement of document.statements) {
    const problem = check(statement);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function checkVersion({ document }: Draft, profile: PolicyProfile): string | undefined {
  if (!profile.needsVersion2012 || document.version === '2012-10-17') return undefined;
  return 'Policy document must be version 2012-10-17 or greater.';
}

/** What AWS's older parser cannot read: Effects in another case, times that are none, ARNs with too few parts. */
function checkLegacyParsing({ document, effects }: Draft): string | undefined {
  const resources = resourcesOf(document);
  const isRead =
    effects.every((effect) => effect === 'Allow' || effect === 'Deny') &&
    document.statements.every(hasDates) &&
    // AWS reports a resource that is no ARN at all further below.
    (resourceProblem(resources) !== undefined || resources.every(hasLegacyForm));
  return isRead ? undefined : 'The policy failed legacy parsing';
}

function hasDates({ conditions }: Statement): boolean {
  return conditions.every(
    ({ operator, values }) =>
      findOperator(operator)?.comparison.type !== 'date' ||
      values.every((value) => parseDate(value) !== undefined),
  );
}

function checkSids({ document }: Draft, profile: PolicyProfile): string | undefined {
  if (!profile.strictSids) return undefined;
  const sids = document.statements.flatMap(({ sid }) => (sid === undefined || sid === '' ? [] : [sid]));
  if (new Set(sids).size < sids.length) return 'Statement IDs (SID) in a single policy must be unique.';
  if (sids.every((sid) => /^[0-9A-Za-z]*$/.test(sid))) return undefined;
  return 'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*';
}

function checkActionsExist({ action }: Statement): string | undefined {
  return action.value.length > 0 ? undefined : 'Policy statement must contain actions.';
}

function checkActions({ action }: Statement): string | undefined {
  for (const each of action.value) {
    const [vendor = '', ...names] = each.split(':');
    if (each === '*') continue;
    if (names.length === 0)
      return 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
    if (names.length > 1) return 'Actions/Condition can contain only one colon.';
    if (vendor !== '*' && !/^[a-zA-Z0-9.-]*$/.test(vendor)) return `Vendor ${vendor} is not valid`;
  }
  return undefined;
}

function checkService({ action }: Statement, profile: PolicyProfile): string | undefined {
  if (profile.actions === 'any') return undefined;
  const isSts = action.value.every((each) => foldAscii(each).startsWith('sts:'));
  if (isSts && !action.negated) return undefined;
  return 'AssumeRole policy may only specify STS AssumeRole actions.';
}

function checkResourcesExist({ resource }: Statement, profile: PolicyProfile): string | undefined {
  if (profile.resource === 'forbidden')
    return resource === undefined ? undefined : 'Has prohibited field Resource';
  if (resource !== undefined && resource.value.length > 0) return undefined;
  return 'Policy statement must contain resources.';
}

function resourcesOf({ statements }: PolicyDocument): string[] {
  return statements.flatMap(({ resource }) => resource?.value ?? []);
}
