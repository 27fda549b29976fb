import type { CreateNetworkInterfaceRequest, CreateNetworkInterfaceResult } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { toSdkInterface } from '../network/interface-view.ts';
import { operation } from '../operation.ts';
import { createInterface, defaultSecurityGroupOf } from '../shared/interfaces.ts';
import { requireOwned } from '../shared/lookup.ts';
import { tagsFromSpecifications } from '../shared/tags.ts';

/**
 * An interface that is attached to nothing: it holds an address of the subnet. Instances bring their own.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInterface.html
 */
export const CreateNetworkInterface = operation<CreateNetworkInterfaceRequest, CreateNetworkInterfaceResult>({
  service: 'ec2',
  name: 'CreateNetworkInterface',
  access: 'write',
  honours: [
    'SubnetId',
    'Description',
    'Groups',
    'PrivateIpAddress',
    'PrivateIpAddresses',
    'InterfaceType',
    'TagSpecifications',
  ],
  handle(input, context) {
    const { resources } = context;
    const subnet = requireOwned(context, 'subnet', input.SubnetId ?? '');
    const type: string = input.InterfaceType ?? 'interface';
    if (type !== 'interface') {
      const message = `Interfaces of the type '${type}' are not supported: it must be 'interface'.`;
      throw new ServiceError('UnsupportedOperation', message);
    }
    const groups = input.Groups?.length
      ? input.Groups
      : [defaultSecurityGroupOf(resources, { id: subnet.vpcId }).id];
    const record = createInterface(context, {
      subnet,
      address: addressOf(input),
      groups,
      attachment: { kind: 'none' },
      description: input.Description ?? '',
      tags: tagsFromSpecifications(input.TagSpecifications, 'network-interface'),
    });
    return { NetworkInterface: toSdkInterface(resources, record), ClientToken: input.ClientToken };
  },
});

/** The one address, in whichever of the two forms the request states it. */
function addressOf(input: CreateNetworkInterfaceRequest): string | undefined {
  const [first, ...others] = input.PrivateIpAddresses ?? [];
  if (!first) return input.PrivateIpAddress;
  if (input.PrivateIpAddress !== undefined) {
    const message = 'Give either privateIpAddress or privateIpAddresses.';
    throw new ServiceError('InvalidParameterCombination', message);
  }
  if (others.length > 0 || first.Primary === false) {
    const message =
      'An interface has its primary address alone here: give one private address, the primary one.';
    throw new ServiceError('UnsupportedOperation', message);
  }
  return first.PrivateIpAddress;
}
