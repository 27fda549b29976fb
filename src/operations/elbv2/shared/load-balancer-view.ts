import type { LoadBalancer as SdkLoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import { loadBalancerDnsName, loadBalancerHostedZoneId } from '../../../model/dns-names.ts';
import type { LoadBalancer } from '../../../model/load-balancing-resources.ts';

/** The load balancer as the API answers it. */
export function toSdkLoadBalancer(loadBalancer: LoadBalancer): SdkLoadBalancer {
  return {
    LoadBalancerArn: loadBalancer.id,
    DNSName: loadBalancerDnsName(loadBalancer),
    CanonicalHostedZoneId: loadBalancerHostedZoneId(loadBalancer.region),
    CreatedTime: new Date(loadBalancer.createdAt),
    LoadBalancerName: loadBalancer.name,
    Scheme: loadBalancer.scheme,
    VpcId: loadBalancer.vpcId,
    State: { Code: loadBalancer.state },
    Type: 'network',
    AvailabilityZones: loadBalancer.nodes.map((node) => ({
      ZoneName: node.zone,
      SubnetId: node.subnetId,
      // AWS tells only of addresses that were asked for; clients take others for a difference from what they want.
      LoadBalancerAddresses: node.addressGiven ? [{ PrivateIPv4Address: node.privateIp }] : [],
    })),
    IpAddressType: 'ipv4',
    ...securityGroups(loadBalancer),
  };
}

/** Only of load balancers that were made with security groups. */
function securityGroups(loadBalancer: LoadBalancer): Partial<SdkLoadBalancer> {
  const { securityGroupIds, enforceInboundRulesOnPrivateLink } = loadBalancer;
  if (securityGroupIds.length === 0) return {};
  return {
    SecurityGroups: [...securityGroupIds],
    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: enforceInboundRulesOnPrivateLink ? 'on' : 'off',
  };
}
