/** The records of load balancing. */
import type { AlpnPolicy } from './alpn-policies.ts';
import type { Arn, NetworkInterfaceId, SecurityGroupId, SubnetId, VpcId } from './ids.ts';
import type { Owned } from './owned.ts';

/** Protocols of listeners and target groups. Which are accepted today is in `data-plane-features.ts`. */
export type LoadBalancingProtocol = 'TCP' | 'UDP' | 'TCP_UDP' | 'TLS';

/**
 * Attributes that were set, by their keys as AWS names them, in AWS's text form. Those that are not here have their
 * defaults: read them through `load-balancing-attributes.ts`.
 */
export type AttributeValues = Readonly<Record<string, string>>;

export interface LoadBalancer extends Owned {
  /** The ARN. */
  readonly id: Arn;
  readonly name: string;
  /** The 16 hexadecimal digits at the end of the ARN. */
  readonly token: string;
  readonly vpcId: VpcId;
  readonly scheme: 'internal' | 'internet-facing';
  readonly state: 'provisioning' | 'active' | 'failed';
  /** One node a zone, in the order given. */
  readonly nodes: readonly LoadBalancerNode[];
  /** None for a load balancer that was made without: it can never get one. Its nodes' interfaces have the same. */
  readonly securityGroupIds: readonly SecurityGroupId[];
  /**
   * Whether the inbound rules of the security groups also hold for connections through endpoints, evaluated on the
   * client's address. Only meant with security groups.
   */
  readonly enforceInboundRulesOnPrivateLink: boolean;
  readonly attributes: AttributeValues;
  readonly createdAt: string;
}

export interface LoadBalancerNode {
  readonly subnetId: SubnetId;
  readonly zone: string;
  readonly zoneId: string;
  readonly networkInterfaceId: NetworkInterfaceId;
  readonly privateIp: string;
  /** Whether the address was asked for: only then is it answered as `PrivateIPv4Address`. */
  readonly addressGiven?: boolean;
  /** Further addresses of the same interface, from which targets are connected to as well. */
  readonly secondaryIps?: readonly string[];
}

export interface TargetGroup extends Owned {
  /** The ARN. */
  readonly id: Arn;
  readonly name: string;
  readonly vpcId: VpcId;
  readonly protocol: LoadBalancingProtocol;
  /** 1..65535, of targets registered without a port of their own. */
  readonly port: number;
  readonly targetType: 'ip' | 'instance';
  readonly healthCheck: HealthCheck;
  /** Those that are draining too. */
  readonly targets: readonly Target[];
  readonly attributes: AttributeValues;
  readonly createdAt: string;
}

export interface HealthCheck {
  readonly enabled: boolean;
  readonly protocol: 'TCP' | 'HTTP' | 'HTTPS';
  /** `traffic-port` or a number as text. */
  readonly port: string;
  /** Of HTTP and HTTPS. */
  readonly path?: string;
  /** Of HTTP and HTTPS: codes and ranges of codes, `200,202` or `200-399`. */
  readonly matcher?: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}

export interface Target {
  /** An IPv4 address or an instance id, by the group's target type. */
  readonly id: string;
  readonly port: number;
  /** Zone name, or `all` for an address outside the VPC. */
  readonly zone: string;
  /**
   * Set when it was deregistered: it gets no new connections, and those it has go on until then, when it leaves the
   * record. Health checks need not go on.
   */
  readonly drainingUntil?: string;
}

export interface Listener extends Owned {
  /** The ARN. */
  readonly id: Arn;
  readonly loadBalancerArn: Arn;
  readonly protocol: LoadBalancingProtocol;
  /** 1..65535 */
  readonly port: number;
  /** One to five, each once, and never all with weight 0. */
  readonly targetGroups: readonly WeightedTargetGroup[];
  /** Whether flows from one source stay with one of several target groups; off when left out. */
  readonly targetGroupStickiness?: boolean;
  /** Of TLS listeners: the certificates, the default one first. */
  readonly certificateArns?: readonly Arn[];
  /** Of TLS listeners: the name of the security policy. */
  readonly sslPolicy?: string;
  /** Of TLS listeners; `None` when left out. */
  readonly alpnPolicy?: AlpnPolicy;
  readonly attributes: AttributeValues;
  readonly createdAt: string;
}

/** A share of a listener's new connections: the weight among the weights of all. */
export interface WeightedTargetGroup {
  readonly arn: Arn;
  /** 0..999 */
  readonly weight: number;
}
