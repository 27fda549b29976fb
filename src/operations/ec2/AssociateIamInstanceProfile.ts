import type {
  AssociateIamInstanceProfileRequest,
  AssociateIamInstanceProfileResult,
} from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { isAlive, requireProfile, toSdkProfileAssociation } from '../network/profile-associations.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateIamInstanceProfile.html */
export const AssociateIamInstanceProfile = operation<
  AssociateIamInstanceProfileRequest,
  AssociateIamInstanceProfileResult
>({
  service: 'ec2',
  name: 'AssociateIamInstanceProfile',
  access: 'write',
  honours: ['IamInstanceProfile.Arn', 'IamInstanceProfile.Name', 'InstanceId'],
  handle(input, context) {
    const instance = requireOwned(context, 'instance', input.InstanceId ?? '');
    const profile = requireProfile(input, context);
    if (!isAlive(instance)) {
      const message = `The instance '${instance.id}' is not in the 'running' or 'stopped' states.`;
      throw new ServiceError('IncorrectInstanceState', message);
    }
    if (instance.profile !== undefined) {
      const message = `There is an existing association for instance ${instance.id}`;
      throw new ServiceError('IncorrectState', message);
    }
    const associated = { ...instance, profile };
    context.resources.put('instance', associated);
    return { IamInstanceProfileAssociation: toSdkProfileAssociation(associated, 'associating') };
  },
});
