import type { ModifyInstanceAttributeRequest } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { Instance } from '../../model/resources.ts';
import { putGroups } from '../network/put-groups.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceAttribute.html */
export const ModifyInstanceAttribute = operation<ModifyInstanceAttributeRequest, object>({
  service: 'ec2',
  name: 'ModifyInstanceAttribute',
  access: 'write',
  honours: ['InstanceId', 'DisableApiTermination', 'Groups', 'SourceDestCheck'],
  handle(input, context) {
    const instance = requireOwned(context, 'instance', input.InstanceId ?? '');
    checkOne(input);
    if (instance.state === 'terminated') {
      const message = `The instance '${instance.id}' is not in a state from which its attributes can be modified.`;
      throw new ServiceError('IncorrectInstanceState', message);
    }
    if (input.SourceDestCheck?.Value === false) {
      const message = 'Instances check source and destination here: sourceDestCheck must be true.';
      throw new ServiceError('UnsupportedOperation', message);
    }
    const isProtected = input.DisableApiTermination?.Value;
    if (isProtected !== undefined) {
      context.resources.put('instance', protectedOrNot(instance, isProtected));
    }
    const eni = context.resources.get('networkInterface', instance.networkInterfaceId);
    if (input.Groups?.length && eni) putGroups(context, eni, input.Groups);
    return {};
  },
});

function protectedOrNot({ terminationProtected: _, ...rest }: Instance, isProtected: boolean): Instance {
  return isProtected ? { ...rest, terminationProtected: true } : rest;
}

function checkOne(input: ModifyInstanceAttributeRequest): void {
  const { DisableApiTermination, Groups, SourceDestCheck } = input;
  const given = [DisableApiTermination?.Value, Groups?.[0], SourceDestCheck?.Value];
  const count = given.filter((value) => value !== undefined).length;
  if (count === 1) return;
  throw count === 0
    ? new ServiceError('MissingParameter', 'The request must contain exactly one attribute to modify.')
    : new ServiceError(
        'InvalidParameterCombination',
        'Fields for multiple attribute types specified. Modify one attribute a request.',
      );
}
