import type {
  PrivateDnsNameConfiguration,
  ServiceConfiguration,
  ServiceDetail,
  SupportedRegionDetail,
} from '@aws-sdk/client-ec2';
import type { Reader } from '../../model/access.ts';
import { serviceBaseName } from '../../model/dns-names.ts';
import type { EndpointService } from '../../model/resources.ts';
import type { OperationContext } from '../operation.ts';
import { isOwned } from '../shared/lookup.ts';
import { toSdkTags } from '../shared/tags.ts';
import { zonesOfService } from './endpoint-services.ts';
import { isMultiRegion } from './service-regions.ts';

/** The service as its owner sees it. */
export function toServiceConfiguration(resources: Reader, service: EndpointService): ServiceConfiguration {
  return {
    ...common(service),
    ...zoneSets(resources, service),
    ServiceState: service.state,
    NetworkLoadBalancerArns: [...service.loadBalancerArns],
    // AWS answers the empty element when there is no private name, and clients read it.
    PrivateDnsNameConfiguration: toPrivateDnsConfiguration(service),
    SupportedRegions: supportedRegions(service),
    RemoteAccessEnabled: isMultiRegion(service),
    Tags: toSdkTags(service.tags),
  };
}

/**
 * The service as a consumer sees it, with its zones when the consumer asks from the service's region; the tags are for
 * the owner's eyes only.
 */
export function toServiceDetail(context: OperationContext, service: EndpointService): ServiceDetail {
  const { privateDns } = service;
  return {
    ...common(service),
    ...(service.region === context.region && zoneSets(context.resources, service)),
    ServiceRegion: service.region,
    Owner: service.accountId,
    VpcEndpointPolicySupported: false,
    ...(privateDns && {
      PrivateDnsNames: [{ PrivateDnsName: privateDns.name }],
      PrivateDnsNameVerificationState: privateDns.state,
    }),
    Tags: isOwned(context, service) ? toSdkTags(service.tags) : [],
  };
}

function common(service: EndpointService) {
  const { privateDns, payerResponsibility } = service;
  return {
    ServiceType: [{ ServiceType: 'Interface' as const }],
    ServiceId: service.id,
    ServiceName: service.name,
    AcceptanceRequired: service.acceptanceRequired,
    ManagesVpcEndpoints: false,
    BaseEndpointDnsNames: [serviceBaseName(service.region, service.id)],
    SupportedIpAddressTypes: ['ipv4' as const],
    ...(privateDns && { PrivateDnsName: privateDns.name }),
    ...(payerResponsibility && { PayerResponsibility: payerResponsibility }),
  };
}

function zoneSets(resources: Reader, service: EndpointService) {
  const zones = zonesOfService(resources, service);
  return {
    AvailabilityZones: zones.map(({ name }) => name),
    AvailabilityZoneIds: zones.map(({ id }) => id),
  };
}

function toPrivateDnsConfiguration({ privateDns }: EndpointService): PrivateDnsNameConfiguration {
  if (!privateDns) return {};
  const { state, recordName, recordValue } = privateDns;
  return { State: state, Type: 'TXT', Value: recordValue, Name: recordName };
}

function supportedRegions({
  region,
  state,
  supportedRegions = [],
}: EndpointService): SupportedRegionDetail[] {
  const others = supportedRegions.map((each) => ({ Region: each.region, ServiceState: each.state }));
  return [{ Region: region, ServiceState: state }, ...others];
}
