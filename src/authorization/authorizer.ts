/**
 * Whether a request is allowed: the one place where it is decided, for every operation.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import type { Caller } from '../model/caller.ts';
import { authorizationMessage } from '../policy/authorization-message.ts';
import { resourcePolicy, trustPolicy } from '../policy/document/profiles.ts';
import {
  type ApplicablePolicies,
  type AuthorizationRequest,
  type Decision,
  evaluate,
} from '../policy/evaluate.ts';
import { requestContext } from '../policy/matching/context.ts';
import { type ActionModels, loadActions } from './action-model.ts';
import { callerPolicies } from './caller-policies.ts';
import type { Check } from './check.ts';
import { checksOf } from './checks.ts';
import { denialMessage } from './denial-message.ts';
import { PolicyCache } from './policy-cache.ts';
import type { RequestFacts } from './request.ts';
import { type ContextKey, globalKeys } from './request-context.ts';
import { requesterOf } from './requester.ts';
import { isOwnersRight } from './s3-checks.ts';
import { refuseSession } from './session-limits.ts';
import { openActions } from './sts-checks.ts';

/** Why a request is not allowed. */
export interface Denied {
  readonly caller: Caller;
  /** `User: <arn> is not authorized to perform: ...` */
  readonly message: string;
  /** What DecodeAuthorizationMessage shows. */
  details(): object;
}

export class Authorizer {
  readonly #models: ActionModels = loadActions();
  readonly #policies = new PolicyCache();

  /**
   * Why the caller may not do this, undefined when it may.
   * @throws ServiceError for what temporary credentials cannot do whatever policies say
   */
  authorize(request: RequestFacts): Denied | undefined {
    const { caller, service, operation } = request;
    refuseSession(request);
    if (openActions.has(`${service}:${operation}`)) return undefined;
    // No policy limits the root user in its own account; only topics and buckets may be those of others.
    if (caller.principal.kind === 'root' && service !== 'sns' && service !== 's3') return undefined;
    if (isOwnersRight(request)) return undefined;
    const policies = callerPolicies(request.resources, caller, this.#policies);
    const common = globalKeys(request);
    for (const check of checksOf(request, this.#models)) {
      const denied = this.#decide(caller, check, policies, common);
      if (denied) return denied;
    }
    return undefined;
  }

  #decide(
    caller: Caller,
    check: Check,
    policies: ApplicablePolicies,
    common: readonly ContextKey[],
  ): Denied | undefined {
    const { action, resource, owner } = check;
    const request: AuthorizationRequest = {
      requester: requesterOf(caller),
      action,
      resource,
      context: requestContext([...common, ...check.keys]),
      ...(owner && { resourceAccountId: owner.accountId }),
    };
    const decision = evaluate(request, owner ? { ...policies, ...this.#ownerPolicies(owner) } : policies);
    if (decision.decision === 'allow') return undefined;
    return deniedBy(caller, check, request, decision);
  }

  /** Only its trust policy makes a role assumable; a topic is open to its own account without a policy. */
  #ownerPolicies({ policy, kind }: NonNullable<Check['owner']>): Partial<ApplicablePolicies> {
    const profile = kind === 'role' ? trustPolicy : resourcePolicy;
    return {
      resourceMustAllow: kind === 'role',
      ...(policy !== undefined && { resource: this.#policies.get(policy, profile) }),
    };
  }
}

function deniedBy(caller: Caller, check: Check, request: AuthorizationRequest, decision: Decision): Denied {
  const { arn, userId, principal } = caller;
  const name = principal.kind === 'user' || principal.kind === 'federatedUser' ? principal.name : arn;
  return {
    caller,
    message: denialMessage(arn, check, decision),
    details: () => authorizationMessage(request, decision, { id: userId, name, arn }),
  };
}
