import type {
  DeleteVpcEndpointServiceConfigurationsRequest,
  DeleteVpcEndpointServiceConfigurationsResult,
} from '@aws-sdk/client-ec2';
import { deleteNotifications } from '../../model/endpoint-lifecycle.ts';
import { ServiceError } from '../../model/errors.ts';
import { forcesDelete } from '../../model/extension-tags.ts';
import { forEachId } from '../endpoints/bulk.ts';
import { rejectAll } from '../endpoints/connections.ts';
import { refuseWhileConnected } from '../endpoints/endpoint-services.ts';
import { operation } from '../operation.ts';
import { forgetDependents } from '../shared/dependents.ts';
import { checkId, findOwned } from '../shared/lookup.ts';

/**
 * Deletes endpoint services that no endpoint is connected to; with the tag `postern:force-delete` endpoints that are
 * connected are rejected first. Endpoints that were rejected stay, without a service.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcEndpointServiceConfigurations.html
 */
export const DeleteVpcEndpointServiceConfigurations = operation<
  DeleteVpcEndpointServiceConfigurationsRequest,
  DeleteVpcEndpointServiceConfigurationsResult
>({
  service: 'ec2',
  name: 'DeleteVpcEndpointServiceConfigurations',
  access: 'write',
  honours: ['ServiceIds'],
  handle(input, context) {
    const { resources } = context;
    const unsuccessful = forEachId(input.ServiceIds, (id) => {
      checkId('endpointService', id);
      const service = findOwned(context, 'endpointService', id);
      if (!service) {
        const message = `The VpcEndpointService Id '${id}' does not exist`;
        throw new ServiceError('InvalidVpcEndpointService.NotFound', message);
      }
      if (forcesDelete(service)) rejectAll(context, service);
      refuseWhileConnected(resources, service);
      deleteNotifications(resources, id);
      resources.delete('endpointService', id);
      forgetDependents(resources, id);
    });
    return { Unsuccessful: [...unsuccessful] };
  },
});
