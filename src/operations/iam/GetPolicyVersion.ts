import type { GetPolicyVersionRequest, GetPolicyVersionResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { encodeDocument } from './shared/documents.ts';
import { requirePolicy, requireVersion } from './shared/managed-policies.ts';
import { toVersion } from './shared/views.ts';

/**
 * Answers a version of a managed policy with its document, percent-encoded.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html
 */
export const GetPolicyVersion = operation<GetPolicyVersionRequest, GetPolicyVersionResponse>({
  service: 'iam',
  name: 'GetPolicyVersion',
  access: 'read',
  honours: ['PolicyArn', 'VersionId'],
  handle(input, context) {
    const policy = requirePolicy(context, input.PolicyArn);
    const version = requireVersion(policy, input.VersionId);
    return { PolicyVersion: { Document: encodeDocument(version.document), ...toVersion(policy, version) } };
  },
});
