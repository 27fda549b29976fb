import type { Reservation, RunInstancesRequest } from '@aws-sdk/client-ec2';
import { freeAddresses } from '../../model/address-pool.ts';
import { ServiceError } from '../../model/errors.ts';
import type { ReservationId } from '../../model/ids.ts';
import { forgetTerminated } from '../../model/instance-lifecycle.ts';
import { launchMembers } from '../../model/launch-members.ts';
import { withTemplate } from '../../model/launch-template.ts';
import type { LaunchTemplateVersion, MetadataOptions } from '../../model/launch-template-resources.ts';
import type { Tag } from '../../model/owned.ts';
import type { Instance, Subnet } from '../../model/resources.ts';
import { requireDefaultSubnet, requireDefaultVpcGroup } from '../network/default-vpc.ts';
import { toReservations } from '../network/instance-view.ts';
import {
  checkImage,
  checkOptions,
  checkUserData,
  type LaunchPlace,
  launchPlace,
} from '../network/launch-input.ts';
import { launchProfile } from '../network/launch-profile.ts';
import { launchedFrom, launchTagTypes, templateOf } from '../network/launch-template-input.ts';
import { metadataOptionsWith } from '../network/metadata-options.ts';
import { quota } from '../network/quotas.ts';
import { type OperationContext, operation } from '../operation.ts';
import { createInterface, defaultSecurityGroupOf } from '../shared/interfaces.ts';
import { allOwned, requireOwned } from '../shared/lookup.ts';
import { tagsByResourceType } from '../shared/tags.ts';

/** AWS's default. A type says nothing about the size of an instance here: it is kept and shown. */
const defaultInstanceType = 'm1.small';

