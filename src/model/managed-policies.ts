/** Managed policies of accounts and of AWS, looked up the same way. */
import type { Reader } from './access.ts';
import { awsManagedPolicy } from './aws-managed-policies.ts';
import type { ManagedPolicy } from './identity-resources.ts';

/**
 * The text of the default version of a managed policy; undefined when there is no such policy.
 * @param arn of an account's policy (`arn:aws:iam::<account>:policy/...`) or of AWS's (`arn:aws:iam::aws:policy/...`)
 */
export function managedPolicyDocument(resources: Reader, arn: string): string | undefined {
  const own = resources.get('managedPolicy', arn);
  return own ? defaultDocument(own) : awsManagedPolicy(arn)?.document;
}

/** The text of the default version. */
export function defaultDocument(policy: ManagedPolicy): string {
  const version = policy.versions.find(({ id }) => id === policy.defaultVersionId);
  if (!version) throw new Error(`the policy ${policy.id} has no version ${policy.defaultVersionId}`);
  return version.document;
}
