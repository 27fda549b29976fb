import { CfnOutput, Stack, Token } from 'aws-cdk-lib';
import {
  type IConnectable,
  IpAddressType,
  type IVpcEndpointServiceLoadBalancer,
  type Port,
  VpcEndpointService,
} from 'aws-cdk-lib/aws-ec2';
import {
  type INetworkTargetGroup,
  type NetworkLoadBalancer,
  NetworkTargetGroup,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { AllowedPrincipal } from './allowed-principal.ts';
import { detailsOutputSuffix, outputNameOf } from './details-file.ts';
import {
  checkDomainName,
  checkPorts,
  type EndpointServiceDetails,
  type ServicePort,
  type ServiceZone,
} from './endpoint-service-details.ts';
import { InvalidUsage } from './invalid-usage.ts';
import { ServiceAlarms, type ServiceAlarmsProps } from './service-alarms.ts';
import { portsOf } from './service-listener.ts';
import { ServiceLoadBalancer, type ServiceLoadBalancerProps } from './service-load-balancer.ts';
import { type ConnectionEvent, ServiceNotifications } from './service-notifications.ts';
import { type PrivateDnsNameProps, ServicePrivateDnsName } from './service-private-dns-name.ts';
import { zoneIdOf } from './zonal-subnets.ts';

/** Network load balancers that exist already, or that the app makes elsewhere. Each can belong to one service. */
export interface ExistingLoadBalancers {
  /** One or more. */
  readonly loadBalancers: readonly IVpcEndpointServiceLoadBalancer[];

  /** The ports of their listeners that consumers are to use. */
  readonly ports: readonly ServicePort[];

  /**
   * The zones that the load balancers are in.
   *
   * @default - not told to consumers
   */
  readonly zones?: readonly ServiceZone[];
}

/** Either `loadBalancer` or `existing` has to be given. */
export interface EndpointServiceProps {
  /**
   * The load balancer to make for the service, with its listeners and targets.
   *
   * @default - those of `existing`
   */
  readonly loadBalancer?: ServiceLoadBalancerProps;

  /**
   * Load balancers that are there.
   *
   * @default - one is made of `loadBalancer`
   */
  readonly existing?: ExistingLoadBalancers;

  /**
   * Whether each endpoint has to be accepted (see `AcceptConnections`) before anything passes through it.
   *
   * @default true
   */
  readonly acceptanceRequired?: boolean;

  /**
   * Who may create endpoints for the service. To take somebody out does not end their connections.
   *
   * @default - nobody but the provider's own account
   */
  readonly allowedPrincipals?: readonly AllowedPrincipal[];

  /**
   * The name by which clients of all consumers are to reach the service. Each consumer's `Endpoint` makes a private zone
   * of it; nothing has to be proved for that.
   *
   * @default - none
   */
  readonly domainName?: string;

  /**
   * A name that AWS itself serves in the VPCs of consumers that ask for it. The provider has to prove that the domain is
   * theirs.
   *
   * @default - none
   */
  readonly privateDnsName?: PrivateDnsNameProps;

  /**
   * The kinds of addresses that endpoints may have. IPv6 makes the load balancer dual-stack, which its subnets have to
   * be as well.
   *
   * @default ['ipv4']
   */
  readonly ipAddressTypes?: readonly ('ipv4' | 'ipv6')[];

  /**
   * Regions, besides the service's own, from which endpoints may be made.
   *
   * @default - none
   */
  readonly supportedRegions?: readonly string[];

  /**
   * The topic that hears of endpoints. One of another account has to let `vpce.amazonaws.com` publish itself.
   *
   * @default - nobody is told
   */
  readonly notificationTopic?: ITopic;

  /**
   * What the topic hears of.
   *
   * @default - everything: Connect, Accept, Reject and Delete
   */
  readonly notificationEvents?: readonly ConnectionEvent[];

  /**
   * Alarms on what consumers feel. `{}` is enough to have them.
   *
   * @default - no alarms
   */
  readonly alarms?: ServiceAlarmsProps;

  /**
   * Zone ids by the names that the provider's account has for zones, such as `{ 'us-east-1a': 'use1-az1' }`.
   *
   * @default - asked of the subnets, where the app makes them
   */
  readonly zoneIds?: Readonly<Record<string, string>>;

  /**
   * What the stack's output with the service's details is called, followed by `EndpointService`. Letters and digits.
   *
   * @default - the id of this construct
   */
  readonly outputName?: string;
}

/**
 * Publishes ports of a VPC to other VPCs, whose addresses may be the very same, one way and through PrivateLink.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html
 */
export class EndpointService extends Construct {
  /** `vpce-svc-…` */
  readonly serviceId: string;
  readonly serviceName: string;

  /** What consumers have to know, to be handed to `Endpoint`. For another account, use the output that holds the same. */
  readonly details: EndpointServiceDetails;
  readonly endpointService: VpcEndpointService;

  /** The load balancer that was made; undefined for existing ones. */
  readonly loadBalancer: NetworkLoadBalancer | undefined;

  /** A group for each listener; none for existing load balancers. */
  readonly targetGroups: readonly INetworkTargetGroup[];

  /** Undefined unless asked for. */
  readonly alarms: ServiceAlarms | undefined;
  readonly #made: ServiceLoadBalancer | undefined;

  constructor(scope: Construct, id: string, props: EndpointServiceProps) {
    super(scope, id);
    checkProps(this, props);
    const { ipAddressTypes = ['ipv4'], existing } = props;
    const made =
      props.loadBalancer &&
      new ServiceLoadBalancer(this, 'LoadBalancer', props.loadBalancer, ipAddressTypes.includes('ipv6'));
    this.#made = made;
    this.loadBalancer = made?.loadBalancer;
    this.targetGroups = made?.targetGroups ?? [];
    this.endpointService = new VpcEndpointService(this, 'Resource', {
      vpcEndpointServiceLoadBalancers: [
        ...(existing?.loadBalancers ?? []),
        ...(made ? [made.loadBalancer] : []),
      ],
      acceptanceRequired: props.acceptanceRequired ?? true,
      allowedPrincipals: props.allowedPrincipals?.map((principal) => principal.toArnPrincipal()),
      supportedIpAddressTypes: ipAddressTypes.map((type) =>
        type === 'ipv4' ? IpAddressType.IPV4 : IpAddressType.IPV6,
      ),
      allowedRegions: props.supportedRegions === undefined ? undefined : [...props.supportedRegions],
    });
    // A load balancer without a listener passes nothing on, and an endpoint may come right after the service.
    if (made !== undefined) this.endpointService.node.addDependency(made);
    this.serviceId = this.endpointService.vpcEndpointServiceId;
    this.serviceName = this.endpointService.vpcEndpointServiceName;
    const privateDnsName = addPrivateDnsName(this, props);
    if (props.notificationTopic !== undefined) {
      const { notificationTopic, notificationEvents } = props;
      new ServiceNotifications(this, 'Notifications', this.serviceId, notificationTopic, notificationEvents);
    }
    this.alarms =
      props.alarms &&
      new ServiceAlarms(
        this,
        'Alarms',
        {
          serviceId: this.serviceId,
          loadBalancers: made ? [made.loadBalancer] : [],
          targetGroups: this.targetGroups.filter((group) => group instanceof NetworkTargetGroup),
        },
        props.alarms,
      );
    this.details = this.#describe(props, privateDnsName);
    this.#addOutput(props.outputName ?? id);
  }

  /**
   * Lets the load balancer reach targets that have security groups.
   * @throws InvalidUsage for load balancers that were not made here
   */
  allowTo(targets: IConnectable, port: Port): void {
    if (this.#made === undefined) {
      throw new InvalidUsage(
        this,
        'allowTo was called for load balancers that exist already.',
        'Expected the targets to be opened where the load balancers are made.',
      );
    }
    this.#made.allowTo(targets, port);
  }

  #describe(props: EndpointServiceProps, privateDnsName: string | undefined): EndpointServiceDetails {
    const { region, account } = Stack.of(this);
    const zones =
      props.existing?.zones ??
      this.#made?.subnets.map((subnet) => ({
        id: zoneIdOf(subnet, props.zoneIds),
        name: subnet.availabilityZone,
      }));
    return {
      serviceName: this.serviceName,
      ports: props.existing?.ports ?? portsOf(props.loadBalancer?.listeners ?? []),
      // In another stack, tokens for these would mean the region and the account of that one.
      region: Token.isUnresolved(region) ? undefined : region,
      account: Token.isUnresolved(account) ? undefined : account,
      zones,
      domainName: props.domainName,
      privateDnsName,
      ipAddressTypes: props.ipAddressTypes ?? ['ipv4' as const],
      supportedRegions: props.supportedRegions,
      acceptanceRequired: props.acceptanceRequired ?? true,
    };
  }

  #addOutput(name: string): void {
    const stack = Stack.of(this);
    const { region, account } = stack;
    const output = new CfnOutput(this, 'Details', {
      description: 'What consumers have to know; readEndpointServiceDetails reads it',
      value: stack.toJsonString({ ...this.details, region, account }),
    });
    output.overrideLogicalId(`${outputNameOf(name)}${detailsOutputSuffix}`);
  }
}

