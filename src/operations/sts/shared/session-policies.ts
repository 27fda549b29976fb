import type { PolicyDescriptorType } from '@aws-sdk/client-sts';
import { ServiceError } from '../../../model/errors.ts';
import type { AccountId } from '../../../model/ids.ts';
import { managedPolicyDocument } from '../../../model/managed-policies.ts';
import { inlinePolicy } from '../../../policy/document/profiles.ts';
import { parsePolicy } from '../../../policy/parse-policy.ts';
import { checkLength } from '../../iam/shared/constraints.ts';
import type { OperationContext } from '../../operation.ts';

const inlineCharactersMax = 2048;
const arnsMax = 10;

/**
 * The texts of the policies that limit a session: the one that is given, and managed ones as they are now.
 * @param accountId of which account managed policies may be, besides AWS's
 * @throws ServiceError `MalformedPolicyDocument`, `ValidationError`
 */
export function sessionPolicies(
  { resources }: OperationContext,
  accountId: AccountId,
  policy: string | undefined,
  descriptors: readonly PolicyDescriptorType[] = [],
): string[] {
  if (policy !== undefined) {
    checkLength('policy', policy, 1, inlineCharactersMax);
    parsePolicy(policy, inlinePolicy);
  }
  if (descriptors.length > arnsMax) {
    throw new ServiceError('ValidationError', `A session may have at most ${arnsMax} managed policies.`);
  }
  const managed = descriptors.map(({ arn = '' }) => {
    const isUsable =
      arn.startsWith(`arn:aws:iam::${accountId}:policy/`) || arn.startsWith('arn:aws:iam::aws:policy/');
    const document = isUsable ? managedPolicyDocument(resources, arn) : undefined;
    if (document !== undefined) return document;
    throw new ServiceError('ValidationError', `There is no managed policy ${arn} that a session could have.`);
  });
  return [...(policy === undefined ? [] : [policy]), ...managed];
}
