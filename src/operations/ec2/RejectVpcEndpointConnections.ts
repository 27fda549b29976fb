import type {
  RejectVpcEndpointConnectionsRequest,
  RejectVpcEndpointConnectionsResult,
} from '@aws-sdk/client-ec2';
import { reject } from '../../model/endpoint-lifecycle.ts';
import { changeConnections } from '../endpoints/connections.ts';
import { operation } from '../operation.ts';

/**
 * Refuses endpoints the connection to one of the caller's services, also after they were accepted: open connections
 * are cut.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RejectVpcEndpointConnections.html
 */
export const RejectVpcEndpointConnections = operation<
  RejectVpcEndpointConnectionsRequest,
  RejectVpcEndpointConnectionsResult
>({
  service: 'ec2',
  name: 'RejectVpcEndpointConnections',
  access: 'write',
  honours: ['ServiceId', 'VpcEndpointIds'],
  handle: ({ ServiceId, VpcEndpointIds }, context) => ({
    Unsuccessful: [...changeConnections(context, { ServiceId, VpcEndpointIds }, reject, 'Reject')],
  }),
});
