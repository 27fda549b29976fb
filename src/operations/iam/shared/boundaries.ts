/** Permissions boundaries: the managed policy beyond which a user or role has no permissions. */
import type { Role, User } from '../../../model/identity-resources.ts';
import type { Arn } from '../../../model/ids.ts';
import type { OperationContext } from '../../operation.ts';
import { dependOn } from '../../shared/dependents.ts';
import { requireEntity } from './entities.ts';
import { isAwsPolicy, requireAttachable } from './managed-policies.ts';

/** The member of a new user or role; nothing when no boundary is asked for. @throws ServiceError `NoSuchEntity`, `InvalidInput` */
export function boundaryMember(
  context: OperationContext,
  granteeId: string,
  arn: string | undefined,
): { permissionsBoundaryArn?: Arn } {
  if (arn === undefined) return {};
  const policy = requireAttachable(context, arn);
  if (!isAwsPolicy(policy)) dependOn(context.resources, policy.id, granteeId);
  return { permissionsBoundaryArn: policy.id };
}

/** Sets the boundary in place of the one there is. @throws ServiceError `NoSuchEntity`, `InvalidInput` */
export function putBoundary(
  context: OperationContext,
  kind: 'user' | 'role',
  name: string | undefined,
  arn: string | undefined,
): void {
  const record: User | Role = requireEntity(context, kind, name);
  write(context, kind, { ...record, ...boundaryMember(context, record.id, arn ?? '') });
}

/** Takes the boundary away; where there is none, nothing happens. @throws ServiceError `NoSuchEntity` */
export function deleteBoundary(
  context: OperationContext,
  kind: 'user' | 'role',
  name: string | undefined,
): void {
  const { permissionsBoundaryArn: _, ...rest }: User | Role = requireEntity(context, kind, name);
  write(context, kind, rest);
}

function write({ resources }: OperationContext, kind: 'user' | 'role', record: User | Role): void {
  if ('trustPolicy' in record) resources.put('role', record);
  else if (kind === 'user') resources.put('user', record);
}
