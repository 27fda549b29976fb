/**
 * The words of the policy language.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */

/** Only the newer version has policy variables; a document that names none is of the older. */
export type PolicyVersion = '2008-10-17' | '2012-10-17';

export type Effect = 'Allow' | 'Deny';

/** A policy as it was written, with lists where the grammar lets one value stand for a list. Frozen throughout. */
export interface PolicyDocument {
  readonly version?: PolicyVersion;
  readonly id?: string;
  /** At least one. */
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly sid?: string;
  readonly effect: Effect;
  readonly principal?: Element<Principals>;
  readonly action: Element<readonly string[]>;
  /** Missing in role trust policies only. */
  readonly resource?: Element<readonly string[]>;
  readonly conditions: readonly Condition[];
}

/** An element of which there is a negation: `Action` and `NotAction`. */
export interface Element<Value> {
  readonly negated: boolean;
  readonly value: Value;
}

/** Everyone, or those who are named. At least one type, and at least one name of each. */
export type Principals = '*' | Readonly<Partial<Record<PrincipalKind, readonly string[]>>>;

export const principalKinds = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;
export type PrincipalKind = (typeof principalKinds)[number];

/** One key of one operator; all conditions of a statement must hold. */
export interface Condition {
  /** With qualifier and suffix: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  readonly key: string;
  /** Numbers and booleans as text. */
  readonly values: readonly string[];
}
