import type { ModifySubnetAttributeRequest } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';
import { requireOneAttribute } from '../shared/one-attribute.ts';

/**
 * Whether instances get public addresses is kept and shown; there are none to be had. Of the other attributes only the
 * values that subnets have anyway are taken.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySubnetAttribute.html
 */
export const ModifySubnetAttribute = operation<ModifySubnetAttributeRequest, object>({
  service: 'ec2',
  name: 'ModifySubnetAttribute',
  access: 'write',
  honours: [
    'SubnetId',
    'MapPublicIpOnLaunch',
    'AssignIpv6AddressOnCreation',
    'EnableDns64',
    'PrivateDnsHostnameTypeOnLaunch',
    'EnableResourceNameDnsARecordOnLaunch',
    'EnableResourceNameDnsAAAARecordOnLaunch',
  ],
  handle(input, context) {
    const subnet = requireOwned(context, 'subnet', input.SubnetId ?? '');
    const { SubnetId: _, DryRun: __, ...attributes }: typeof input & { DryRun?: boolean } = input;
    requireOneAttribute(Object.values(attributes));
    refuseWhatIsNotThere(input);
    const map = input.MapPublicIpOnLaunch?.Value;
    if (map !== undefined) context.resources.put('subnet', { ...subnet, mapPublicIpOnLaunch: map });
    return {};
  },
});

function refuseWhatIsNotThere(input: ModifySubnetAttributeRequest): void {
  const needsIpv6 = [
    input.AssignIpv6AddressOnCreation,
    input.EnableDns64,
    input.EnableResourceNameDnsAAAARecordOnLaunch,
  ];
  if (needsIpv6.some((attribute) => attribute?.Value)) {
    throw new ServiceError('UnsupportedOperation', 'Subnets with IPv6 are not supported yet.');
  }
  const named = input.PrivateDnsHostnameTypeOnLaunch ?? 'ip-name';
  if (named !== 'ip-name' || input.EnableResourceNameDnsARecordOnLaunch?.Value) {
    const message = "Hosts are named after their addresses only: the type of their names is 'ip-name'.";
    throw new ServiceError('UnsupportedOperation', message);
  }
}
