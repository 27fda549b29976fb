import type { DescribeInstancesResult, Reservation, Instance as SdkInstance } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../../model/errors.ts';
import type { EC2Instance } from '../../generated/properties.ts';
import type { Progress, Step } from '../../resource-type.ts';
import { answered, call, same, unlessGone } from '../shared/call.ts';
import { defaultGroups } from '../shared/default-groups.ts';
import { resourceType } from '../shared/define.ts';
import { changeEc2Tags, ownTags, tagSpecifications } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html */
export const Instance = resourceType<EC2Instance>({
  name: 'AWS::EC2::Instance',
  honours: [
    'ImageId',
    'InstanceType',
    'AvailabilityZone',
    'SubnetId',
    'PrivateIpAddress',
    'SecurityGroupIds',
    'SecurityGroups',
    'NetworkInterfaces.DeviceIndex',
    'NetworkInterfaces.SubnetId',
    'NetworkInterfaces.PrivateIpAddress',
    'NetworkInterfaces.GroupSet',
    'NetworkInterfaces.Description',
    'NetworkInterfaces.DeleteOnTermination',
    'IamInstanceProfile',
    'UserData',
    'Tags',
  ],
  only: {
    DisableApiTermination: false,
    EbsOptimized: false,
    Monitoring: false,
    'NetworkInterfaces.AssociatePublicIpAddress': false,
    SourceDestCheck: true,
    Tenancy: 'default',
  },
  create,
  update(id, before, after, step) {
    // What runs is run once, and there is no other size to change to in place: such changes take another instance.
    const isAnother = (['InstanceType', 'IamInstanceProfile', 'UserData'] as const).some(
      (name) => before[name] !== after[name],
    );
    if (isAnother) return create(after, step);
    if (!same(before.SecurityGroupIds, after.SecurityGroupIds)) setGroups(id, after, step);
    changeEc2Tags(id, before.Tags, after.Tags, step);
    return id;
  },
  delete(id, _, step) {
    unlessGone(() => call(step, 'ec2', 'TerminateInstances', { InstanceIds: [id] }));
  },
  isGone: (id, step) => live(id, step) === undefined,
  progress: (id, _, step) => progressOf(describe(id, step)),
  attributes(id, _, step) {
    const instance = describe(id, step);
    return {
      InstanceId: id,
      AvailabilityZone: instance?.Placement?.AvailabilityZone ?? '',
      PrivateDnsName: instance?.PrivateDnsName ?? '',
      PrivateIp: instance?.PrivateIpAddress ?? '',
      PublicDnsName: instance?.PublicDnsName ?? '',
      PublicIp: instance?.PublicIpAddress ?? '',
      VpcId: instance?.VpcId ?? '',
    };
  },
  read(id, properties, step) {
    const instance = live(id, step);
    if (!instance) return undefined;
    const byInterface = properties.NetworkInterfaces !== undefined;
    const groups = instance.SecurityGroups?.map(({ GroupId = '' }) => GroupId);
    return {
      ImageId: instance.ImageId,
      InstanceType: instance.InstanceType,
      IamInstanceProfile: instance.IamInstanceProfile?.Arn?.split('/').at(-1),
      AvailabilityZone: instance.Placement?.AvailabilityZone,
      SubnetId: byInterface ? undefined : instance.SubnetId,
      PrivateIpAddress: byInterface ? undefined : instance.PrivateIpAddress,
      SecurityGroupIds: byInterface || properties.SecurityGroups !== undefined ? undefined : groups,
      Tags: ownTags(instance.Tags, properties.Tags, step),
    };
  },
});

function create(properties: EC2Instance, step: Step): string {
  const { Tags, AvailabilityZone: zone, IamInstanceProfile: profile } = properties;
  const { Instances } = call<Reservation>(step, 'ec2', 'RunInstances', {
    ImageId: properties.ImageId,
    InstanceType: properties.InstanceType,
    SubnetId: properties.SubnetId,
    PrivateIpAddress: properties.PrivateIpAddress,
    SecurityGroupIds: properties.SecurityGroupIds,
    SecurityGroups: properties.SecurityGroups,
    UserData: properties.UserData,
    NetworkInterfaces: properties.NetworkInterfaces?.map(
      ({ DeviceIndex, GroupSet, AssociatePublicIpAddress: _, ...rest }) => ({
        ...rest,
        DeviceIndex: Number(DeviceIndex),
        Groups: GroupSet,
      }),
    ),
    IamInstanceProfile: profile === undefined ? undefined : { Name: profile },
    MinCount: 1,
    MaxCount: 1,
    TagSpecifications: tagSpecifications('instance', Tags, step),
  });
  const actual = Instances?.[0]?.Placement?.AvailabilityZone;
  if (zone === undefined || zone === actual) return answered(Instances?.[0]?.InstanceId);
  // The step is undone with what was just made.
  const message = `The subnet of the instance is in ${actual}, not in ${zone}. Leave AvailabilityZone out, or name a subnet in it.`;
  throw new ServiceError('InvalidParameterValue', message);
}

/** What states none has the default group of its VPC. */
function setGroups(id: string, { SecurityGroupIds }: EC2Instance, step: Step): void {
  const instance = describe(id, step);
  const NetworkInterfaceId = instance?.NetworkInterfaces?.[0]?.NetworkInterfaceId;
  const Groups = SecurityGroupIds ?? defaultGroups(instance?.VpcId ?? '', step);
  call(step, 'ec2', 'ModifyNetworkInterfaceAttribute', { NetworkInterfaceId, Groups });
}

function progressOf(instance: SdkInstance | undefined): Progress {
  switch (instance?.State?.Name) {
    case 'running':
      return { state: 'done' };
    case 'pending':
      return { state: 'waiting' };
    default: {
      const why = instance?.StateReason?.Message;
      const state = instance?.State?.Name ?? 'gone';
      return { state: 'failed', reason: `The instance is ${state}${why === undefined ? '' : `: ${why}`}` };
    }
  }
}

/** Not one that is terminated, which is shown for a while. */
function live(id: string, step: Step): SdkInstance | undefined {
  const instance = describe(id, step);
  return instance?.State?.Name === 'terminated' ? undefined : instance;
}

function describe(id: string, step: Step): SdkInstance | undefined {
  const input = { InstanceIds: [id] };
  const result = unlessGone(() => call<DescribeInstancesResult>(step, 'ec2', 'DescribeInstances', input));
  return result?.Reservations?.[0]?.Instances?.[0];
}
