/** Which instance has which instance profile: an association has the digits of its instance, which has one at the most. */
import type { IamInstanceProfileAssociation, IamInstanceProfileAssociationState } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { InstanceId } from '../../model/ids.ts';
import type { Instance } from '../../model/resources.ts';
import type { OperationContext } from '../operation.ts';
import { allOwned } from '../shared/lookup.ts';
import { launchProfile } from './launch-profile.ts';

export type ProfiledInstance = Instance & Required<Pick<Instance, 'profile'>>;

export function profileAssociationId(id: InstanceId): string {
  return id.replace('i-', 'iip-assoc-');
}

/** Those of the caller's instances that live. */
export function profiledInstances(context: OperationContext): readonly ProfiledInstance[] {
  return allOwned(context, 'instance').filter(isProfiled);
}

function isProfiled(instance: Instance): instance is ProfiledInstance {
  return instance.profile !== undefined && isAlive(instance);
}

/** Whether it may get or lose a profile. */
export function isAlive({ state }: Instance): boolean {
  return state === 'pending' || state === 'running';
}

/** @throws ServiceError `InvalidAssociationID.NotFound` */
export function requireProfileAssociation(
  context: OperationContext,
  associationId: string | undefined,
): ProfiledInstance {
  const found = profiledInstances(context).find(({ id }) => profileAssociationId(id) === associationId);
  if (found) return found;
  const message = `An invalid association-id of '${associationId}' was given`;
  throw new ServiceError('InvalidAssociationID.NotFound', message);
}

/** @throws ServiceError as `launchProfile`, and `MissingParameter` when none is named */
export function requireProfile(
  input: Parameters<typeof launchProfile>[0],
  context: OperationContext,
): NonNullable<Instance['profile']> {
  const profile = launchProfile(input, context);
  if (profile !== undefined) return profile;
  throw new ServiceError('MissingParameter', 'The request must contain the parameter iamInstanceProfile');
}

/** As EC2 answers it. */
export function toSdkProfileAssociation(
  { id, profile }: ProfiledInstance,
  State: IamInstanceProfileAssociationState,
): IamInstanceProfileAssociation {
  return {
    AssociationId: profileAssociationId(id),
    InstanceId: id,
    IamInstanceProfile: { Arn: profile.arn, Id: profile.id },
    State,
  };
}
