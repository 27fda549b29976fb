import { ServiceError } from '../../model/errors.ts';

/**
 * Characters that an endpoint policy may have, white space included.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html
 */
export const policyCharactersMax = 20_480;

/** The policy of an endpoint that was given none: full access. */
export const defaultPolicy = JSON.stringify({
  Statement: [{ Action: '*', Effect: 'Allow', Principal: '*', Resource: '*' }],
});

/**
 * The policy as it was given. It is stored and not enforced, as on AWS for endpoints of customer services: only the
 * AWS service behind an endpoint would enforce it.
 * @throws ServiceError `InvalidPolicyDocument` when AWS would not read it as a policy
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export function checkPolicy(text: string): string {
  if (text.length > policyCharactersMax) {
    throw invalid(`the policy has ${text.length} characters, at most ${policyCharactersMax} are allowed`);
  }
  const policy = parseObject(text);
  if (policy.Version !== undefined && !versions.includes(policy.Version)) {
    throw invalid(`Version must be one of ${versions.join(', ')}`);
  }
  const { Statement: statement } = policy;
  const statements = Array.isArray(statement) ? statement : [statement];
  if (statements.length === 0) throw invalid('Statement is empty');
  for (const each of statements) checkStatement(each);
  return text;
}

const versions: readonly unknown[] = ['2008-10-17', '2012-10-17'];

/** Statement elements of which one of each pair must be there. */
const pairs = [
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
  ['Principal', 'NotPrincipal'],
] as const;

function checkStatement(statement: unknown): void {
  if (!isObject(statement)) throw invalid('every Statement must be an object');
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') {
    throw invalid('every Statement needs an Effect, Allow or Deny');
  }
  for (const [element, opposite] of pairs) {
    if (Object.hasOwn(statement, element) !== Object.hasOwn(statement, opposite)) continue;
    throw invalid(`every Statement needs either ${element} or ${opposite}`);
  }
}

function parseObject(text: string): Record<string, unknown> {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw invalid('the policy is no JSON');
  }
  if (!isObject(policy)) throw invalid('the policy must be a JSON object');
  return policy;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(reason: string): ServiceError {
  return new ServiceError('InvalidPolicyDocument', `The policy document is not valid: ${reason}.`);
}
