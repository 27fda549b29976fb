import type { Instance as SdkInstance } from '@aws-sdk/client-ec2';
import type { Reader } from '../../model/access.ts';
import type { Instance } from '../../model/resources.ts';
import type { FilterTable } from '../shared/filters.ts';
import { toSdkInstance } from './instance-view.ts';
import { interfaceFilters } from './interface-view.ts';

/**
 * What instances can be filtered by: what is shown of them.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html
 */
export function instanceFilters(resources: Reader): FilterTable<Instance> {
  const shown = (of: (view: SdkInstance) => string | undefined) => (instance: Instance) =>
    of(toSdkInstance(resources, instance));
  const groups = (member: 'GroupId' | 'GroupName') => (instance: Instance) =>
    toSdkInstance(resources, instance).SecurityGroups?.map((group) => group[member]) ?? [];
  return {
    fields: {
      'availability-zone': shown((view) => view.Placement?.AvailabilityZone),
      'availability-zone-id': shown((view) => view.Placement?.AvailabilityZoneId),
      'iam-instance-profile.arn': (instance) => instance.profile?.arn,
      'iam-instance-profile.id': (instance) => instance.profile?.id,
      'image-id': (instance) => instance.imageId,
      'instance-id': (instance) => instance.id,
      'instance-state-code': (instance) => toSdkInstance(resources, instance).State?.Code,
      'instance-state-name': (instance) => instance.state,
      'instance-type': (instance) => instance.instanceType,
      'instance.group-id': groups('GroupId'),
      'instance.group-name': groups('GroupName'),
      'launch-index': (instance) => instance.launchIndex,
      'launch-time': (instance) => instance.launchedAt,
      'metadata-options.http-endpoint': shown((view) => view.MetadataOptions?.HttpEndpoint),
      'metadata-options.http-protocol-ipv6': shown((view) => view.MetadataOptions?.HttpProtocolIpv6),
      'metadata-options.http-put-response-hop-limit': (instance) =>
        toSdkInstance(resources, instance).MetadataOptions?.HttpPutResponseHopLimit,
      'metadata-options.http-tokens': shown((view) => view.MetadataOptions?.HttpTokens),
      'metadata-options.instance-metadata-tags': shown((view) => view.MetadataOptions?.InstanceMetadataTags),
      'monitoring-state': shown((view) => view.Monitoring?.State),
      'owner-id': (instance) => instance.accountId,
      'private-dns-name': shown((view) => view.PrivateDnsName),
      'private-ip-address': shown((view) => view.PrivateIpAddress),
      'reservation-id': (instance) => instance.reservationId,
      'source-dest-check': () => true,
      'state-reason-code': shown((view) => view.StateReason?.Code),
      'subnet-id': shown((view) => view.SubnetId),
      tenancy: () => 'default',
      'vpc-id': shown((view) => view.VpcId),
      reason: shown((view) => view.StateTransitionReason),
      'state-reason-message': shown((view) => view.StateReason?.Message),
      'operator.managed': () => false,
      ...Object.fromEntries(absent.map((name) => [name, () => undefined])),
      ...interfaceFields(resources),
    },
    tags: (instance) => instance.tags,
  };
}

/** What an instance may have on AWS and none has here, so that these filters match none, as on AWS without it. */
const absent = [
  'affinity',
  'block-device-mapping.attach-time',
  'block-device-mapping.delete-on-termination',
  'block-device-mapping.device-name',
  'block-device-mapping.status',
  'block-device-mapping.volume-id',
  'capacity-reservation-id',
  'dns-name',
  'host-id',
  'instance-lifecycle',
  'ip-address',
  'ipv6-address',
  'kernel-id',
  'key-name',
  'operator.principal',
  'outpost-arn',
  'placement-group-name',
  'placement-partition-number',
  'platform',
  'product-code',
  'product-code.type',
  'ramdisk-id',
  'requester-id',
  'spot-instance-request-id',
];

/** The filters on an instance's interface are those on interfaces under a longer name. */
function interfaceFields(resources: Reader): FilterTable<Instance>['fields'] {
  const fields = Object.entries(interfaceFilters(resources).fields).map(([name, field]) => [
    `network-interface.${name}`,
    (instance: Instance) => {
      const record = resources.get('networkInterface', instance.networkInterfaceId);
      return record && field(record);
    },
  ]);
  return Object.fromEntries(fields);
}
