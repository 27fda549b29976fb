/** What requests to STS ask: a role's own policy has a say in who assumes it. */
import { iamArn } from '../model/iam-arns.ts';
import type { Role } from '../model/identity-resources.ts';
import type { ActionModel } from './action-model.ts';
import type { Check } from './check.ts';
import { type RequestFacts, textOf } from './request.ts';
import type { ContextKey } from './request-context.ts';
import { requestKeys } from './request-keys.ts';
import { plainTags, tagKeys } from './request-tags.ts';
import type { Target } from './target.ts';

/** Allowed to every caller: they tell who one is, and give less than one has. */
export const openActions: ReadonlySet<string> = new Set(['sts:GetCallerIdentity', 'sts:GetSessionToken']);

export function sessionTargets(request: RequestFacts, action: ActionModel): readonly Target[] {
  if (action.resources['federated-user'] === undefined) return [];
  const name = textOf(request, 'Name') ?? '*';
  const arn = `arn:aws:sts::${request.caller.accountId}:federated-user/${name}`;
  return [{ arn, type: 'federated-user' }];
}

/** To assume a role is one question; tags and a source identity that go with the session are further ones. */
export function roleChecks(request: RequestFacts): readonly Check[] {
  const arn = textOf(request, 'RoleArn') ?? '';
  const role = findRole(request, arn);
  const accountId = arn.split(':')[4] ?? '';
  const keys = [...requestKeys(request), ...tagKeys(request, plainTags(request)), ...roleTags(request, role)];
  const actions = [
    'sts:AssumeRole',
    ...(hasTags(request) ? ['sts:TagSession'] : []),
    ...(textOf(request, 'SourceIdentity') === undefined ? [] : ['sts:SetSourceIdentity']),
  ];
  return actions.map((action) => ({
    action,
    resource: arn,
    keys,
    owner: { accountId, kind: 'role', ...(role && { policy: role.trustPolicy }) },
  }));
}

/** The role with this ARN, in whichever account; the ARN has its path and its name as they were given. */
export function findRole({ resources }: Pick<RequestFacts, 'resources'>, arn: string): Role | undefined {
  const [, accountId, name] = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  if (accountId === undefined || name === undefined) return undefined;
  const role = resources.find('role', 'name', `${accountId}/${name.toLowerCase()}`)[0];
  return role && iamArn('role', role) === arn ? role : undefined;
}

function roleTags({ caller }: RequestFacts, role: Role | undefined): ContextKey[] {
  // The trust policy is the role's own, so it may know the role's tags; the caller's policies of another account may not.
  if (role?.accountId !== caller.accountId) return [];
  return ['aws', 'iam'].flatMap((prefix) =>
    role.tags.map(({ key, value }) => [`${prefix}:ResourceTag/${key}`, value] as const),
  );
}

/** Tags of the request, or transitive ones of the session that asks. */
function hasTags(request: RequestFacts): boolean {
  return plainTags(request).length > 0 || (request.caller.session?.transitiveTagKeys.length ?? 0) > 0;
}
