import type { ServiceConfiguration, ServiceDetail } from '@aws-sdk/client-ec2';
import type { Reader } from '../../model/access.ts';
import { serviceBaseName } from '../../model/dns-names.ts';
import type { EndpointService } from '../../model/resources.ts';
import type { OperationContext } from '../operation.ts';
import { isOwned } from '../shared/lookup.ts';
import { toSdkTags } from '../shared/tags.ts';
import { zonesOfService } from './endpoint-services.ts';

/** The service as its owner sees it. */
export function toServiceConfiguration(resources: Reader, service: EndpointService): ServiceConfiguration {
  return {
    ...common(resources, service),
    ServiceState: service.state,
    NetworkLoadBalancerArns: [...service.loadBalancerArns],
    // AWS answers the empty element when there is no private name, and clients read it.
    PrivateDnsNameConfiguration: {},
    SupportedRegions: [{ Region: service.region, ServiceState: service.state }],
    RemoteAccessEnabled: false,
    Tags: toSdkTags(service.tags),
  };
}

/** The service as a consumer sees it; the tags are for the owner's eyes only. */
export function toServiceDetail(context: OperationContext, service: EndpointService): ServiceDetail {
  return {
    ...common(context.resources, service),
    ServiceRegion: service.region,
    Owner: service.accountId,
    VpcEndpointPolicySupported: false,
    Tags: isOwned(context, service) ? toSdkTags(service.tags) : [],
  };
}

function common(resources: Reader, service: EndpointService) {
  const zones = zonesOfService(resources, service);
  return {
    ServiceType: [{ ServiceType: 'Interface' as const }],
    ServiceId: service.id,
    ServiceName: service.name,
    AvailabilityZones: zones.map(({ name }) => name),
    AvailabilityZoneIds: zones.map(({ id }) => id),
    AcceptanceRequired: service.acceptanceRequired,
    ManagesVpcEndpoints: false,
    BaseEndpointDnsNames: [serviceBaseName(service.region, service.id)],
    SupportedIpAddressTypes: ['ipv4' as const],
  };
}
