import type {
  AddedPrincipal,
  ModifyVpcEndpointServicePermissionsRequest,
  ModifyVpcEndpointServicePermissionsResult,
} from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { cutsOnRevoke } from '../../model/extension-tags.ts';
import type { Ids } from '../../model/ids.ts';
import { parsePrincipal } from '../../model/principals.ts';
import type { EndpointService, ServicePermission } from '../../model/resources.ts';
import { rejectAll } from '../endpoints/connections.ts';
import { quota } from '../network/quotas.ts';
import { type OperationContext, operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { requireOwned } from '../shared/lookup.ts';

/**
 * Allows principals to connect to a service, and takes that back. Existing connections are not touched by either, unless
 * the service's tag `postern:cut-on-revoke` wants those rejected whose creator is not allowed any more.
 * Adding who is allowed already, and removing who is not, is no error; the former answers the permission there is.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpointServicePermissions.html
 */
export const ModifyVpcEndpointServicePermissions = operation<
  ModifyVpcEndpointServicePermissionsRequest,
  ModifyVpcEndpointServicePermissionsResult
>({
  service: 'ec2',
  name: 'ModifyVpcEndpointServicePermissions',
  access: 'write',
  honours: ['ServiceId', 'AddAllowedPrincipals', 'RemoveAllowedPrincipals'],
  handle(input, context) {
    const service = requireOwned(context, 'endpointService', input.ServiceId ?? '');
    const removed = (input.RemoveAllowedPrincipals ?? []).map((text) => parsePrincipal(text).principal);
    const kept = service.permissions.filter(({ principal }) => !removed.includes(principal));
    const { permissions, added } = withPrincipals(kept, input.AddAllowedPrincipals ?? [], context.ids);
    checkCount(context, service, permissions);
    const after = { ...service, permissions };
    context.resources.put('endpointService', after);
    if (removed.length > 0 && cutsOnRevoke(service)) cutUncovered(context, after);
    return {
      AddedPrincipals: added.map((permission) => toAddedPrincipal(permission, service.id)),
      ReturnValue: true,
    };
  },
});

function checkCount(
  context: OperationContext,
  { id }: EndpointService,
  permissions: readonly ServicePermission[],
): void {
  const allowed = quota(context, 'principalsPerService');
  if (permissions.length <= allowed) return;
  const message = `${id} would have ${permissions.length} allowed principals; at most ${allowed} are possible.`;
  throw new ServiceError('ResourceLimitExceeded', message);
}

function cutUncovered(context: OperationContext, service: EndpointService): void {
  const allowed = new Set(service.permissions.map(({ principal }) => principal));
  if (allowed.has('*')) return;
  rejectAll(context, service, ({ accountId, requesterPrincipals = [] }) => {
    return accountId !== service.accountId && !requesterPrincipals.some((each) => allowed.has(each));
  });
  // An endpoint made at the same moment writes this too, so one of the two runs again and sees the other.
  dependOn(context.resources, service.id, service.id);
}

function withPrincipals(kept: readonly ServicePermission[], texts: readonly string[], ids: Ids) {
  const byPrincipal = new Map(kept.map((permission) => [permission.principal, permission]));
  const added = new Set<ServicePermission>();
  for (const { principal, type } of texts.map(parsePrincipal)) {
    const permission = byPrincipal.get(principal) ?? {
      id: ids.next('vpce-svc-perm'),
      principal,
      principalType: type,
    };
    byPrincipal.set(principal, permission);
    added.add(permission);
  }
  return { permissions: [...byPrincipal.values()], added: [...added] };
}

function toAddedPrincipal(permission: ServicePermission, serviceId: string): AddedPrincipal {
  return {
    PrincipalType: permission.principalType,
    Principal: permission.principal,
    ServicePermissionId: permission.id,
    ServiceId: serviceId,
  };
}
