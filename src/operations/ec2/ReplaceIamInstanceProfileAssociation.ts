import type {
  ReplaceIamInstanceProfileAssociationRequest,
  ReplaceIamInstanceProfileAssociationResult,
} from '@aws-sdk/client-ec2';
import {
  requireProfile,
  requireProfileAssociation,
  toSdkProfileAssociation,
} from '../network/profile-associations.ts';
import { operation } from '../operation.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceIamInstanceProfileAssociation.html */
export const ReplaceIamInstanceProfileAssociation = operation<
  ReplaceIamInstanceProfileAssociationRequest,
  ReplaceIamInstanceProfileAssociationResult
>({
  service: 'ec2',
  name: 'ReplaceIamInstanceProfileAssociation',
  access: 'write',
  honours: ['IamInstanceProfile.Arn', 'IamInstanceProfile.Name', 'AssociationId'],
  handle(input, context) {
    const instance = requireProfileAssociation(context, input.AssociationId);
    const replaced = { ...instance, profile: requireProfile(input, context) };
    context.resources.put('instance', replaced);
    return { IamInstanceProfileAssociation: toSdkProfileAssociation(replaced, 'associating') };
  },
});
