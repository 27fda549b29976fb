/** What resources have in common. */
import type { AccountId } from './ids.ts';

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** What every resource of an account has. */
export interface Owned {
  readonly accountId: AccountId;
  readonly region: string;
  readonly tags: readonly Tag[];
}
