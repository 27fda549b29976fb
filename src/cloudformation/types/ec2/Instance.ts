import type {
  DescribeIamInstanceProfileAssociationsResult,
  DescribeInstancesResult,
  DescribeLaunchTemplatesResult,
  InstanceAttribute,
  Reservation,
  Instance as SdkInstance,
} from '@aws-sdk/client-ec2';
import { ServiceError } from '../../../model/errors.ts';
import type { EC2Instance } from '../../generated/properties.ts';
import type { Progress, Step } from '../../resource-type.ts';
import { answered, call, same, unlessGone } from '../shared/call.ts';
import { defaultGroups } from '../shared/default-groups.ts';
import { type Readable, resourceType } from '../shared/define.ts';
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
    'LaunchTemplate',
    'MetadataOptions',
    'Monitoring',
    'EbsOptimized',
    'DisableApiTermination',
    'Tags',
  ],
  only: {
    'NetworkInterfaces.AssociatePublicIpAddress': false,
    SourceDestCheck: true,
    Tenancy: 'default',
  },
  create,
  update(id, before, after, step) {
    // What runs is run once, and there is no other size to change to in place: such changes take another instance.
    const isAnother = (['InstanceType', 'UserData', 'EbsOptimized'] as const).some(
      (name) => before[name] !== after[name],
    );
    const isProfileChanged = before.IamInstanceProfile !== after.IamInstanceProfile;
    // What a launch template says of it is found by launching alone.
    const isOfTemplate = after.LaunchTemplate !== undefined && after.IamInstanceProfile === undefined;
    if (isAnother || (isProfileChanged && isOfTemplate)) return create(after, step);
    if (isProfileChanged) setProfile(id, after.IamInstanceProfile, step);
    if (!same(before.SecurityGroupIds, after.SecurityGroupIds)) setGroups(id, after, step);
    changeSettings(id, before, after, step);
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
      ...settingsOf(instance, properties, step),
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
    LaunchTemplate: launchTemplateOf(properties),
    MetadataOptions: properties.MetadataOptions,
    Monitoring: properties.Monitoring === undefined ? undefined : { Enabled: properties.Monitoring },
    EbsOptimized: properties.EbsOptimized,
    DisableApiTermination: properties.DisableApiTermination,
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

/** @throws ServiceError `ValidationError`: of an alias nobody could tell later which version was meant */
function launchTemplateOf({ LaunchTemplate: stated }: EC2Instance): EC2Instance['LaunchTemplate'] {
  if (stated?.Version.startsWith('$') !== true) return stated;
  const message =
    'CloudFormation does not support $Latest or $Default as the Version of LaunchTemplate. Give a number, as Fn::GetAtt LatestVersionNumber of the launch template.';
  throw new ServiceError('ValidationError', message);
}

/** What is kept of an instance and shown. Options that are stated no more stay as they are. */
function changeSettings(id: string, before: EC2Instance, after: EC2Instance, step: Step): void {
  const { MetadataOptions, Monitoring = false, DisableApiTermination = false } = after;
  if (MetadataOptions && !same(before.MetadataOptions, MetadataOptions)) {
    call(step, 'ec2', 'ModifyInstanceMetadataOptions', { InstanceId: id, ...MetadataOptions });
  }
  if ((before.Monitoring ?? false) !== Monitoring) {
    call(step, 'ec2', Monitoring ? 'MonitorInstances' : 'UnmonitorInstances', { InstanceIds: [id] });
  }
  if ((before.DisableApiTermination ?? false) !== DisableApiTermination) {
    const input = { InstanceId: id, DisableApiTermination: { Value: DisableApiTermination } };
    call(step, 'ec2', 'ModifyInstanceAttribute', input);
  }
}

/** Of those that are stated. */
function settingsOf(instance: SdkInstance, stated: EC2Instance, step: Step): Readable<EC2Instance> {
  const { State: _, ...options } = instance.MetadataOptions ?? {};
  return {
    ...(stated.MetadataOptions && { MetadataOptions: options }),
    ...(stated.Monitoring !== undefined && { Monitoring: instance.Monitoring?.State === 'enabled' }),
    ...(stated.EbsOptimized !== undefined && { EbsOptimized: instance.EbsOptimized }),
    ...(stated.DisableApiTermination !== undefined && { DisableApiTermination: isProtected(instance, step) }),
    ...(stated.LaunchTemplate && { LaunchTemplate: originOf(instance, stated.LaunchTemplate, step) }),
  };
}

function isProtected({ InstanceId }: SdkInstance, step: Step): boolean | undefined {
  const input = { InstanceId, Attribute: 'disableApiTermination' };
  return call<InstanceAttribute>(step, 'ec2', 'DescribeInstanceAttribute', input).DisableApiTermination
    ?.Value;
}

/** The template that it came of, by what the template is stated by. */
function originOf(
  { Tags }: SdkInstance,
  { LaunchTemplateName: stated }: NonNullable<EC2Instance['LaunchTemplate']>,
  step: Step,
): Readable<EC2Instance>['LaunchTemplate'] {
  const tag = (name: string) => Tags?.find(({ Key }) => Key === `aws:ec2launchtemplate:${name}`)?.Value;
  const [LaunchTemplateId, Version] = [tag('id'), tag('version')];
  if (stated === undefined) return { LaunchTemplateId, Version };
  const input = { LaunchTemplateIds: [LaunchTemplateId] };
  const found = unlessGone(() =>
    call<DescribeLaunchTemplatesResult>(step, 'ec2', 'DescribeLaunchTemplates', input),
  );
  // One that is gone has no name any more; nothing says that it was another.
  return { LaunchTemplateName: found?.LaunchTemplates?.[0]?.LaunchTemplateName ?? stated, Version };
}

/** What states none has the default group of its VPC. */
function setGroups(id: string, { SecurityGroupIds }: EC2Instance, step: Step): void {
  const instance = describe(id, step);
  const NetworkInterfaceId = instance?.NetworkInterfaces?.[0]?.NetworkInterfaceId;
  const Groups = SecurityGroupIds ?? defaultGroups(instance?.VpcId ?? '', step);
  call(step, 'ec2', 'ModifyNetworkInterfaceAttribute', { NetworkInterfaceId, Groups });
}

function setProfile(InstanceId: string, Name: string | undefined, step: Step): void {
  const Filters = [{ Name: 'instance-id', Values: [InstanceId] }];
  const found = call<DescribeIamInstanceProfileAssociationsResult>(
    step,
    'ec2',
    'DescribeIamInstanceProfileAssociations',
    { Filters },
  );
  const AssociationId = found.IamInstanceProfileAssociations?.[0]?.AssociationId;
  const IamInstanceProfile = { Name };
  if (Name === undefined) {
    if (AssociationId !== undefined) call(step, 'ec2', 'DisassociateIamInstanceProfile', { AssociationId });
  } else if (AssociationId === undefined) {
    call(step, 'ec2', 'AssociateIamInstanceProfile', { InstanceId, IamInstanceProfile });
  } else {
    const input = { AssociationId, IamInstanceProfile };
    call(step, 'ec2', 'ReplaceIamInstanceProfileAssociation', input);
  }
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
