/**
 * Whether a request is allowed.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
import type { AccountId } from '../model/ids.ts';
import type { Statement } from './document/document.ts';
import { foldAscii } from './matching/case-fold.ts';
import type { RequestContext } from './matching/context.ts';
import { accountOf, type Naming, type Requester } from './matching/requester.ts';
import type { Policy } from './parse-policy.ts';
import type { Query } from './statement.ts';

export interface AuthorizationRequest {
  readonly requester: Requester;
  /** `ec2:CreateVpcEndpoint`, in any case of letters. */
  readonly action: string;
  /** The ARN, or `*` for an action that knows no resources. */
  readonly resource: string;
  /** Whose the resource is. Without it the resource is of the requester's account. */
  readonly resourceAccountId?: AccountId;
  readonly context: RequestContext;
}

/**
 * Every policy that applies to the request. A kind that is left out does not limit; a list that is given and empty allows
 * nothing.
 */
export interface ApplicablePolicies {
  /** Of the user, its groups, or the role. */
  readonly identity: readonly Policy[];
  readonly boundary?: Policy;
  /** Given with AssumeRole or GetFederationToken; one that allows is enough. */
  readonly session?: readonly Policy[];
  /** Of the resource; a role's trust policy when the role is what is asked for. */
  readonly resource?: Policy;
  /** For requests that only a resource policy can allow: AssumeRole. */
  readonly resourceMustAllow?: boolean;
  /** Of the VPC endpoint through which the request came. */
  readonly endpoint?: Policy;
  /** By level from the organisation's root to the requester's account; each level must allow, and no level is no limit. */
  readonly serviceControl?: readonly (readonly Policy[])[];
  /** The same for the account of the resource. */
  readonly resourceControl?: readonly (readonly Policy[])[];
}

export type PolicyKind =
  | 'resourceControl'
  | 'serviceControl'
  | 'endpoint'
  | 'resource'
  | 'identity'
  | 'boundary'
  | 'session';

export interface Decision {
  readonly decision: 'allow' | 'explicitDeny' | 'implicitDeny';
  /** What denied: the kind of the first Deny, or the first kind that should have allowed. Undefined when allowed. */
  readonly because: PolicyKind | undefined;
  /** All statements that deny, or all that allow in the kinds that had to; none for an implicit deny. */
  readonly by: readonly DecidingStatement[];
  /** Sorted: the keys that statements on this action and resource ask for, and the context lacks. */
  readonly missingContextKeys: readonly string[];
}

export interface DecidingStatement {
  readonly kind: PolicyKind;
  readonly policy: Policy;
  readonly statement: Statement;
}

/** The decision; the order of policies and statements makes no difference to it. */
export function evaluate(request: AuthorizationRequest, policies: ApplicablePolicies): Decision {
  const { requester, resource, context } = request;
  const query: Query = { requester, action: foldAscii(request.action), resource, context };
  const missing = new Set<string>();
  const verdicts = layersOf(policies, requester).map((layer) => judge(layer, query, missing));
  const missingContextKeys = [...missing].sort();
  const denials = verdicts.flatMap((each) => each.denials);
  if (denials.length > 0) {
    return { decision: 'explicitDeny', because: denials[0]?.kind, by: denials, missingContextKeys };
  }
  const needed = neededKinds(request, policies, mostDirect(verdicts));
  const because = needed.find((kind) => !isAllowed(kind, verdicts));
  if (because !== undefined) return { decision: 'implicitDeny', because, by: [], missingContextKeys };
  const by = verdicts.filter(({ kind }) => needed.includes(kind)).flatMap((each) => each.allowances);
  return { decision: 'allow', because: undefined, by, missingContextKeys };
}

/** Policies of which one that allows is enough. */
interface Layer {
  readonly kind: PolicyKind;
  readonly policies: readonly Policy[];
}

interface Verdict {
  readonly kind: PolicyKind;
  readonly allowances: readonly DecidingStatement[];
  readonly denials: readonly DecidingStatement[];
  /** How the allowing statements name the requester. */
  readonly namings: readonly Naming[];
}

