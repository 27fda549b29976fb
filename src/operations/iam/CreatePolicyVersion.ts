import type { CreatePolicyVersionRequest, CreatePolicyVersionResponse } from '@aws-sdk/client-iam';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { checkManagedDocument } from './shared/documents.ts';
import { requireOwnPolicy } from './shared/managed-policies.ts';
import { fixedQuotas } from './shared/quotas.ts';
import { toVersion } from './shared/views.ts';

/**
 * Adds a version to a managed policy, and makes it the default one if asked to. Five versions may be there; numbers are
 * never used again.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html
 */
export const CreatePolicyVersion = operation<CreatePolicyVersionRequest, CreatePolicyVersionResponse>({
  service: 'iam',
  name: 'CreatePolicyVersion',
  access: 'write',
  honours: ['PolicyArn', 'PolicyDocument', 'SetAsDefault'],
  handle(input, context) {
    const { now, resources } = context;
    const policy = requireOwnPolicy(context, input.PolicyArn);
    const document = checkManagedDocument(input.PolicyDocument);
    if (policy.versions.length >= fixedQuotas.VersionsPerPolicy) {
      throw new ServiceError(
        'LimitExceeded',
        `A managed policy can have up to ${fixedQuotas.VersionsPerPolicy} versions. ` +
          'Before you create a new version, you must delete an existing version.',
      );
    }
    const version = { id: `v${policy.nextVersion}`, document, createdAt: now };
    const changed = {
      ...policy,
      versions: [...policy.versions, version],
      nextVersion: policy.nextVersion + 1,
      updatedAt: now,
      ...(input.SetAsDefault === true && { defaultVersionId: version.id }),
    };
    resources.put('managedPolicy', changed);
    return { PolicyVersion: toVersion(changed, version) };
  },
});
