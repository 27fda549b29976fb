import { ServiceError } from '../model/errors.ts';
import type { RequestFacts } from './request.ts';

/**
 * Refuses what root users and temporary credentials of users cannot do, whatever their policies say: nothing of IAM, and of STS no more
 * than to say who they are and, for those of GetSessionToken, to assume a role.
 * @throws ServiceError InvalidClientTokenId, AccessDenied
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html
 */
export function refuseSession({ caller, service, operation }: RequestFacts): void {
  const { principal, session } = caller;
  if (principal.kind === 'root' && service === 'sts' && operation === 'AssumeRole')
    throw new ServiceError('AccessDenied', 'Roles may not be assumed by root accounts.');
  if (!session) return;
  if (service === 'sts' && callableOnlyWithLongLivedKeys.has(operation))
    throw new ServiceError('AccessDenied', `Cannot call ${operation} with session credentials`);
  if (principal.kind === 'role') return;
  if (service === 'iam')
    throw new ServiceError('InvalidClientTokenId', 'The security token included in the request is invalid');
  const assumes = operation === 'AssumeRole' && principal.kind !== 'federatedUser';
  if (service === 'sts' && operation !== 'GetCallerIdentity' && !assumes)
    throw new ServiceError('AccessDenied', `Cannot call ${operation} with session credentials`);
}

const callableOnlyWithLongLivedKeys: ReadonlySet<string> = new Set(['GetFederationToken', 'GetSessionToken']);
