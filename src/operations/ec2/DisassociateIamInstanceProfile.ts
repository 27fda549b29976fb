import type {
  DisassociateIamInstanceProfileRequest,
  DisassociateIamInstanceProfileResult,
} from '@aws-sdk/client-ec2';
import { requireProfileAssociation, toSdkProfileAssociation } from '../network/profile-associations.ts';
import { operation } from '../operation.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateIamInstanceProfile.html */
export const DisassociateIamInstanceProfile = operation<
  DisassociateIamInstanceProfileRequest,
  DisassociateIamInstanceProfileResult
>({
  service: 'ec2',
  name: 'DisassociateIamInstanceProfile',
  access: 'write',
  honours: ['AssociationId'],
  handle(input, context) {
    const before = requireProfileAssociation(context, input.AssociationId);
    const { profile: _, ...instance } = before;
    context.resources.put('instance', instance);
    return { IamInstanceProfileAssociation: toSdkProfileAssociation(before, 'disassociating') };
  },
});
