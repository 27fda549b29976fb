import type { CreatePolicyRequest, CreatePolicyResponse } from '@aws-sdk/client-iam';
import { iamArn } from '../../model/iam-arns.ts';
import { operation } from '../operation.ts';
import { checkDescription, checkPath } from './shared/constraints.ts';
import { checkManagedDocument } from './shared/documents.ts';
import { checkEntityName, insertEntity } from './shared/entities.ts';
import { addTags } from './shared/tags.ts';
import { toPolicyDetail } from './shared/views.ts';

/**
 * Creates a managed policy with one version, which is the default.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
 */
export const CreatePolicy = operation<CreatePolicyRequest, CreatePolicyResponse>({
  service: 'iam',
  name: 'CreatePolicy',
  access: 'write',
  honours: ['PolicyName', 'PolicyDocument', 'Path', 'Description', 'Tags'],
  handle(input, context) {
    const { caller, ids, now } = context;
    const { Description: description } = input;
    const entity = {
      accountId: caller.accountId,
      name: checkEntityName('managedPolicy', input.PolicyName),
      path: checkPath(input.Path),
    };
    const policy = insertEntity(context, 'managedPolicy', {
      ...entity,
      id: iamArn('managedPolicy', entity),
      policyId: `ANPA${ids.token(17).toUpperCase()}`,
      createdAt: now,
      updatedAt: now,
      tags: addTags([], input.Tags),
      ...(description !== undefined && { description: checkDescription(description) }),
      versions: [{ id: 'v1', document: checkManagedDocument(input.PolicyDocument), createdAt: now }],
      defaultVersionId: 'v1',
      nextVersion: 2,
    });
    return { Policy: toPolicyDetail(context, policy) };
  },
});
