import type { AssociateDhcpOptionsRequest } from '@aws-sdk/client-ec2';
import { operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateDhcpOptions.html */
export const AssociateDhcpOptions = operation<AssociateDhcpOptionsRequest, object>({
  service: 'ec2',
  name: 'AssociateDhcpOptions',
  access: 'write',
  honours: ['DhcpOptionsId', 'VpcId'],
  handle(input, context) {
    const { resources } = context;
    const { dhcpOptionsId: _, ...vpc } = requireOwned(context, 'vpc', input.VpcId ?? '');
    // AWS's word for no options.
    if (input.DhcpOptionsId === 'default') resources.put('vpc', vpc);
    else {
      const options = requireOwned(context, 'dhcpOptions', input.DhcpOptionsId ?? '');
      resources.put('vpc', { ...vpc, dhcpOptionsId: options.id });
      dependOn(resources, options.id, vpc.id);
    }
    return {};
  },
});
