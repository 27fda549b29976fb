import type { ModifyNetworkInterfaceAttributeRequest } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { isRequesterManaged } from '../network/interface-view.ts';
import { putGroups } from '../network/put-groups.ts';
import { operation } from '../operation.ts';
import { checkDescription } from '../shared/interfaces.ts';
import { requireOwned } from '../shared/lookup.ts';
import { requireOneAttribute } from '../shared/one-attribute.ts';

/**
 * The groups or the description of an interface that is the account's own.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyNetworkInterfaceAttribute.html
 */
export const ModifyNetworkInterfaceAttribute = operation<ModifyNetworkInterfaceAttributeRequest, object>({
  service: 'ec2',
  name: 'ModifyNetworkInterfaceAttribute',
  access: 'write',
  honours: ['NetworkInterfaceId', 'Groups', 'Description', 'SourceDestCheck'],
  handle(input, context) {
    const record = requireOwned(context, 'networkInterface', input.NetworkInterfaceId ?? '');
    requireOneAttribute([input.Groups?.[0], input.Description, input.SourceDestCheck]);
    if (isRequesterManaged(record)) {
      const message = `You do not have permission to modify the interface ${record.id}: a service manages it.`;
      throw new ServiceError('OperationNotPermitted', message);
    }
    if (input.SourceDestCheck?.Value === false) {
      const message = 'Interfaces check source and destination here: sourceDestCheck must be true.';
      throw new ServiceError('UnsupportedOperation', message);
    }
    const description = input.Description?.Value;
    if (description !== undefined)
      context.resources.put('networkInterface', { ...record, description: checkDescription(description) });
    if (input.Groups?.length) putGroups(context, record, input.Groups);
    return {};
  },
});
