import type {
  AcceptVpcEndpointConnectionsRequest,
  AcceptVpcEndpointConnectionsResult,
} from '@aws-sdk/client-ec2';
import { accept } from '../../model/endpoint-lifecycle.ts';
import { changeConnections } from '../endpoints/connections.ts';
import { operation } from '../operation.ts';

/**
 * Lets endpoints connect to one of the caller's services, also after a rejection.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AcceptVpcEndpointConnections.html
 */
export const AcceptVpcEndpointConnections = operation<
  AcceptVpcEndpointConnectionsRequest,
  AcceptVpcEndpointConnectionsResult
>({
  service: 'ec2',
  name: 'AcceptVpcEndpointConnections',
  access: 'write',
  honours: ['ServiceId', 'VpcEndpointIds'],
  handle: ({ ServiceId, VpcEndpointIds }, context) => ({
    Unsuccessful: [...changeConnections(context, { ServiceId, VpcEndpointIds }, accept, 'Accept')],
  }),
});
