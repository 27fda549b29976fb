import { ServiceError } from '../../../model/errors.ts';
import type { IamGrantee } from '../../../model/identity-resources.ts';

/** @param first what must be done first; @throws ServiceError `DeleteConflict` when the condition holds */
export function refuseWhen(condition: boolean, first: string): void {
  if (condition) throw new ServiceError('DeleteConflict', `Cannot delete entity, must ${first} first.`);
}

/** @throws ServiceError `DeleteConflict` when a user, group or role has policies */
export function refuseWithPolicies({ attachedPolicyArns, inlinePolicies }: IamGrantee): void {
  refuseWhen(attachedPolicyArns.length > 0, 'detach all policies');
  refuseWhen(inlinePolicies.length > 0, 'delete policies');
}
