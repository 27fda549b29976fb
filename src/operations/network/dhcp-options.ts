import type { NewDhcpConfiguration, DhcpOptions as SdkDhcpOptions } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { DhcpOptions } from '../../model/network-resources.ts';
import type { FilterTable } from '../shared/filters.ts';
import { toSdkTags } from '../shared/tags.ts';

/** The options that a set may have, and how many values each. */
const valuesMax: Readonly<Record<string, number>> = {
  'domain-name': 1,
  'domain-name-servers': 4,
  'ipv6-address-preferred-lease-time': 1,
  'netbios-name-servers': 4,
  'netbios-node-type': 1,
  'ntp-servers': 8,
};

/** A set of DHCP options as EC2 answers it. */
export function toSdkDhcpOptions(options: DhcpOptions): SdkDhcpOptions {
  return {
    DhcpOptionsId: options.id,
    OwnerId: options.accountId,
    DhcpConfigurations: options.configurations.map(({ key, values }) => ({
      Key: key,
      Values: values.map((Value) => ({ Value })),
    })),
    Tags: toSdkTags(options.tags),
  };
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeDhcpOptions.html */
export const dhcpOptionsFilters: FilterTable<DhcpOptions> = {
  fields: {
    'dhcp-options-id': ({ id }) => id,
    key: ({ configurations }) => configurations.map(({ key }) => key),
    'owner-id': ({ accountId }) => accountId,
    value: ({ configurations }) => configurations.flatMap(({ values }) => values),
  },
  tags: ({ tags }) => tags,
};

/** @throws ServiceError `MissingParameter`, `InvalidParameterValue`, `InvalidParameterCombination` */
export function parseConfigurations(
  given: readonly NewDhcpConfiguration[] | undefined,
): DhcpOptions['configurations'] {
  if (!given?.length) {
    throw new ServiceError('MissingParameter', 'The request must contain the parameter dhcpConfigurations');
  }
  const keys = given.map(({ Key }) => Key);
  if (new Set(keys).size < keys.length) {
    throw new ServiceError('InvalidParameterCombination', 'The same DHCP option must not appear twice');
  }
  return given.map(({ Key: key = '', Values: values = [] }) => {
    const max = Object.hasOwn(valuesMax, key) ? (valuesMax[key] ?? 0) : 0;
    if (max === 0) throw invalid(key, 'key', `The options are ${Object.keys(valuesMax).join(', ')}`);
    if (values.length === 0 || values.length > max || values.some((value) => value === '')) {
      throw invalid(values.join(', '), key, `It takes 1 to ${max} values`);
    }
    if (key === 'netbios-node-type' && !['1', '2', '4', '8'].includes(values[0] ?? '')) {
      throw invalid(values[0] ?? '', key, 'It is 1, 2, 4 or 8');
    }
    return { key, values };
  });
}

function invalid(value: string, parameter: string, advice: string): ServiceError {
  const message = `Value (${value}) for parameter ${parameter} is invalid. ${advice}.`;
  return new ServiceError('InvalidParameterValue', message);
}