/** What all instances of one request have in common. */
interface Launch {
  readonly reservationId: ReservationId;
  readonly subnet: Subnet;
  readonly place: LaunchPlace;
  readonly imageId: string;
  readonly instanceType: string;
  readonly userData: string | undefined;
  readonly profile: Instance['profile'];
  readonly metadataOptions: MetadataOptions | undefined;
  readonly flags: Pick<Instance, 'monitored' | 'ebsOptimized' | 'terminationProtected'>;
  readonly tags: ReadonlyMap<string, readonly Tag[]>;
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html */
export const RunInstances = operation<RunInstancesRequest, Reservation>({
  service: 'ec2',
  name: 'RunInstances',
  access: 'write',
  honours: [
    ...launchMembers,
    'MinCount',
    'MaxCount',
    'SubnetId',
    'PrivateIpAddress',
    'CreditSpecification.CpuCredits',
    'HibernationOptions.Configured',
    'LaunchTemplate.LaunchTemplateId',
    'LaunchTemplate.LaunchTemplateName',
    'LaunchTemplate.Version',
  ],
  handle(request, context) {
    refuseWhenOff(context);
    forgetTerminated(context.resources, context.now);
    const version = templateOf(request, context);
    const input = version ? withTemplate(request, version.data) : request;
    const launch = prepare(input, version, context);
    const count = countOf(input, context, launch);
    const instances = Array.from({ length: count }, (_, at) => start(context, launch, at));
    const [reservation] = toReservations(context.resources, instances);
    return reservation ?? {};
  },
});

function refuseWhenOff({ settings }: OperationContext): void {
  if (settings.instances) return;
  const message =
    'Instances are off, because RunInstances starts processes on this machine. Start the daemon with `postern up --instances` to allow them.';
  throw new ServiceError('UnsupportedOperation', message);
}

function prepare(
  input: RunInstancesRequest,
  version: LaunchTemplateVersion | undefined,
  context: OperationContext,
): Launch {
  const imageId = checkImage(input.ImageId);
  const userData = checkUserData(input.UserData);
  checkOptions(input);
  const place = launchPlace(input);
  const subnet = subnetOf(input, place, context);
  const named = place.groupNames.map((name) => requireDefaultVpcGroup(context, name).id);
  const given = [...place.groupIds, ...named];
  const groupIds =
    given.length > 0 ? given : [defaultSecurityGroupOf(context.resources, { id: subnet.vpcId }).id];
  return {
    reservationId: context.ids.next('r'),
    subnet,
    place: { ...place, groupIds },
    imageId,
    instanceType: input.InstanceType ?? defaultInstanceType,
    userData,
    profile: launchProfile(input, context),
    metadataOptions: input.MetadataOptions && metadataOptionsWith(input.MetadataOptions),
    flags: flagsOf(input),
    tags: launchedFrom(version, tagsByResourceType(input.TagSpecifications, launchTagTypes)),
  };
}

/** @throws ServiceError `UnsupportedOperation`, `InvalidParameterValue`, and those of the look-ups */
function subnetOf({ Placement }: RunInstancesRequest, place: LaunchPlace, context: OperationContext): Subnet {
  if (Placement?.Tenancy !== undefined && Placement.Tenancy !== 'default') {
    throw new ServiceError('UnsupportedOperation', 'There is one tenancy here: default.');
  }
  // Clients that know no zone send an empty one.
  const zone = Placement?.AvailabilityZone || undefined;
  if (place.subnetId === undefined) return requireDefaultSubnet(context, zone);
  const subnet = requireOwned(context, 'subnet', place.subnetId);
  if (zone === undefined || zone === subnet.zone) return subnet;
  const message = `Value (${zone}) for parameter availabilityZone is invalid. The subnet '${subnet.id}' is in ${subnet.zone}.`;
  throw new ServiceError('InvalidParameterValue', message);
}

function flagsOf(input: RunInstancesRequest): Launch['flags'] {
  return {
    ...(input.Monitoring?.Enabled === true && { monitored: true }),
    ...(input.EbsOptimized === true && { ebsOptimized: true }),
    ...(input.DisableApiTermination === true && { terminationProtected: true }),
  };
}

/** As many as there is room for, from MinCount to MaxCount. */
function countOf(input: RunInstancesRequest, context: OperationContext, { subnet, place }: Launch): number {
  const { MinCount: min = 0, MaxCount: max = 0 } = input;
  if (min < 1 || max < min) {
    const message = `MinCount (${min}) and MaxCount (${max}) must be at least 1, and MaxCount no less than MinCount.`;
    throw new ServiceError('InvalidParameterValue', message);
  }
  if (place.address !== undefined && max > 1) {
    const message = 'A private IP address can be specified for one instance only: MaxCount must be 1.';
    throw new ServiceError('InvalidParameterCombination', message);
  }
  const live = allOwned(context, 'instance').filter(({ state }) => state !== 'terminated').length;
  const allowed = Math.max(quota(context, 'instancesPerRegion') - live, 0);
  if (allowed < min) {
    const message = `You have requested more instances (${min}) than your current limit of ${allowed} allows: ${live} of ${quota(context, 'instancesPerRegion')} are there.`;
    throw new ServiceError('InstanceLimitExceeded', message);
  }
  // Fewer free addresses than MinCount: the launch of the first too many is refused with the right code.
  const free = Math.max(freeAddresses(context.resources, subnet), min);
  return Math.min(max, allowed, free);
}

function start(context: OperationContext, launch: Launch, launchIndex: number): Instance {
  const { subnet, place, tags, userData, profile } = launch;
  const id = context.ids.next('i');
  const networkInterface = createInterface(context, {
    subnet,
    address: place.address,
    groups: place.groupIds,
    attachment: { kind: 'instance', instanceId: id },
    description: place.description,
    tags: tags.get('network-interface') ?? [],
  });
  const instance: Instance = {
    id,
    accountId: subnet.accountId,
    region: subnet.region,
    tags: tags.get('instance') ?? [],
    reservationId: launch.reservationId,
    launchIndex,
    imageId: launch.imageId,
    instanceType: launch.instanceType,
    vpcId: subnet.vpcId,
    subnetId: subnet.id,
    networkInterfaceId: networkInterface.id,
    privateIp: networkInterface.privateIp,
    securityGroupIds: networkInterface.securityGroupIds,
    ...(userData !== undefined && { userData }),
    ...(profile && { profile }),
    ...(launch.metadataOptions && { metadataOptions: launch.metadataOptions }),
    ...launch.flags,
    state: 'pending',
    launchedAt: context.now,
  };
  context.resources.put('instance', instance);
  return instance;
}
