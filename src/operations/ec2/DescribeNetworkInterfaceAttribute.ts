import type {
  DescribeNetworkInterfaceAttributeRequest,
  DescribeNetworkInterfaceAttributeResult,
} from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { toSdkInterface } from '../network/interface-view.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaceAttribute.html */
export const DescribeNetworkInterfaceAttribute = operation<
  DescribeNetworkInterfaceAttributeRequest,
  DescribeNetworkInterfaceAttributeResult
>({
  service: 'ec2',
  name: 'DescribeNetworkInterfaceAttribute',
  access: 'read',
  honours: ['NetworkInterfaceId', 'Attribute'],
  handle(input, context) {
    const record = requireOwned(context, 'networkInterface', input.NetworkInterfaceId ?? '');
    const view = toSdkInterface(context.resources, record);
    const NetworkInterfaceId = record.id;
    switch (input.Attribute) {
      case 'description':
        return { NetworkInterfaceId, Description: { Value: view.Description } };
      case 'groupSet':
        return { NetworkInterfaceId, Groups: view.Groups };
      case 'sourceDestCheck':
        return { NetworkInterfaceId, SourceDestCheck: { Value: view.SourceDestCheck } };
      case 'attachment':
        return { NetworkInterfaceId, Attachment: view.Attachment };
      case 'associatePublicIpAddress':
        return { NetworkInterfaceId, AssociatePublicIpAddress: false };
      default: {
        const message = `Value (${input.Attribute}) for parameter attribute is invalid. Unknown attribute.`;
        throw new ServiceError('InvalidParameterValue', message);
      }
    }
  },
});
