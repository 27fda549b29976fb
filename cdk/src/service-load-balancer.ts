import {
  type IConnectable,
  type ISecurityGroup,
  type ISubnet,
  type IVpc,
  Peer,
  type Port,
  type SubnetSelection,
} from 'aws-cdk-lib/aws-ec2';
import {
  type INetworkTargetGroup,
  IpAddressType,
  NetworkLoadBalancer,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { checkPorts } from './endpoint-service-details.ts';
import { InvalidUsage } from './invalid-usage.ts';
import { addListener, carriesUdp, portsOf, type ServiceListener } from './service-listener.ts';
import { selectZonalSubnets } from './zonal-subnets.ts';

/** A network load balancer that is made for the service. */
export interface ServiceLoadBalancerProps {
  /** Where the load balancer is; for targets that are made from addresses, also where these are. */
  readonly vpc: IVpc;

  /** The ports of the service, 1 to 50 of them. */
  readonly listeners: readonly ServiceListener[];

  /**
   * The subnets of the load balancer, one a zone. Consumers can have endpoints in their zones only.
   *
   * @default - private subnets, with or without a way out, one in each zone
   */
  readonly subnets?: SubnetSelection;

  /**
   * Whether the load balancer of each zone sends to targets in all zones. Without that, connections from a zone in which
   * no target is healthy fail; with it, some traffic between zones is charged for.
   *
   * @default true
   */
  readonly crossZone?: boolean;

  /**
   * Security groups of the load balancer, for targets to refer to. Their inbound rules are not applied to what comes
   * through endpoints: the addresses of consumers are not known, and may overlap. Only a new load balancer can get some.
   *
   * @default - none
   */
  readonly securityGroups?: readonly ISecurityGroup[];

  /**
   * Whether the load balancer is protected from being deleted.
   *
   * @default false
   */
  readonly deletionProtection?: boolean;
}

/** The load balancer of a service with its listeners and target groups. */
export class ServiceLoadBalancer extends Construct {
  readonly loadBalancer: NetworkLoadBalancer;
  readonly targetGroups: readonly INetworkTargetGroup[];
  readonly subnets: readonly ISubnet[];
  readonly #securityGroups: readonly ISecurityGroup[];

  /** @param dualStack whether endpoints may have IPv6 addresses */
  constructor(scope: Construct, id: string, props: ServiceLoadBalancerProps, dualStack: boolean) {
    super(scope, id);
    const { vpc, listeners, securityGroups = [] } = props;
    checkPorts(scope, portsOf(listeners));
    if (listeners.length > 50) {
      throw new InvalidUsage(
        scope,
        `there are ${listeners.length} listeners.`,
        'Expected 50 at most: that is what a load balancer can have.',
      );
    }
    this.subnets = selectZonalSubnets(scope, vpc, props.subnets);
    this.#securityGroups = securityGroups;
    this.loadBalancer = new NetworkLoadBalancer(this, 'Resource', {
      vpc,
      vpcSubnets: { subnets: [...this.subnets] },
      internetFacing: false,
      crossZoneEnabled: props.crossZone ?? true,
      deletionProtection: props.deletionProtection,
      ...(securityGroups.length > 0
        ? {
            securityGroups: [...securityGroups],
            enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: false,
          }
        : { disableSecurityGroups: true }),
      ...(dualStack ? { ipAddressType: IpAddressType.DUAL_STACK } : {}),
      ...(dualStack && listeners.some(carriesUdp) ? { enablePrefixForIpv6SourceNat: true } : {}),
    });
    this.targetGroups = listeners.map((listener) => addListener(this, this.loadBalancer, vpc, listener));
  }

  /**
   * Lets connections and health checks of the load balancer reach targets, whose security groups see its addresses: by
   * its security groups where it has some, by the subnets that it is in otherwise.
   */
  allowTo(targets: IConnectable, port: Port): void {
    const sources =
      this.#securityGroups.length > 0
        ? this.#securityGroups
        : this.subnets.map(({ ipv4CidrBlock }) => Peer.ipv4(ipv4CidrBlock));
    for (const source of sources) {
      targets.connections.allowFrom(source, port, 'from the load balancer of the endpoint service');
    }
  }
}
