import type {
  ModifyInstanceMetadataOptionsRequest,
  ModifyInstanceMetadataOptionsResult,
} from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { metadataOptionMembers } from '../../model/launch-members.ts';
import { toSdkMetadataOptions } from '../network/instance-view.ts';
import { metadataOptionsWith } from '../network/metadata-options.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataOptions.html */
export const ModifyInstanceMetadataOptions = operation<
  ModifyInstanceMetadataOptionsRequest,
  ModifyInstanceMetadataOptionsResult
>({
  service: 'ec2',
  name: 'ModifyInstanceMetadataOptions',
  access: 'write',
  honours: ['InstanceId', ...metadataOptionMembers],
  handle(input, context) {
    const before = requireOwned(context, 'instance', input.InstanceId ?? '');
    if (metadataOptionMembers.every((name) => input[name] === undefined)) {
      const message = `The request must contain at least one of ${metadataOptionMembers.join(', ')}`;
      throw new ServiceError('MissingParameter', message);
    }
    if (before.state === 'terminated') {
      const message = `The instance '${before.id}' is not in a state from which its metadata options can be modified.`;
      throw new ServiceError('IncorrectInstanceState', message);
    }
    const instance = { ...before, metadataOptions: metadataOptionsWith(input, before.metadataOptions) };
    context.resources.put('instance', instance);
    return { InstanceId: instance.id, InstanceMetadataOptions: toSdkMetadataOptions(instance) };
  },
});
