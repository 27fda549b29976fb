import type { CreateInstanceProfileRequest, CreateInstanceProfileResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { checkPath } from './shared/constraints.ts';
import { checkEntityName, insertEntity } from './shared/entities.ts';
import { addTags } from './shared/tags.ts';
import { tagsOf, toInstanceProfile } from './shared/views.ts';

/**
 * Creates an instance profile without a role.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html
 */
export const CreateInstanceProfile = operation<CreateInstanceProfileRequest, CreateInstanceProfileResponse>({
  service: 'iam',
  name: 'CreateInstanceProfile',
  access: 'write',
  honours: ['InstanceProfileName', 'Path', 'Tags'],
  handle(input, context) {
    const { caller, ids, now, resources } = context;
    const profile = insertEntity(context, 'instanceProfile', {
      id: `AIPA${ids.token(17).toUpperCase()}`,
      accountId: caller.accountId,
      name: checkEntityName('instanceProfile', input.InstanceProfileName),
      path: checkPath(input.Path),
      createdAt: now,
      tags: addTags([], input.Tags),
    });
    return { InstanceProfile: { ...toInstanceProfile(resources, profile), ...tagsOf(profile) } };
  },
});
