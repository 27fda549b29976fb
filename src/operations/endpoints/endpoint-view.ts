import type { DnsEntry, State, VpcEndpoint, VpcEndpointConnection } from '@aws-sdk/client-ec2';
import type { Reader } from '../../model/access.ts';
import { endpointDnsEntries } from '../../model/dns-names.ts';
import { extensionKeys, requestMessage } from '../../model/extension-tags.ts';
import type { Tag } from '../../model/owned.ts';
import type { Endpoint, EndpointService } from '../../model/resources.ts';
import { groupIdentifiers } from '../shared/interfaces.ts';
import { toSdkTags } from '../shared/tags.ts';

/** The endpoint as its owner sees it. */
export function toVpcEndpoint(resources: Reader, endpoint: Endpoint): VpcEndpoint {
  return {
    VpcEndpointId: endpoint.id,
    VpcEndpointType: 'Interface',
    VpcId: endpoint.vpcId,
    ServiceName: endpoint.serviceName,
    State: sdkState(endpoint),
    PolicyDocument: endpoint.policyDocument,
    RouteTableIds: [],
    SubnetIds: [...endpoint.subnetIds],
    Groups: groupIdentifiers(resources, endpoint.securityGroupIds),
    IpAddressType: 'ipv4',
    DnsOptions: { DnsRecordIpType: endpoint.dnsRecordIpType ?? 'ipv4' },
    PrivateDnsEnabled: endpoint.privateDnsEnabled,
    RequesterManaged: false,
    NetworkInterfaceIds: [...endpoint.networkInterfaceIds],
    DnsEntries: dnsEntries(resources, endpoint),
    CreationTimestamp: new Date(endpoint.createdAt),
    Tags: toSdkTags(endpoint.tags),
    OwnerId: endpoint.accountId,
    ServiceRegion: endpoint.serviceRegion ?? endpoint.region,
    ...(endpoint.lastError && {
      LastError: { Code: endpoint.lastError.code, Message: endpoint.lastError.message },
      FailureReason: endpoint.lastError.message,
    }),
  };
}

/** The endpoint as the owner of its service sees it. */
export function toConnection(
  resources: Reader,
  service: EndpointService,
  endpoint: Endpoint,
): VpcEndpointConnection {
  return {
    ServiceId: service.id,
    VpcEndpointId: endpoint.id,
    VpcEndpointOwner: endpoint.accountId,
    VpcEndpointState: sdkState(endpoint),
    CreationTimestamp: new Date(endpoint.createdAt),
    DnsEntries: dnsEntries(resources, endpoint),
    NetworkLoadBalancerArns: [...service.loadBalancerArns],
    IpAddressType: 'ipv4',
    VpcEndpointConnectionId: endpoint.connectionId,
    Tags: toSdkTags(connectionTags(endpoint)),
    VpcEndpointRegion: endpoint.region,
  };
}

/** The provider's own tags of the connection, and the message that came with the request; no other of the consumer's. */
function connectionTags(endpoint: Endpoint): readonly Tag[] {
  const own = endpoint.connectionTags ?? [];
  const message = requestMessage(endpoint);
  return message === undefined ? own : [...own, { key: extensionKeys.requestMessage, value: message }];
}

function dnsEntries(resources: Reader, endpoint: Endpoint): DnsEntry[] {
  const zones = endpoint.subnetIds.flatMap((id) => resources.get('subnet', id)?.zone ?? []);
  return endpointDnsEntries(endpoint, zones).map(({ dnsName, hostedZoneId }) => ({
    DnsName: dnsName,
    HostedZoneId: hostedZoneId,
  }));
}

/** The model spells states `PendingAcceptance`; what AWS answers is `pendingAcceptance`. */
function sdkState(endpoint: Endpoint): State {
  return endpoint.state as unknown as State;
}
