import type {
  GetLaunchTemplateDataRequest,
  GetLaunchTemplateDataResult,
  ResponseLaunchTemplateData,
} from '@aws-sdk/client-ec2';
import { usersTags } from '../../model/reserved-tags.ts';
import type { Instance, NetworkInterface } from '../../model/resources.ts';
import { toSdkInstance } from '../network/instance-view.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';
import { toSdkTags } from '../shared/tags.ts';

/**
 * The data of a template from which an instance like this one would come.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetLaunchTemplateData.html
 */
export const GetLaunchTemplateData = operation<GetLaunchTemplateDataRequest, GetLaunchTemplateDataResult>({
  service: 'ec2',
  name: 'GetLaunchTemplateData',
  access: 'read',
  honours: ['InstanceId'],
  handle(input, context) {
    const { resources } = context;
    const instance = requireOwned(context, 'instance', input.InstanceId ?? '');
    const { State: _, ...MetadataOptions } = toSdkInstance(resources, instance).MetadataOptions ?? {};
    const eni = resources.get('networkInterface', instance.networkInterfaceId);
    const data = {
      ...dataOf(instance),
      ...(eni && { NetworkInterfaces: [interfaceOf(eni)] }),
      Placement: { AvailabilityZone: resources.get('subnet', instance.subnetId)?.zone, Tenancy: 'default' },
      MetadataOptions,
    };
    // The members are those of a template, with values that the instance was given in them.
    return { LaunchTemplateData: data as ResponseLaunchTemplateData };
  },
});

function dataOf(instance: Instance) {
  const Tags = toSdkTags(usersTags(instance.tags));
  return {
    ImageId: instance.imageId,
    InstanceType: instance.instanceType,
    ...(instance.userData !== undefined && { UserData: instance.userData }),
    ...(instance.profile && { IamInstanceProfile: { Arn: instance.profile.arn } }),
    Monitoring: { Enabled: instance.monitored === true },
    EbsOptimized: instance.ebsOptimized === true,
    DisableApiTermination: instance.terminationProtected === true,
    ...(Tags.length > 0 && { TagSpecifications: [{ ResourceType: 'instance', Tags }] }),
  };
}

/** Without its address, which is one instance's. */
function interfaceOf(eni: NetworkInterface) {
  return {
    DeviceIndex: 0,
    SubnetId: eni.subnetId,
    Groups: [...eni.securityGroupIds],
    DeleteOnTermination: true,
    AssociatePublicIpAddress: false,
    ...(eni.description !== '' && { Description: eni.description }),
  };
}