function addPrivateDnsName(service: EndpointService, props: EndpointServiceProps): string | undefined {
  if (props.privateDnsName === undefined) return undefined;
  const name = props.privateDnsName.name ?? props.domainName;
  if (name === undefined) {
    throw new InvalidUsage(
      service,
      'privateDnsName has no name, and there is no domainName.',
      'Expected one of both, such as api.example.com.',
    );
  }
  const { hostedZone } = props.privateDnsName;
  new ServicePrivateDnsName(service, 'PrivateDnsName', service.endpointService, name, hostedZone);
  return name;
}

function checkProps(scope: Construct, props: EndpointServiceProps): void {
  const { loadBalancer, existing, domainName, ipAddressTypes, supportedRegions } = props;
  if ((loadBalancer === undefined) === (existing === undefined)) {
    throw new InvalidUsage(
      scope,
      `${loadBalancer === undefined ? 'neither' : 'both'} loadBalancer and existing are given.`,
      'Expected loadBalancer, for one to be made, or existing, for those that are there.',
    );
  }
  if (existing !== undefined) {
    checkPorts(scope, existing.ports);
    if (existing.loadBalancers.length === 0) {
      throw new InvalidUsage(scope, 'existing.loadBalancers is empty.', 'Expected at least one.');
    }
  }
  if (domainName !== undefined) checkDomainName(scope, 'domainName', domainName);
  if (ipAddressTypes !== undefined && new Set(ipAddressTypes).size !== ipAddressTypes.length) {
    throw new InvalidUsage(scope, 'ipAddressTypes names one twice.', 'Expected "ipv4", "ipv6" or both.');
  }
  if (ipAddressTypes?.length === 0) {
    throw new InvalidUsage(scope, 'ipAddressTypes is empty.', 'Expected "ipv4", "ipv6" or both.');
  }
  const timed = loadBalancer?.listeners.find(({ idleTimeout }) => idleTimeout !== undefined);
  if (timed !== undefined && (supportedRegions?.length ?? 0) > 0) {
    throw new InvalidUsage(
      scope,
      `port ${timed.port} has an idleTimeout, and the service has supportedRegions.`,
      'Expected one of both: AWS does not have them together.',
    );
  }
}