/** In the order in which AWS evaluates. Service control policies are for those who have an account. */
function layersOf(policies: ApplicablePolicies, requester: Requester): Layer[] {
  const one = (kind: PolicyKind, policy: Policy | undefined): Layer[] =>
    policy === undefined ? [] : [{ kind, policies: [policy] }];
  const levels = (kind: PolicyKind, given: readonly (readonly Policy[])[] = []): Layer[] =>
    given.map((level) => ({ kind, policies: level }));
  const own: Layer[] = [
    ...levels('serviceControl', policies.serviceControl),
    { kind: 'identity', policies: policies.identity },
    ...one('boundary', policies.boundary),
    ...(policies.session === undefined ? [] : [{ kind: 'session', policies: policies.session } as const]),
  ];
  return [
    ...levels('resourceControl', policies.resourceControl),
    ...one('endpoint', policies.endpoint),
    ...one('resource', policies.resource),
    ...(accountOf(requester) === undefined ? [] : own),
  ];
}

function judge({ kind, policies }: Layer, query: Query, missing: Set<string>): Verdict {
  const allowances: DecidingStatement[] = [];
  const denials: DecidingStatement[] = [];
  const namings: Naming[] = [];
  for (const policy of policies) {
    for (const compiled of policy.statements) {
      const naming = compiled.match(query, missing);
      if (naming === undefined) continue;
      const { statement } = compiled;
      const isAllow = statement.effect === 'Allow';
      (isAllow ? allowances : denials).push({ kind, policy, statement });
      if (isAllow) namings.push(naming);
    }
  }
  return { kind, allowances, denials, namings };
}

/** Every layer of the kind must allow; a kind of which there is no layer does not. */
function isAllowed(kind: PolicyKind, verdicts: readonly Verdict[]): boolean {
  const layers = verdicts.filter((each) => each.kind === kind);
  return layers.length > 0 && layers.every((each) => each.allowances.length > 0);
}

/** How the resource's policy allows the requester. */
function mostDirect(verdicts: readonly Verdict[]): Naming | undefined {
  const namings = verdicts.filter(({ kind }) => kind === 'resource').flatMap((each) => each.namings);
  const order: readonly Naming[] = ['self', 'everyone', 'origin', 'account'];
  return order.find((naming) => namings.includes(naming));
}

/**
 * The kinds of policies that must allow, in AWS's order. Within an account, a resource policy that names the user, the
 * session or everyone is enough by itself; one that names the role is limited by boundary and session policies; one that
 * names the account leaves it to the account's own policies. Across accounts both sides must allow.
 */
function neededKinds(
  { requester, resourceAccountId }: AuthorizationRequest,
  policies: ApplicablePolicies,
  naming: Naming | undefined,
): PolicyKind[] {
  const accountId = accountOf(requester);
  const { resourceControl = [], serviceControl = [], endpoint, boundary, session } = policies;
  const limits = [
    ...when(resourceControl.length > 0, 'resourceControl'),
    ...when(serviceControl.length > 0 && accountId !== undefined, 'serviceControl'),
    ...when(endpoint !== undefined, 'endpoint'),
  ];
  if (accountId === undefined) return [...limits, 'resource'];
  const sessionLimits = [
    ...when(boundary !== undefined, 'boundary'),
    ...when(session !== undefined, 'session'),
  ];
  // The root user may do everything in its account, and needs no policy for it.
  const own = [...when(requester.kind !== 'root', 'identity'), ...sessionLimits];
  if (resourceAccountId !== undefined && resourceAccountId !== accountId)
    return [...limits, 'resource', ...own];
  if (naming === 'self' || naming === 'everyone') return [...limits, 'resource'];
  if (naming === 'origin') return [...limits, 'resource', ...sessionLimits];
  return [...limits, ...when(policies.resourceMustAllow === true, 'resource'), ...own];
}

function when(condition: boolean, kind: PolicyKind): PolicyKind[] {
  return condition ? [kind] : [];
}
