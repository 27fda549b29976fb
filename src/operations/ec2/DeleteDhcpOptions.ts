import type { DeleteDhcpOptionsRequest } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { defaultDhcpOptions } from '../network/new-vpc.ts';
import { operation } from '../operation.ts';
import { forgetDependents } from '../shared/dependents.ts';
import { requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteDhcpOptions.html */
export const DeleteDhcpOptions = operation<DeleteDhcpOptionsRequest, object>({
  service: 'ec2',
  name: 'DeleteDhcpOptions',
  access: 'write',
  honours: ['DhcpOptionsId'],
  handle(input, context) {
    const { resources } = context;
    const options = requireOwned(context, 'dhcpOptions', input.DhcpOptionsId ?? '');
    const [vpc] = resources.find('vpc', 'dhcpOptions', options.id);
    if (vpc || options.id === defaultDhcpOptions(context)) {
      const why = vpc ? `It is associated with ${vpc.id}.` : 'New VPCs are made with it.';
      const message = `The dhcpOptions '${options.id}' has dependencies and cannot be deleted. ${why}`;
      throw new ServiceError('DependencyViolation', message);
    }
    resources.delete('dhcpOptions', options.id);
    forgetDependents(resources, options.id);
    return {};
  },
});
