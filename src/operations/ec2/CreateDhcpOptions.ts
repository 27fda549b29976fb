import type { CreateDhcpOptionsRequest, CreateDhcpOptionsResult } from '@aws-sdk/client-ec2';
import type { DhcpOptions } from '../../model/network-resources.ts';
import { parseConfigurations, toSdkDhcpOptions } from '../network/dhcp-options.ts';
import { operation } from '../operation.ts';
import { tagsFromSpecifications } from '../shared/tags.ts';

/**
 * The set is kept and shown. Hosts get their addresses without DHCP here, so it changes nothing on them.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateDhcpOptions.html
 */
export const CreateDhcpOptions = operation<CreateDhcpOptionsRequest, CreateDhcpOptionsResult>({
  service: 'ec2',
  name: 'CreateDhcpOptions',
  access: 'write',
  honours: ['DhcpConfigurations', 'TagSpecifications'],
  handle(input, context) {
    const options: DhcpOptions = {
      id: context.ids.next('dopt'),
      accountId: context.caller.accountId,
      region: context.region,
      tags: tagsFromSpecifications(input.TagSpecifications, 'dhcp-options'),
      configurations: parseConfigurations(input.DhcpConfigurations),
    };
    context.resources.put('dhcpOptions', options);
    return { DhcpOptions: toSdkDhcpOptions(options) };
  },
});
