import type { DescribeInstanceAttributeRequest, InstanceAttribute } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { toSdkInstance } from '../network/instance-view.ts';
import { type OperationContext, operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceAttribute.html */
export const DescribeInstanceAttribute = operation<DescribeInstanceAttributeRequest, InstanceAttribute>({
  service: 'ec2',
  name: 'DescribeInstanceAttribute',
  access: 'read',
  honours: ['InstanceId', 'Attribute'],
  handle(input, context) {
    return { InstanceId: input.InstanceId, ...attribute(input, context) };
  },
});

function attribute(
  { InstanceId = '', Attribute }: DescribeInstanceAttributeRequest,
  context: OperationContext,
): InstanceAttribute {
  const instance = requireOwned(context, 'instance', InstanceId);
  const view = toSdkInstance(context.resources, instance);
  switch (Attribute) {
    case 'blockDeviceMapping':
      return { BlockDeviceMappings: view.BlockDeviceMappings };
    case 'disableApiStop':
      return { DisableApiStop: { Value: false } };
    case 'disableApiTermination':
      return { DisableApiTermination: { Value: instance.terminationProtected === true } };
    case 'ebsOptimized':
      return { EbsOptimized: { Value: view.EbsOptimized } };
    case 'enclaveOptions':
      return { EnclaveOptions: { Enabled: false } };
    case 'groupSet':
      return { Groups: view.SecurityGroups };
    case 'instanceInitiatedShutdownBehavior':
      // AWS's default. An instance here has no shutdown of its own.
      return { InstanceInitiatedShutdownBehavior: { Value: 'stop' } };
    case 'instanceType':
      return { InstanceType: { Value: view.InstanceType } };
    case 'productCodes':
      return { ProductCodes: [] };
    case 'sourceDestCheck':
      return { SourceDestCheck: { Value: true } };
    case 'userData':
      return { UserData: instance.userData === undefined ? {} : { Value: instance.userData } };
    case 'kernel':
      return { KernelId: {} };
    case 'ramdisk':
      return { RamdiskId: {} };
    case 'rootDeviceName':
      return { RootDeviceName: {} };
    case 'sriovNetSupport':
      return { SriovNetSupport: {} };
    default: {
      const message = `Value (${Attribute}) for parameter attribute is invalid. Unknown attribute.`;
      throw new ServiceError('InvalidParameterValue', message);
    }
  }
}
