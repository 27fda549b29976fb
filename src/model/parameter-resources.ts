/** Parameters of Systems Manager's Parameter Store. */
import type { AccountId } from './ids.ts';
import type { Owned } from './owned.ts';

export type ParameterType = 'String' | 'StringList' | 'SecureString';
export type ParameterTier = 'Standard' | 'Advanced';

/** What its versions have in common; they are records of their own, so that a new one costs the same after a hundred. */
export interface Parameter extends Owned {
  /** `<account>/<region>/<name>`: see `parameterId`. */
  readonly id: string;
  readonly name: string;
  readonly type: ParameterType;
  /** Of the latest version. */
  readonly version: number;
  /** Of the oldest version that is still there. */
  readonly firstVersion: number;
}

/** One value of a parameter, with all that was said when it was put. */
export interface ParameterVersion {
  /** `<parameter's id>:<version>` */
  readonly id: string;
  readonly parameterId: string;
  readonly version: number;
  readonly value: string;
  readonly tier: ParameterTier;
  readonly dataType: 'text';
  readonly description?: string;
  readonly allowedPattern?: string;
  readonly labels: readonly string[];
  readonly modifiedAt: string;
  /** ARN of who put it. */
  readonly modifiedBy: string;
}

/** The id of the parameter's record; names are unique in an account's region. */
export function parameterId(accountId: AccountId, region: string, name: string): string {
  return `${accountId}/${region}/${name}`;
}

/** `arn:aws:ssm:us-east-1:111111111111:parameter/a/b` for `/a/b`, and `.../a` for `a`. */
export function parameterArn(accountId: AccountId, region: string, name: string): string {
  return `arn:aws:ssm:${region}:${accountId}:parameter/${name.replace(/^\//, '')}`;
}

/** Every level above a parameter, `/` first: `/`, `/a` and `/a/b` for `/a/b/c`. */
export function levelsAbove(name: string): readonly string[] {
  const parts = name.replace(/^\//, '').split('/').slice(0, -1);
  return ['/', ...parts.map((_, at) => `/${parts.slice(0, at + 1).join('/')}`)];
}
