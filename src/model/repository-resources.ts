/** Repositories of ECR: records, which no image is ever pushed to. */
import type { AccountId, Arn } from './ids.ts';
import type { Owned } from './owned.ts';

export interface Repository extends Owned {
  /** The ARN. */
  readonly id: Arn;
  readonly name: string;
  readonly createdAt: string;
  readonly tagMutability: 'MUTABLE' | 'IMMUTABLE';
  readonly scanOnPush: boolean;
  /** JSON text. */
  readonly policy?: string;
  /** JSON text. */
  readonly lifecyclePolicy?: string;
}

export function repositoryArn(accountId: AccountId, region: string, name: string): Arn {
  return `arn:aws:ecr:${region}:${accountId}:repository/${name}`;
}
