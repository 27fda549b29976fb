import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts';
import type { Reader } from '../../model/access.ts';
import { ServiceError } from '../../model/errors.ts';
import { iamArn, parsePrincipalArn } from '../../model/iam-arns.ts';
import type { Role } from '../../model/identity-resources.ts';
import { operation } from '../operation.ts';
import { roleSessionSeconds } from './shared/duration.ts';
import { checkSessionName } from './shared/names.ts';
import { newSession } from './shared/new-session.ts';
import { packedSize } from './shared/packed-size.ts';
import { sessionPolicies } from './shared/session-policies.ts';
import { sessionTags } from './shared/session-tags.ts';

/**
 * Gives credentials of a role, of this account or another. Whether the caller may assume it has been decided.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const AssumeRole = operation<AssumeRoleRequest, AssumeRoleResponse>({
  service: 'sts',
  name: 'AssumeRole',
  access: 'write',
  honours: [
    'RoleArn',
    'RoleSessionName',
    'PolicyArns',
    'Policy',
    'DurationSeconds',
    'Tags',
    'TransitiveTagKeys',
    'ExternalId',
    'SourceIdentity',
  ],
  handle(input, context) {
    const { resources, caller, region, now } = context;
    const sessionName = checkSessionName('roleSessionName', input.RoleSessionName ?? '', 64);
    const role = requireRole(resources, input.RoleArn ?? '');
    const { accountId, name } = role;
    const policies = sessionPolicies(context, accountId, input.Policy, input.PolicyArns);
    const tags = sessionTags(caller.session, input.Tags, input.TransitiveTagKeys);
    const size = packedSize(policies, tags.tags);
    const sourceIdentity = sourceIdentityOf(caller.session?.sourceIdentity, input.SourceIdentity);
    const Credentials = newSession(context, {
      accountId,
      principal: { kind: 'role', roleId: role.id, sessionName },
      seconds: roleSessionSeconds(context, role.maxSessionDurationSeconds, input.DurationSeconds),
      sessionPolicies: policies,
      ...tags,
      ...(sourceIdentity !== undefined && { sourceIdentity }),
    });
    resources.put('role', { ...role, lastUsed: { at: now, region } });
    return {
      Credentials,
      AssumedRoleUser: {
        AssumedRoleId: `${role.id}:${sessionName}`,
        Arn: `arn:aws:sts::${accountId}:assumed-role/${name}/${sessionName}`,
      },
      ...size,
      ...(sourceIdentity !== undefined && { SourceIdentity: sourceIdentity }),
    };
  },
});

/** Nobody is allowed to assume a role that is not there, so a role is found here. */
function requireRole(resources: Reader, arn: string): Role {
  const parts = parsePrincipalArn(arn);
  const key = `${parts?.accountId}/${parts?.name.toLowerCase()}`;
  const found = resources.find('role', 'name', key).find((role) => iamArn('role', role) === arn);
  // `get` guards the transaction against whoever changes or deletes the role meanwhile.
  const role = found && resources.get('role', found.id);
  if (!role) throw new ServiceError('ValidationError', `${arn} is invalid`);
  return role;
}

/** A source identity stays the same from session to session. */
function sourceIdentityOf(current: string | undefined, asked: string | undefined): string | undefined {
  if (asked === undefined) return current;
  checkSessionName('sourceIdentity', asked, 64);
  if (current === undefined || current === asked) return asked;
  throw new ServiceError('ValidationError', 'The source identity of a session cannot be changed.');
}
