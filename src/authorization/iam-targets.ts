/** The resources of IAM and STS requests: named, with the path that the record has, or that the request gives. */
import type { IamEntity } from '../model/identity-resources.ts';
import type { ActionModel } from './action-model.ts';
import { type RequestFacts, textOf } from './request.ts';
import { namedResources, type Target } from './target.ts';

type EntityType = 'user' | 'group' | 'role' | 'policy' | 'instance-profile';

export function iamTargets(request: RequestFacts, action: ActionModel): readonly Target[] {
  const types = Object.keys(action.resources);
  const simulated = textOf(request, 'PolicySourceArn');
  if (simulated !== undefined) return [simulatedTarget(request, simulated)];
  const named = namedResources('iam', request.input, types).flatMap(([type, texts]) => {
    // The table of members has only these types.
    const entity = type as EntityType;
    if (texts.length === 0) return unnamed(request, entity, action.resources[type]?.required === true);
    if (entity === 'policy') return texts.map((arn) => policyTarget(request, arn));
    return texts.map((name) => entityTarget(request, entity, name));
  });
  return [...named, ...renamedTargets(request)];
}

/** `arn:aws:iam::<account>:<type>/<path>/<name>` of what may not be there. */
function typedArn(accountId: string, type: EntityType, path: string, name: string): string {
  return `arn:aws:iam::${accountId}:${type}${path}${name}`;
}

/** A role of the caller's account, or none that anyone has. */
export function roleTarget(request: RequestFacts, name: string): Target {
  return entityTarget(request, 'role', name);
}

function entityTarget(request: RequestFacts, type: Exclude<EntityType, 'policy'>, name: string): Target {
  const { accountId } = request.caller;
  const found = findEntity(request, type, name);
  if (found) return ownTarget(accountId, type, found);
  return { arn: typedArn(accountId, type, textOf(request, 'Path') ?? '/', name), type };
}

function ownTarget(accountId: string, type: EntityType, found: IamEntity): Target {
  const boundary = 'permissionsBoundaryArn' in found ? found.permissionsBoundaryArn : undefined;
  return {
    arn: typedArn(accountId, type, found.path, found.name),
    type,
    tags: found.tags,
    ...(typeof boundary === 'string' && { keys: [['iam:PermissionsBoundary', boundary]] }),
  };
}

/** Names differ in more than case, so a name in another case means the same. */
function findEntity(
  { resources, caller }: RequestFacts,
  type: Exclude<EntityType, 'policy'>,
  name: string,
): IamEntity | undefined {
  const key = `${caller.accountId}/${name.toLowerCase()}`;
  switch (type) {
    case 'user':
      return resources.find('user', 'name', key)[0];
    case 'group':
      return resources.find('group', 'name', key)[0];
    case 'role':
      return resources.find('role', 'name', key)[0];
    case 'instance-profile':
      return resources.find('instanceProfile', 'name', key)[0];
  }
}

/** Whose policies are simulated: a user, group or role, by ARN. */
function simulatedTarget(request: RequestFacts, arn: string): Target {
  const [, type, name] = /^arn:aws:iam::\d{12}:(user|group|role)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  if (type !== 'user' && type !== 'group' && type !== 'role') return { arn, type: 'user' };
  const own = entityTarget(request, type, name ?? '');
  return own.arn === arn ? own : { arn, type };
}

function policyTarget({ resources, caller }: RequestFacts, arn: string): Target {
  const found = resources.get('managedPolicy', arn);
  const own = found?.accountId === caller.accountId ? found : undefined;
  return { arn, type: 'policy', ...(own && { tags: own.tags }) };
}

/** What a request means that names nothing of a type that its action needs. */
function unnamed(request: RequestFacts, type: EntityType, isRequired: boolean): Target[] {
  const { caller, operation } = request;
  const path = textOf(request, 'Path') ?? '/';
  const policyName = textOf(request, 'PolicyName');
  if (operation === 'CreatePolicy' && policyName !== undefined)
    return [{ arn: typedArn(caller.accountId, type, path, policyName), type }];
  if (type === 'user' && operation === 'GetAccessKeyLastUsed') return keyOwner(request);
  // A user who names nobody means itself.
  if (type === 'user' && caller.principal.kind === 'user')
    return [entityTarget(request, 'user', caller.principal.name)];
  return isRequired ? [{ arn: typedArn(caller.accountId, type, '/', '*'), type }] : [];
}

function keyOwner({ resources, caller, ...request }: RequestFacts): Target[] {
  const key = resources.get('accessKey', textOf({ resources, caller, ...request }, 'AccessKeyId') ?? '');
  const user = key?.userId === undefined ? undefined : resources.get('user', key.userId);
  if (user?.accountId === caller.accountId) return [ownTarget(caller.accountId, 'user', user)];
  return [{ arn: typedArn(caller.accountId, 'user', '/', '*'), type: 'user' }];
}

/** Who gives a user or group another name or path needs to be allowed under both. */
function renamedTargets(request: RequestFacts): Target[] {
  const renames = { UpdateUser: 'user', UpdateGroup: 'group' } as const;
  if (request.operation !== 'UpdateUser' && request.operation !== 'UpdateGroup') return [];
  const type = renames[request.operation];
  const [noun, current] =
    type === 'user'
      ? (['User', textOf(request, 'UserName')] as const)
      : (['Group', textOf(request, 'GroupName')] as const);
  const newName = textOf(request, `New${noun}Name`);
  const newPath = textOf(request, 'NewPath');
  if (newName === undefined && newPath === undefined) return [];
  const found = findEntity(request, type, current ?? '');
  const path = newPath ?? found?.path ?? '/';
  return [
    { arn: typedArn(request.caller.accountId, type, path, newName ?? found?.name ?? current ?? ''), type },
  ];
}
