/**
 * What the policies say about requests that nobody makes. The same evaluator decides that decides real requests.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html
 */
import type {
  ContextEntry,
  EvaluationResult,
  PolicyEvaluationDecisionType,
  PolicySourceType,
  ResourceSpecificResult,
  SimulatePolicyResponse,
  Statement,
} from '@aws-sdk/client-iam';
import { ServiceError } from '../../../model/errors.ts';
import type { AccountId } from '../../../model/ids.ts';
import type { Statement as PolicyStatement } from '../../../policy/document/document.ts';
import { inlinePolicy, resourcePolicy } from '../../../policy/document/profiles.ts';
import {
  type ApplicablePolicies,
  type AuthorizationRequest,
  type Decision,
  evaluate,
} from '../../../policy/evaluate.ts';
import type { RequestContext } from '../../../policy/matching/context.ts';
import type { Requester } from '../../../policy/matching/requester.ts';
import { parsePolicy } from '../../../policy/parse-policy.ts';
import type { OperationContext } from '../../operation.ts';
import { type PageRequest, paginate } from '../shared/paging.ts';
import { type StatementPosition, statementPositions } from './positions.ts';
import { readCallerArn, requesterOf, simulatedContext } from './request-context.ts';
import { inputSources, type Principal, type Source } from './sources.ts';

/** What both operations take. */
export interface SimulationInput extends PageRequest {
  readonly ActionNames: readonly string[] | undefined;
  readonly ResourceArns?: readonly string[] | undefined;
  readonly ResourcePolicy?: string | undefined;
  readonly ResourceOwner?: string | undefined;
  readonly CallerArn?: string | undefined;
  readonly ContextEntries?: readonly ContextEntry[] | undefined;
}

/** The members of SimulationInput. */
export const simulationMembers = [
  'ActionNames',
  'ResourceArns',
  'ResourcePolicy',
  'ResourceOwner',
  'CallerArn',
  'ContextEntries',
  'Marker',
  'MaxItems',
] as const;

/** Whose policies. */
export interface Subject {
  /** Left out when the policies are only in the request. */
  readonly principal: Principal | undefined;
  readonly identity: readonly Source[];
  readonly boundary: Source | undefined;
}

/** Leaves the decision to the other policies. */
const everything = parsePolicy(
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  }),
  inlinePolicy,
);

/** What one page may cost: combinations of an action and a resource, times the statements, and times their characters. */
const statementsMax = 50_000;
const charactersMax = 30_000_000;

/** A page of results, one for each action in the order given. @throws ServiceError `InvalidInput`, `ValidationError` */
export function simulate(
  operation: string,
  context: OperationContext,
  input: SimulationInput,
  subject: Subject,
): SimulatePolicyResponse {
  const actions = (input.ActionNames ?? []).map(checkAction);
  const resources = (input.ResourceArns?.length ? input.ResourceArns : ['*']).map(checkResource);
  if (actions.length === 0) throw new ServiceError('InvalidInput', 'Name at least one action to simulate.');
  const simulation = prepare(context, input, subject);
  const numbered = actions.map((action, at) => ({ action, key: String(at).padStart(6, '0') }));
  const { records, next } = paginate(operation, numbered, input, ({ key }) => key);
  checkCost(simulation, records.length * resources.length);
  return {
    EvaluationResults: records.map(({ action }) => resultOf(simulation, action, resources)),
    ...next,
  };
}

interface Simulation {
  readonly requester: Requester;
  readonly requestContext: RequestContext;
  /** Set when the resources belong to another account. */
  readonly resourceAccountId: AccountId | undefined;
  readonly policies: ApplicablePolicies;
  readonly sources: readonly LocatedSource[];
}

interface LocatedSource extends Source {
  readonly positions: ReadonlyMap<PolicyStatement, StatementPosition>;
}

/** One request must not keep all others waiting. @throws ServiceError `InvalidInput` */
function checkCost({ sources }: Simulation, combinations: number): void {
  const statements = sources.reduce((sum, { policy }) => sum + policy.statements.length, 0);
  const characters = sources.reduce((sum, { text }) => sum + text.length, 0);
  if (combinations * statements <= statementsMax && combinations * characters <= charactersMax) return;
  const message =
    `${combinations} combinations of actions and resources with ${statements} statements are too much for one request. ` +
    'Give fewer resources, or a smaller MaxItems.';
  throw new ServiceError('InvalidInput', message);
}

function prepare(context: OperationContext, input: SimulationInput, subject: Subject): Simulation {
  const { principal, identity, boundary } = subject;
  const [resource] = inputSources(
    'ResourcePolicy',
    input.ResourcePolicy === undefined ? [] : [input.ResourcePolicy],
    resourcePolicy,
  );
  if (resource && input.CallerArn === undefined && principal?.kind !== 'user') {
    const message =
      'CallerArn is required when ResourcePolicy is given and the policies are not those of a user.';
    throw new ServiceError('InvalidInput', message);
  }
  const own = {
    accountId: context.caller.accountId,
    requester: requesterOf(context.caller.accountId, principal),
  };
  const { accountId, requester } = input.CallerArn === undefined ? own : readCallerArn(input.CallerArn);
  const owner = input.ResourceOwner === undefined ? accountId : readOwner(input.ResourceOwner);
  return {
    requester,
    requestContext: simulatedContext(context, principal, input.ContextEntries),
    resourceAccountId: owner === accountId ? undefined : owner,
    policies: {
      identity: identity.map(({ policy }) => policy),
      ...(boundary && { boundary: boundary.policy }),
      ...(resource && { resource: resource.policy }),
    },
    // The ids of resource policies have no number.
    sources: [...identity, ...(resource ? [{ ...resource, id: 'ResourcePolicy' }] : [])].map(located),
  };
}

