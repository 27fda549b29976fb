import type { DeleteVpcEndpointsRequest, DeleteVpcEndpointsResult } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { Endpoint } from '../../model/resources.ts';
import { forEachId } from '../endpoints/bulk.ts';
import { announce } from '../endpoints/connection-events.ts';
import { operation } from '../operation.ts';
import { checkId, findOwned } from '../shared/lookup.ts';

/**
 * Begins to delete endpoints: they are `deleting`, and pass nothing, until the data plane let go of them. Deleting
 * again is no error until then.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcEndpoints.html
 */
export const DeleteVpcEndpoints = operation<DeleteVpcEndpointsRequest, DeleteVpcEndpointsResult>({
  service: 'ec2',
  name: 'DeleteVpcEndpoints',
  access: 'write',
  honours: ['VpcEndpointIds'],
  handle(input, context) {
    const unsuccessful = forEachId(input.VpcEndpointIds, (id) => {
      checkId('endpoint', id);
      const endpoint = findOwned(context, 'endpoint', id);
      if (!endpoint) {
        const message = `The Vpc Endpoint Id '${id}' does not exist`;
        throw new ServiceError('InvalidVpcEndpoint.NotFound', message);
      }
      if (endpoint.state === 'deleting') return;
      const after: Endpoint = { ...endpoint, state: 'deleting' };
      context.resources.put('endpoint', after);
      announce(context, after, 'Delete');
    });
    return { Unsuccessful: [...unsuccessful] };
  },
});
