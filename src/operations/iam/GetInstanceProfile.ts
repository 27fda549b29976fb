import type { GetInstanceProfileRequest, GetInstanceProfileResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { requireEntity } from './shared/entities.ts';
import { tagsOf, toInstanceProfile } from './shared/views.ts';

/**
 * Answers an instance profile with its role.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetInstanceProfile.html
 */
export const GetInstanceProfile = operation<GetInstanceProfileRequest, GetInstanceProfileResponse>({
  service: 'iam',
  name: 'GetInstanceProfile',
  access: 'read',
  honours: ['InstanceProfileName'],
  handle(input, context) {
    const profile = requireEntity(context, 'instanceProfile', input.InstanceProfileName);
    return { InstanceProfile: { ...toInstanceProfile(context.resources, profile), ...tagsOf(profile) } };
  },
});
