import type { ModifyInstanceAttributeRequest } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { Instance } from '../../model/resources.ts';
import { putGroups } from '../network/put-groups.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';
import { requireOneAttribute } from '../shared/one-attribute.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceAttribute.html */
export const ModifyInstanceAttribute = operation<ModifyInstanceAttributeRequest, object>({
  service: 'ec2',
  name: 'ModifyInstanceAttribute',
  access: 'write',
  honours: ['InstanceId', 'DisableApiTermination', 'Groups', 'SourceDestCheck'],
  handle(input, context) {
    const instance = requireOwned(context, 'instance', input.InstanceId ?? '');
    const { DisableApiTermination, Groups, SourceDestCheck } = input;
    requireOneAttribute([DisableApiTermination?.Value, Groups?.[0], SourceDestCheck?.Value]);
    if (instance.state === 'terminated') {
      const message = `The instance '${instance.id}' is not in a state from which its attributes can be modified.`;
      throw new ServiceError('IncorrectInstanceState', message);
    }
    if (SourceDestCheck?.Value === false) {
      const message = 'Instances check source and destination here: sourceDestCheck must be true.';
      throw new ServiceError('UnsupportedOperation', message);
    }
    const isProtected = DisableApiTermination?.Value;
    if (isProtected !== undefined) {
      context.resources.put('instance', protectedOrNot(instance, isProtected));
    }
    const eni = context.resources.get('networkInterface', instance.networkInterfaceId);
    if (Groups?.length && eni) putGroups(context, eni, Groups);
    return {};
  },
});

function protectedOrNot({ terminationProtected: _, ...rest }: Instance, isProtected: boolean): Instance {
  return isProtected ? { ...rest, terminationProtected: true } : rest;
}
