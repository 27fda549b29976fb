import type { DeleteNetworkInterfaceRequest } from '@aws-sdk/client-ec2';
import { deleteInterface } from '../../model/delete-interface.ts';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkInterface.html */
export const DeleteNetworkInterface = operation<DeleteNetworkInterfaceRequest, object>({
  service: 'ec2',
  name: 'DeleteNetworkInterface',
  access: 'write',
  honours: ['NetworkInterfaceId'],
  handle(input, context) {
    const record = requireOwned(context, 'networkInterface', input.NetworkInterfaceId ?? '');
    if (record.attachment.kind !== 'none') {
      const message = `Network interface '${record.id}' is currently in use.`;
      throw new ServiceError('InvalidParameterValue', message);
    }
    deleteInterface(context.resources, record);
    return {};
  },
});
