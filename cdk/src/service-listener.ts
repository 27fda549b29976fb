import type { Duration } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import {
  type AlpnPolicy,
  type HealthCheck,
  type IListenerCertificate,
  type INetworkLoadBalancerTarget,
  type INetworkTargetGroup,
  type NetworkLoadBalancer,
  NetworkTargetGroup,
  Protocol,
  type SslPolicy,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AlbArnTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import type { Construct } from 'constructs';
import { checkPort, type ServicePort } from './endpoint-service-details.ts';
import { InvalidUsage } from './invalid-usage.ts';

/** A port of the service, and where what comes there goes. Either `targets` or `targetGroup` has to be given. */
export interface ServiceListener {
  /** The port that consumers connect to, 1 to 65535. */
  readonly port: number;

  /**
   * TCP, TLS, UDP or TCP_UDP.
   *
   * @default Protocol.TCP, or Protocol.TLS when there are certificates
   */
  readonly protocol?: Protocol;

  /**
   * Addresses, instances or one application load balancer, as `aws-elasticloadbalancingv2-targets` has them, or
   * services of ECS. All of one kind. An application load balancer needs TCP.
   *
   * @default - those of `targetGroup`
   */
  readonly targets?: readonly INetworkLoadBalancerTarget[];

  /**
   * A target group that exists already, or that the app makes elsewhere.
   *
   * @default - one is made for `targets`
   */
  readonly targetGroup?: INetworkTargetGroup;

  /**
   * The port of targets that name none themselves.
   *
   * @default - the listener's port
   */
  readonly targetPort?: number;

  /**
   * How targets are found to be healthy.
   *
   * @default - a TCP connection every 30 seconds
   */
  readonly healthCheck?: HealthCheck;

  /**
   * The certificate of a TLS listener, and those for other names.
   *
   * @default - none
   */
  readonly certificates?: readonly IListenerCertificate[];

  /**
   * Which versions and ciphers of TLS are spoken.
   *
   * @default - AWS's present choice
   */
  readonly sslPolicy?: SslPolicy;

  /**
   * ALPN of a TLS listener.
   *
   * @default - none
   */
  readonly alpnPolicy?: AlpnPolicy;

  /**
   * After how long without a packet a TCP connection is forgotten, 60 to 6000 seconds. Cannot be changed for a service
   * with `supportedRegions`.
   *
   * @default Duration.seconds(350)
   */
  readonly idleTimeout?: Duration;

  /**
   * How long a target that is taken out keeps its connections, up to an hour.
   *
   * @default Duration.minutes(5)
   */
  readonly deregistrationDelay?: Duration;

  /**
   * Whether connections are closed at the end of `deregistrationDelay`.
   *
   * @default - false for TCP and TLS, true for UDP and TCP_UDP
   */
  readonly connectionTermination?: boolean;

  /**
   * Whether a PROXY protocol header says to the targets who connects and through which endpoint. Targets see addresses
   * of the load balancer otherwise. They have to understand the header.
   *
   * @default false
   */
  readonly proxyProtocolV2?: boolean;
}

/** The ports of listeners, as whoever connects sees them. */
export function portsOf(listeners: readonly ServiceListener[]): ServicePort[] {
  return listeners.flatMap((listener) => {
    const { port } = listener;
    switch (protocolOf(listener)) {
      case Protocol.UDP:
        return [{ port, protocol: 'UDP' as const }];
      case Protocol.TCP_UDP:
        return [
          { port, protocol: 'TCP' as const },
          { port, protocol: 'UDP' as const },
        ];
      default:
        return [{ port, protocol: 'TCP' as const }];
    }
  });
}

/** Whether a datagram can come by this listener. */
export function carriesUdp(listener: ServiceListener): boolean {
  return portsOf([listener]).some(({ protocol }) => protocol === 'UDP');
}

/** Adds the listener, with its target group where it has none; gives the group. */
export function addListener(
  scope: Construct,
  loadBalancer: NetworkLoadBalancer,
  vpc: IVpc,
  listener: ServiceListener,
): INetworkTargetGroup {
  const protocol = protocolOf(listener);
  checkListener(scope, listener, protocol);
  const name = `${protocol}${listener.port}`;
  const group = listener.targetGroup ?? makeGroup(scope, `${name}Targets`, vpc, listener, protocol);
  loadBalancer.addListener(name, {
    port: listener.port,
    protocol,
    defaultTargetGroups: [group],
    certificates: listener.certificates === undefined ? undefined : [...listener.certificates],
    sslPolicy: listener.sslPolicy,
    alpnPolicy: listener.alpnPolicy,
    tcpIdleTimeout: listener.idleTimeout,
  });
  return group;
}

function makeGroup(
  scope: Construct,
  id: string,
  vpc: IVpc,
  listener: ServiceListener,
  protocol: Protocol,
): INetworkTargetGroup {
  return new NetworkTargetGroup(scope, id, {
    vpc,
    port: listener.targetPort ?? listener.port,
    // What a TLS listener has deciphered goes on as it is.
    protocol: protocol === Protocol.TLS ? Protocol.TCP : protocol,
    targets: [...(listener.targets ?? [])],
    healthCheck: listener.healthCheck,
    deregistrationDelay: listener.deregistrationDelay,
    connectionTermination: listener.connectionTermination,
    proxyProtocolV2: listener.proxyProtocolV2,
  });
}

function protocolOf({ protocol, certificates }: ServiceListener): Protocol {
  return protocol ?? (certificates === undefined ? Protocol.TCP : Protocol.TLS);
}

const groupSettings = [
  'targetPort',
  'healthCheck',
  'deregistrationDelay',
  'connectionTermination',
  'proxyProtocolV2',
] as const;

function checkListener(scope: Construct, listener: ServiceListener, protocol: Protocol): void {
  const where = `${scope.node.path}, port ${listener.port}`;
  checkPort(scope, listener.port);
  if (listener.targetPort !== undefined) checkPort(scope, listener.targetPort);
  if (!['TCP', 'TLS', 'UDP', 'TCP_UDP'].includes(protocol)) {
    throw new InvalidUsage(
      where,
      `the protocol ${protocol} cannot be published.`,
      'Expected TCP, TLS, UDP or TCP_UDP.',
    );
  }
  const hasTargets = listener.targets !== undefined && listener.targets.length > 0;
  if (hasTargets === (listener.targetGroup !== undefined)) {
    throw new InvalidUsage(
      where,
      hasTargets ? 'both targets and targetGroup are given.' : 'there are no targets.',
      'Expected either targets, such as [new IpTarget("10.0.1.10")], or targetGroup.',
    );
  }
  if ((protocol === Protocol.TLS) !== (listener.certificates !== undefined)) {
    throw new InvalidUsage(
      where,
      protocol === Protocol.TLS
        ? 'a TLS listener has no certificate.'
        : `certificates are given for ${protocol}.`,
      'Expected certificates for Protocol.TLS, and for it alone.',
    );
  }
  const ignored = groupSettings.find((name) => listener[name] !== undefined);
  if (listener.targetGroup !== undefined && ignored !== undefined) {
    throw new InvalidUsage(
      where,
      `${ignored} is given together with targetGroup.`,
      'Expected it to be set where the target group is made.',
    );
  }
  checkApplicationLoadBalancer(where, listener, protocol);
}

function checkApplicationLoadBalancer(where: string, listener: ServiceListener, protocol: Protocol): void {
  const { targets = [] } = listener;
  if (!targets.some((target) => target instanceof AlbArnTarget)) return;
  if (protocol !== Protocol.TCP) {
    throw new InvalidUsage(
      where,
      `an application load balancer is the target of a ${protocol} listener.`,
      'Expected Protocol.TCP: the application load balancer ends TLS itself.',
    );
  }
  if (targets.length > 1) {
    throw new InvalidUsage(
      where,
      `an application load balancer is one of ${targets.length} targets.`,
      'Expected it to be the only one.',
    );
  }
  if (listener.proxyProtocolV2 === true) {
    throw new InvalidUsage(
      where,
      'proxyProtocolV2 is on for an application load balancer, which does not understand it.',
      'Expected it to be left out.',
    );
  }
}
