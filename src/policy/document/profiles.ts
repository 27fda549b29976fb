/**
 * What is asked of a policy beyond the grammar depends on what it is attached to.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html#policies-grammar-notes
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */

export interface PolicyProfile {
  /** The error code of a document that is refused. */
  readonly code: string;
  /** Characters of the whole text, an upper bound for the work of reading it; the API refuses longer ones itself. */
  readonly charactersMax: number;
  readonly principal: 'required' | 'forbidden';
  readonly resource: 'required' | 'forbidden';
  /** Whether Version must be given as 2012-10-17. */
  readonly needsVersion2012: boolean;
  /** Whether statement ids must be alphanumeric and each there once. */
  readonly strictSids: boolean;
  /** Of which services actions may be named; trust policies are about assuming roles only. */
  readonly actions: 'any' | 'sts';
}

/** Managed policies, and what is made of them: permissions boundaries. */
export const managedPolicy: PolicyProfile = {
  code: 'MalformedPolicyDocument',
  charactersMax: 131_072,
  principal: 'forbidden',
  resource: 'required',
  needsVersion2012: true,
  strictSids: true,
  actions: 'any',
};

/** Inline policies of users, groups and roles, session policies, and service control policies. */
export const inlinePolicy: PolicyProfile = { ...managedPolicy, needsVersion2012: false };

/** Who may assume a role. */
export const trustPolicy: PolicyProfile = {
  ...inlinePolicy,
  principal: 'required',
  resource: 'forbidden',
  actions: 'sts',
};

/** Policies of topics and other resources, and resource control policies. */
export const resourcePolicy: PolicyProfile = {
  ...inlinePolicy,
  principal: 'required',
  strictSids: false,
};

/**
 * Policies of VPC endpoints.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export const endpointPolicy: PolicyProfile = {
  ...resourcePolicy,
  code: 'InvalidPolicyDocument',
  charactersMax: 20_480,
};

/**
 * Characters of a policy as quotas count them, without white space.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
 */
export function policySize(text: string): number {
  return text.replace(/\s/g, '').length;
}