function located(source: Source): LocatedSource {
  const positions = statementPositions(source.text);
  const pairs = source.policy.document.statements.flatMap((statement, at) => {
    const position = positions[at];
    return position ? [[statement, position] as const] : [];
  });
  return { ...source, positions: new Map(pairs) };
}

function resultOf(simulation: Simulation, action: string, resources: readonly string[]): EvaluationResult {
  const results = resources.map((resource) => specificResult(simulation, action, resource));
  const decision = mostRestrictive(results.map((result) => result.EvalResourceDecision));
  const deciding = results.filter((result) => result.EvalResourceDecision === decision);
  const [only] = results;
  const isEverything = results.length === 1 && only?.EvalResourceName === '*';
  const boundaries = results.flatMap((result) => result.PermissionsBoundaryDecisionDetail ?? []);
  return {
    EvalActionName: action,
    EvalResourceName: results.length === 1 ? only?.EvalResourceName : '*',
    EvalDecision: decision,
    MatchedStatements: unique(deciding.flatMap((result) => result.MatchedStatements ?? [])),
    MissingContextValues: unique(results.flatMap((result) => result.MissingContextValues ?? [])).sort(),
    ...(boundaries.length > 0 && {
      PermissionsBoundaryDecisionDetail: {
        AllowedByPermissionsBoundary: boundaries.every((each) => each.AllowedByPermissionsBoundary),
      },
    }),
    ...(!isEverything && {
      EvalDecisionDetails: detailsOf(results),
      ResourceSpecificResults: results,
    }),
  };
}

function specificResult(simulation: Simulation, action: string, resource: string): ResourceSpecificResult {
  const { requester, requestContext: context, resourceAccountId, policies, sources } = simulation;
  const request = { requester, action, resource, context, ...(resourceAccountId && { resourceAccountId }) };
  const decision = evaluate(request, policies);
  const { boundary } = policies;
  const within =
    boundary && evaluate({ ...request, requester: bounded(requester) }, { identity: [boundary] });
  return {
    EvalResourceName: resource,
    EvalResourceDecision: sdkDecision(decision),
    MatchedStatements: matchedStatements(decision, sources),
    MissingContextValues: [...decision.missingContextKeys],
    EvalDecisionDetails: resourceAccountId === undefined ? {} : accountDecisions(request, policies),
    ...(within && {
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: within.decision === 'allow' },
    }),
  };
}

/** What each side of a request between accounts says by itself. */
function accountDecisions(
  request: AuthorizationRequest,
  { resource, ...own }: ApplicablePolicies,
): Record<string, PolicyEvaluationDecisionType> {
  const { resourceAccountId: _, ...atHome } = request;
  const theirs = evaluate(request, { identity: [everything], ...(resource && { resource }) });
  return { 'IAM Policy': sdkDecision(evaluate(atHome, own)), 'Resource Policy': sdkDecision(theirs) };
}

/** A boundary by itself is asked as the policy of a user would be. */
function bounded(requester: Requester): Requester {
  if (requester.kind === 'user') return requester;
  const accountId = 'accountId' in requester ? requester.accountId : '';
  return { kind: 'user', accountId, arn: `arn:aws:iam::${accountId}:user/simulation` };
}

/** Only what grants is shown: boundaries have a member of their own. */
function matchedStatements({ by }: Decision, sources: readonly LocatedSource[]): Statement[] {
  return by.flatMap(({ kind, policy, statement }) => {
    const source = sources.find((each) => each.policy === policy);
    if (!source || (kind !== 'identity' && kind !== 'resource')) return [];
    const position = source.positions.get(statement);
    return [
      {
        SourcePolicyId: source.id,
        // AWS answers this, which is none of the values that its model has.
        SourcePolicyType: (kind === 'resource' ? 'resource' : 'IAM Policy') as PolicySourceType,
        ...(position && { StartPosition: position.start, EndPosition: position.end }),
      },
    ];
  });
}

const restrictive = ['explicitDeny', 'implicitDeny', 'allowed'] as const;

function mostRestrictive(
  decisions: readonly (PolicyEvaluationDecisionType | undefined)[],
): PolicyEvaluationDecisionType {
  return restrictive.find((decision) => decisions.includes(decision)) ?? 'implicitDeny';
}

/** The most restrictive decision of each kind of policies. */
function detailsOf(results: readonly ResourceSpecificResult[]): Record<string, PolicyEvaluationDecisionType> {
  const kinds = new Set(results.flatMap((result) => Object.keys(result.EvalDecisionDetails ?? {})));
  return Object.fromEntries(
    [...kinds].map((kind) => [
      kind,
      mostRestrictive(results.map((result) => result.EvalDecisionDetails?.[kind])),
    ]),
  );
}

function sdkDecision({ decision }: Decision): PolicyEvaluationDecisionType {
  return decision === 'allow' ? 'allowed' : decision;
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

function checkAction(action: string): string {
  if (/^[a-zA-Z0-9-]{1,64}:[a-zA-Z0-9]{1,63}$/.test(action)) return action;
  const right = 'It must have the form service:Action, without wildcards.';
  throw new ServiceError('InvalidInput', `Invalid Action Name: ${action}. ${right}`);
}

function checkResource(resource: string): string {
  if (resource === '*' || (/^arn:[^:]*:[^:]*:[^:]*:[^:]*:./.test(resource) && resource.length <= 2048)) {
    return resource;
  }
  throw new ServiceError('InvalidInput', `Invalid Resource ARN: ${resource}. It must be an ARN or *.`);
}

function readOwner(owner: string): AccountId {
  const accountId = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/.exec(owner)?.[1];
  if (accountId !== undefined) return accountId;
  throw new ServiceError('InvalidInput', `ResourceOwner must be the ARN of an account, not ${owner}`);
}
