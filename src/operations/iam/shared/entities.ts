/** What users, groups, roles, managed policies and instance profiles have in common: names. */
import { ServiceError } from '../../../model/errors.ts';
import type { IamKind } from '../../../model/iam-arns.ts';
import type { IamEntity } from '../../../model/identity-resources.ts';
import type { AccountId } from '../../../model/ids.ts';
import type { Kinds } from '../../../model/resources.ts';
import type { OperationContext } from '../../operation.ts';
import { forgetDependents } from '../../shared/dependents.ts';
import { checkName } from './constraints.ts';
import { type AdjustableQuota, checkAdjustable } from './quotas.ts';

interface Naming {
  /** As IAM calls the parameter in messages. */
  readonly parameter: string;
  readonly charactersMax: number;
  readonly missing: (name: string) => string;
  readonly taken: (name: string) => string;
  readonly quota: AdjustableQuota;
}

const namings: Readonly<Record<IamKind, Naming>> = {
  user: {
    parameter: 'userName',
    charactersMax: 64,
    missing: (name) => `The user with name ${name} cannot be found.`,
    taken: (name) => `User with name ${name} already exists.`,
    quota: 'UsersPerAccount',
  },
  group: {
    parameter: 'groupName',
    charactersMax: 128,
    missing: (name) => `The group with name ${name} cannot be found.`,
    taken: (name) => `Group with name ${name} already exists.`,
    quota: 'GroupsPerAccount',
  },
  role: {
    parameter: 'roleName',
    charactersMax: 64,
    missing: (name) => `The role with name ${name} cannot be found.`,
    taken: (name) => `Role with name ${name} already exists.`,
    quota: 'RolesPerAccount',
  },
  managedPolicy: {
    parameter: 'policyName',
    charactersMax: 128,
    missing: (name) => `Policy ${name} was not found.`,
    taken: (name) => `A policy called ${name} already exists. Duplicate names are not allowed.`,
    quota: 'PoliciesPerAccount',
  },
  instanceProfile: {
    parameter: 'instanceProfileName',
    charactersMax: 128,
    missing: (name) => `Instance Profile ${name} cannot be found.`,
    taken: (name) => `Instance Profile ${name} already exists.`,
    quota: 'InstanceProfilesPerAccount',
  },
};

/**
 * The caller's entity with exactly this name. Names are unique without regard to case, but policies are not: who may not
 * act on `admin` could otherwise act on `Admin`.
 * @throws ServiceError `ValidationError` when it can be no name, `NoSuchEntity`
 */
export function requireEntity<K extends IamKind>(
  context: OperationContext,
  kind: K,
  name: string | undefined,
): Kinds[K] {
  const { parameter, charactersMax, missing } = namings[kind];
  const wanted = checkName(parameter, name ?? '', charactersMax);
  const found = findEntity(context, kind, context.caller.accountId, wanted);
  if (!found) throw new ServiceError('NoSuchEntity', missing(wanted));
  return found;
}

/** The entity of the account with exactly this name. */
export function findEntity<K extends IamKind>(
  context: OperationContext,
  kind: K,
  accountId: AccountId,
  name: string,
): Kinds[K] | undefined {
  const found = withName(context, kind, accountId, name).find((record) => record.name === name);
  // `get` guards the transaction against whoever changes or deletes the record meanwhile.
  return found && context.resources.get(kind, found.id);
}

/** All of the caller's account, ordered by id. */
export function allEntities<K extends IamKind>(context: OperationContext, kind: K): readonly Kinds[K][] {
  const { resources, caller } = context;
  // Every kind named here has the index `account`; the union of their index names hides that from the compiler.
  const find = resources.find as (kind: K, index: 'account', value: string) => readonly Kinds[K][];
  return find.call(resources, kind, 'account', caller.accountId);
}

/** A name that an entity of this kind may have. @throws ServiceError `ValidationError` */
export function checkEntityName(kind: IamKind, name: string | undefined, parameter?: string): string {
  const naming = namings[kind];
  return checkName(parameter ?? naming.parameter, name ?? '', naming.charactersMax);
}

/** Writes a new entity. @throws ServiceError `EntityAlreadyExists`, `LimitExceeded` */
export function insertEntity<K extends IamKind>(
  context: OperationContext,
  kind: K,
  record: Kinds[K],
): Kinds[K] {
  checkFree(context, kind, record);
  checkAdjustable(context, namings[kind].quota, allEntities(context, kind).length + 1);
  context.resources.put(kind, record);
  claimName(context, kind, record);
  return record;
}

/** Writes an entity that may have got another name. @throws ServiceError `EntityAlreadyExists` */
export function renameEntity<K extends IamKind>(
  context: OperationContext,
  kind: K,
  before: Kinds[K],
  after: Kinds[K],
): void {
  const [from, to] = [nameClaimId(kind, before), nameClaimId(kind, after)];
  if (from !== to) {
    checkFree(context, kind, after);
    context.resources.delete('claim', from);
    claimName(context, kind, after);
  }
  context.resources.put(kind, after);
}

/** Deletes an entity on which nothing depends any more. */
export function removeEntity<K extends IamKind>(
  { resources }: OperationContext,
  kind: K,
  record: Kinds[K],
): void {
  resources.delete(kind, record.id);
  resources.delete('claim', nameClaimId(kind, record));
  forgetDependents(resources, record.id);
}

function checkFree<K extends IamKind>(context: OperationContext, kind: K, record: Kinds[K]): void {
  if (withName(context, kind, record.accountId, record.name).length === 0) return;
  throw new ServiceError('EntityAlreadyExists', namings[kind].taken(record.name));
}

/** Names that differ in case only are the same name: at most one is found. */
function withName<K extends IamKind>(
  { resources }: OperationContext,
  kind: K,
  accountId: AccountId,
  name: string,
): readonly Kinds[K][] {
  // As in allEntities.
  const find = resources.find as (kind: K, index: 'name', value: string) => readonly Kinds[K][];
  return find.call(resources, kind, 'name', `${accountId}/${name.toLowerCase()}`);
}

/** Makes two requests that create the name at once exclude each other. */
function claimName(
  { resources }: OperationContext,
  kind: IamKind,
  record: IamEntity & { readonly id: string },
): void {
  resources.put('claim', { id: nameClaimId(kind, record), holder: record.id });
}

function nameClaimId(kind: IamKind, { accountId, name }: IamEntity): string {
  return `iam/${kind}/${accountId}/${name.toLowerCase()}`;
}
