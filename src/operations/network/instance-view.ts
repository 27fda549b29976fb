import type {
  InstanceMetadataOptionsResponse,
  InstanceNetworkInterface,
  Reservation,
  Instance as SdkInstance,
  InstanceState as SdkState,
} from '@aws-sdk/client-ec2';
import type { Reader } from '../../model/access.ts';
import { defaultMetadataOptions } from '../../model/launch-template-resources.ts';
import type { Instance, InstanceState, NetworkInterface } from '../../model/resources.ts';
import { groupIdentifiers } from '../shared/interfaces.ts';
import { toSdkTags } from '../shared/tags.ts';
import { toSdkAttachment, toSdkInterface } from './interface-view.ts';
import { privateDnsName } from './private-dns-name.ts';

const stateCodes: Readonly<Record<InstanceState, number>> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
};

/** A state as EC2 answers it. */
export function toSdkState(state: InstanceState): { Code: number; Name: InstanceState } & SdkState {
  return { Code: stateCodes[state], Name: state };
}

/** The instances as EC2 answers them, those of one request together. */
export function toReservations(resources: Reader, instances: readonly Instance[]): Reservation[] {
  return [...Map.groupBy(instances, (instance) => instance.reservationId)].map(([id, members]) => ({
    ReservationId: id,
    OwnerId: members[0]?.accountId,
    // Groups of EC2-Classic, which no instance has any more.
    Groups: [],
    Instances: members.map((instance) => toSdkInstance(resources, instance)),
  }));
}

/** An instance as EC2 answers it; a terminated one has no place in a network any more. */
export function toSdkInstance(resources: Reader, instance: Instance): SdkInstance {
  return {
    InstanceId: instance.id,
    ImageId: instance.imageId,
    // Any type is taken and kept as it was given; the SDK lists those that AWS has.
    InstanceType: instance.instanceType as NonNullable<SdkInstance['InstanceType']>,
    State: toSdkState(instance.state),
    ...stateReason(instance),
    StateTransitionReason: transitionReason(instance),
    AmiLaunchIndex: instance.launchIndex,
    LaunchTime: new Date(instance.launchedAt),
    Monitoring: { State: instance.monitored ? 'enabled' : 'disabled' },
    EbsOptimized: instance.ebsOptimized === true,
    MetadataOptions: toSdkMetadataOptions(instance),
    ProductCodes: [],
    BlockDeviceMappings: [],
    PublicDnsName: '',
    ...(instance.profile && {
      IamInstanceProfile: { Arn: instance.profile.arn, Id: instance.profile.id },
    }),
    ...place(resources, instance),
    Tags: toSdkTags(instance.tags),
  };
}

/** The options in force: what a record of no service says is so at once. */
export function toSdkMetadataOptions({ metadataOptions }: Instance): InstanceMetadataOptionsResponse {
  return { State: 'applied', ...(metadataOptions ?? defaultMetadataOptions) };
}

function place(resources: Reader, instance: Instance): SdkInstance {
  const record = resources.get('networkInterface', instance.networkInterfaceId);
  const zone = resources.get('subnet', instance.subnetId);
  const Placement = {
    ...(zone && { AvailabilityZone: zone.zone, AvailabilityZoneId: zone.zoneId }),
    GroupName: '',
    Tenancy: 'default' as const,
  };
  if (instance.state === 'terminated' || !record) {
    return { Placement, NetworkInterfaces: [], SecurityGroups: [], PrivateDnsName: '' };
  }
  return {
    Placement,
    VpcId: instance.vpcId,
    SubnetId: instance.subnetId,
    PrivateIpAddress: instance.privateIp,
    PrivateDnsName: privateDnsName(instance.region, instance.privateIp),
    SourceDestCheck: true,
    SecurityGroups: groupIdentifiers(resources, instance.securityGroupIds),
    NetworkInterfaces: [toInstanceInterface(resources, record)],
  };
}

/** The same as `toSdkInterface`, in the shape that an instance shows its interfaces in. */
function toInstanceInterface(resources: Reader, record: NetworkInterface): InstanceNetworkInterface {
  const { InstanceId: _, InstanceOwnerId: __, ...Attachment } = toSdkAttachment(record);
  const view = toSdkInterface(resources, record);
  return {
    NetworkInterfaceId: view.NetworkInterfaceId,
    InterfaceType: view.InterfaceType,
    Description: view.Description,
    OwnerId: view.OwnerId,
    Status: view.Status,
    VpcId: view.VpcId,
    SubnetId: view.SubnetId,
    MacAddress: view.MacAddress,
    PrivateDnsName: view.PrivateDnsName,
    PrivateIpAddress: view.PrivateIpAddress,
    PrivateIpAddresses: view.PrivateIpAddresses,
    Ipv6Addresses: [],
    SourceDestCheck: view.SourceDestCheck,
    Groups: view.Groups,
    Attachment,
  };
}

function stateReason(instance: Instance): Pick<SdkInstance, 'StateReason'> {
  if (instance.stateReason !== undefined) {
    return {
      StateReason: { Code: 'Server.InternalError', Message: `Server.InternalError: ${instance.stateReason}` },
    };
  }
  if (instance.state === 'running' || instance.state === 'pending') return {};
  const Code = 'Client.UserInitiatedShutdown';
  return { StateReason: { Code, Message: `${Code}: User initiated shutdown` } };
}

function transitionReason(instance: Instance): string {
  const byUser = instance.stateReason === undefined && instance.terminatedAt !== undefined;
  return byUser ? `User initiated (${instance.terminatedAt?.slice(0, 19).replace('T', ' ')} GMT)` : '';
}
