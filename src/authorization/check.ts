import type { AccountId } from '../model/ids.ts';
import type { ContextKey } from './request-context.ts';

/** One question that a request puts to the policies; all of its questions must be allowed. */
export interface Check {
  /** `ec2:CreateVpcEndpoint` */
  readonly action: string;
  /** An ARN, or `*`. */
  readonly resource: string;
  /** Condition keys, besides those that every request has. */
  readonly keys: readonly ContextKey[];
  /** Set for a resource whose own policy has a say: whose it is, and the policy, if there is one. */
  readonly owner?: {
    readonly accountId: AccountId;
    /** JSON text; left out when the resource has none, or does not exist. */
    readonly policy?: string;
    readonly kind: 'topic' | 'role' | 'bucket';
  };
}
