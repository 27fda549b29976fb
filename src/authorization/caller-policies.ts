/** The policies that say what a caller may do. */
import type { Reader } from '../model/access.ts';
import type { Caller } from '../model/caller.ts';
import type { IamGrantee } from '../model/identity-resources.ts';
import { managedPolicyDocument } from '../model/managed-policies.ts';
import { inlinePolicy, managedPolicy } from '../policy/document/profiles.ts';
import type { ApplicablePolicies } from '../policy/evaluate.ts';
import type { Policy } from '../policy/parse-policy.ts';
import type { PolicyCache } from './policy-cache.ts';

const nothing = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotAction":"*","Resource":"*"}]}';
const everything = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';

export function callerPolicies(resources: Reader, caller: Caller, cache: PolicyCache): ApplicablePolicies {
  const { principal, session } = caller;
  const reading = { resources, cache };
  const limits = session?.policies.map((text) => cache.get(text, inlinePolicy)) ?? [];
  const limited = limits.length > 0 && { session: limits };
  switch (principal.kind) {
    case 'root':
      return { identity: [] };
    case 'user':
      return { ...userPolicies(reading, principal.userId), ...limited };
    case 'role': {
      const role = resources.get('role', principal.roleId);
      if (!role) return { identity: [] };
      return {
        identity: granted(reading, role),
        ...boundary(reading, role.permissionsBoundaryArn),
        ...limited,
      };
    }
    case 'federatedUser': {
      const { user } = principal;
      // Its policies are all that a federated user of the root user has; without any it may do nothing.
      const own = user
        ? userPolicies(reading, user.id)
        : { identity: [cache.get(everything, managedPolicy)] };
      return { ...own, session: limits };
    }
  }
}

interface Reading {
  readonly resources: Reader;
  readonly cache: PolicyCache;
}

function userPolicies(reading: Reading, userId: string): ApplicablePolicies {
  const { resources } = reading;
  const user = resources.get('user', userId);
  if (!user) return { identity: [] };
  const groups = user.groupIds.flatMap((id) => resources.get('group', id) ?? []);
  const identity = [user, ...groups].flatMap((grantee) => granted(reading, grantee));
  return { identity, ...boundary(reading, user.permissionsBoundaryArn) };
}

function granted(reading: Reading, { inlinePolicies, attachedPolicyArns }: IamGrantee): Policy[] {
  return [
    ...inlinePolicies.map(({ document }) => reading.cache.get(document, inlinePolicy)),
    ...attachedPolicyArns.flatMap((arn) => attached(reading, arn) ?? []),
  ];
}

/** A boundary that is not there allows nothing. */
function boundary(reading: Reading, arn: string | undefined): { boundary?: Policy } {
  if (arn === undefined) return {};
  return { boundary: attached(reading, arn) ?? reading.cache.get(nothing, managedPolicy) };
}

/** A managed policy, of the account or of AWS. */
function attached({ resources, cache }: Reading, arn: string): Policy | undefined {
  const document = managedPolicyDocument(resources, arn);
  return document === undefined ? undefined : cache.get(document, managedPolicy);
}
