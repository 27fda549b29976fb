/** Log groups of CloudWatch Logs: records, which nothing is ever written to. */
import type { AccountId, Arn } from './ids.ts';
import type { Owned } from './owned.ts';

export interface LogGroup extends Owned {
  /** The ARN, without `:*` at its end. */
  readonly id: Arn;
  readonly name: string;
  readonly logGroupClass: 'STANDARD' | 'INFREQUENT_ACCESS';
  /** For ever when left out. */
  readonly retentionDays?: number;
  readonly createdAt: string;
}

export function logGroupArn(accountId: AccountId, region: string, name: string): Arn {
  return `arn:aws:logs:${region}:${accountId}:log-group:${name}`;
}
