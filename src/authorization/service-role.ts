import type { Reader } from '../model/access.ts';
import type { Caller } from '../model/caller.ts';
import { ServiceError } from '../model/errors.ts';
import type { AccountId } from '../model/ids.ts';
import { trustsService } from '../policy/service-trust.ts';
import { findRole } from './sts-checks.ts';

/** Names of sessions as services choose them. */
const sessionNames: Readonly<Record<string, string>> = {
  'cloudformation.amazonaws.com': 'AWSCloudFormation',
};

/**
 * A service as the role that it was handed.
 * @param service `cloudformation.amazonaws.com`
 * @throws ServiceError ValidationError unless it is a role of the account's that trusts the service
 */
export function serviceRoleCaller(
  resources: Reader,
  accountId: AccountId,
  roleArn: string,
  service: string,
): Caller {
  const role = findRole({ resources }, roleArn);
  if (role?.accountId !== accountId || !trustsService(role.trustPolicy, roleArn, service))
    throw new ServiceError('ValidationError', `Role ${roleArn} is invalid or cannot be assumed`);
  const sessionName = sessionNames[service] ?? service;
  const arn = `arn:aws:sts::${accountId}:assumed-role/${role.name}/${sessionName}` as const;
  return {
    accountId,
    arn,
    userId: `${role.id}:${sessionName}`,
    // Temporary, and nobody else's: it signs nothing.
    accessKeyId: `ASIA${role.id.slice(4)}`,
    principal: { kind: 'role', roleId: role.id, roleArn: arnOf(roleArn), roleName: role.name, sessionName },
    tags: role.tags,
  };
}

function arnOf(text: string): `arn:aws:${string}` {
  // It was found by it.
  return text as `arn:aws:${string}`;
}
