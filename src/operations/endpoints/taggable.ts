/** Tags of what is inside other records: a connection is in its endpoint's, and a permission in its service's. */
import { ServiceError } from '../../model/errors.ts';
import { isId } from '../../model/ids.ts';
import type { Endpoint, EndpointService, ServicePermission } from '../../model/resources.ts';
import type { OperationContext } from '../operation.ts';
import { findOwned, isOwned } from '../shared/lookup.ts';
import type { Taggable } from '../shared/tags.ts';

/**
 * The connection with this id to one of the caller's services: its tags are the provider's.
 * @throws ServiceError `InvalidVpcEndpointConnectionId.NotFound`, `InvalidVpcEndpointConnectionId.Malformed`
 */
export function requireConnection(context: OperationContext, id: string): Taggable {
  if (!isId('vpce-con', id)) throw malformed('InvalidVpcEndpointConnectionId', 'vpce-con', id);
  const endpoint = context.resources
    .find('endpoint', 'connection', id)
    .find(({ serviceId }) => findOwned(context, 'endpointService', serviceId) !== undefined);
  if (endpoint) return taggableConnection(endpoint);
  const message = `The Vpc Endpoint Connection Id '${id}' does not exist`;
  throw new ServiceError('InvalidVpcEndpointConnectionId.NotFound', message);
}

/**
 * The permission with this id of one of the caller's services.
 * @throws ServiceError `InvalidVpcEndpointServicePermissionId.NotFound`, `InvalidVpcEndpointServicePermissionId.Malformed`
 */
export function requirePermission(context: OperationContext, id: string): Taggable {
  if (!isId('vpce-svc-perm', id))
    throw malformed('InvalidVpcEndpointServicePermissionId', 'vpce-svc-perm', id);
  const service = context.resources
    .find('endpointService', 'permission', id)
    .find((each) => isOwned(context, each));
  const permission = service?.permissions.find((each) => each.id === id);
  if (service && permission) return taggablePermission(service, permission);
  const message = `The VpcEndpointServicePermission Id '${id}' does not exist`;
  throw new ServiceError('InvalidVpcEndpointServicePermissionId.NotFound', message);
}

export function taggableConnection({ id, connectionId, connectionTags = [] }: Endpoint): Taggable {
  return {
    id: connectionId,
    type: 'vpc-endpoint-connection',
    tags: connectionTags,
    replaceTags(resources, tags) {
      const current = resources.get('endpoint', id);
      if (current) resources.put('endpoint', { ...current, connectionTags: tags });
    },
  };
}

export function taggablePermission(service: EndpointService, { id, tags = [] }: ServicePermission): Taggable {
  return {
    id,
    type: 'vpc-endpoint-service-permission',
    tags,
    replaceTags(resources, replacement) {
      const current = resources.get('endpointService', service.id);
      if (!current) return;
      const permissions = current.permissions.map((each) =>
        each.id === id ? { ...each, tags: replacement } : each,
      );
      resources.put('endpointService', { ...current, permissions });
    },
  };
}

function malformed(code: string, prefix: string, id: string): ServiceError {
  return new ServiceError(`${code}.Malformed`, `Invalid id: "${id}" (expecting "${prefix}-...")`);
}
