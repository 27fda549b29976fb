import { Stack, Token } from 'aws-cdk-lib';
import {
  type CfnVPCEndpoint,
  type Connections,
  type IConnectable,
  InterfaceVpcEndpoint,
  InterfaceVpcEndpointService,
  type ISecurityGroup,
  type ISubnet,
  type IVpc,
  Port,
  SecurityGroup,
  type SubnetSelection,
  VpcEndpointIpAddressType,
} from 'aws-cdk-lib/aws-ec2';
import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IPrivateHostedZone } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { EndpointNames, entryOf } from './endpoint-names.ts';
import { checkDetails, type EndpointServiceDetails } from './endpoint-service-details.ts';
import { InvalidUsage } from './invalid-usage.ts';
import { isOtherAccount, isOtherRegion, selectSharedSubnets } from './shared-zones.ts';

/** Which names lead to an endpoint, besides its own. */
export const EndpointDns = {
  /** A private zone with the domain name of the service. */
  PRIVATE_ZONE: 'private-zone',
  /** The private DNS name of the service, which AWS serves. While the endpoint is not accepted it leads nowhere. */
  PRIVATE_DNS_NAME: 'private-dns-name',
  /** None. */
  NONE: 'none',
} as const;
export type EndpointDns = (typeof EndpointDns)[keyof typeof EndpointDns];

export interface EndpointProps {
  /** The VPC of the clients. Its addresses may be the same as those of the provider's. */
  readonly vpc: IVpc;

  /** The service: `details` of an `EndpointService`, what `readEndpointServiceDetails` gives, or at least name and ports. */
  readonly service: EndpointServiceDetails;

  /**
   * Who may connect: addresses (`Peer.ipv4('10.0.1.0/24')`), security groups, instances and all else that has
   * connections. Each may connect to the ports of the service, and to nothing else.
   *
   * @default - nobody; see `allowFrom`
   */
  readonly sources?: readonly IConnectable[];

  /**
   * The subnets of the endpoint, one a zone. Subnets that are named one by one must all be in zones of the service.
   *
   * @default - private subnets, one in each zone that the service has too
   */
  readonly subnets?: SubnetSelection;

  /**
   * Zone ids by the names that this account has for zones, such as `{ 'us-east-1a': 'use1-az1' }`: what
   * `aws ec2 describe-availability-zones` says. With them, zones that do not fit are found at synth time.
   *
   * @default - zones are compared by name if the provider is this account; otherwise AWS compares them at deployment
   */
  readonly zoneIds?: Readonly<Record<string, string>>;

  /**
   * Security groups to use in place of one of its own. `sources` are added to them.
   *
   * @default - a group is made
   */
  readonly securityGroups?: readonly ISecurityGroup[];

  /**
   * Which names lead to the endpoint.
   *
   * @default - EndpointDns.PRIVATE_ZONE if there is a domain name, EndpointDns.NONE otherwise
   */
  readonly dns?: EndpointDns;

  /**
   * The domain name of the private zone.
   *
   * @default - that of the service
   */
  readonly domainName?: string;

  /**
   * A private zone to put the names into, of `domainName` or a domain above it: that of several endpoints, for example.
   * It has to be associated with the VPC.
   *
   * @default - a zone of `domainName` alone is made; no other name is hidden by it
   */
  readonly hostedZone?: IPrivateHostedZone;

  /**
   * Whether each zone gets a name too, such as `us-east-1a.api.example.com`, for clients that want to stay in theirs.
   *
   * @default - true, unless the service is in another region
   */
  readonly zonalNames?: boolean;

  /**
   * What may be done through the endpoint. AWS refuses one for services that do not support it; those of customers do
   * not.
   *
   * @default - everything
   */
  readonly policyDocument?: PolicyDocument;

  /**
   * The kinds of addresses that the endpoint has. Its subnets have to have them too.
   *
   * @default VpcEndpointIpAddressType.IPV4
   */
  readonly ipAddressType?: VpcEndpointIpAddressType;
}

/**
 * Brings a service into a VPC: an endpoint in each zone that both sides have, a security group that lets in only those
 * who are named and only to the service's ports, and the domain name of the service.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
 */
export class Endpoint extends Construct implements IConnectable {
  /** `vpce-…` */
  readonly vpcEndpointId: string;
  readonly endpoint: InterfaceVpcEndpoint;
  readonly subnets: readonly ISubnet[];
  readonly connections: Connections;

  /** The endpoint's own name, which leads to all of its zones. */
  readonly dnsName: string;

  /** The name for clients: the domain name where there is one, else the endpoint's own. */
  readonly domainName: string;

  /** Names of single zones by the names of these; none without a private zone. */
  readonly zonalNames: Readonly<Record<string, string>>;

  /** The zone that was made or given; undefined without a private zone. */
  readonly hostedZone: IPrivateHostedZone | undefined;
  readonly #ports: readonly Port[];

  constructor(scope: Construct, id: string, props: EndpointProps) {
    super(scope, id);
    const { vpc, service } = props;
    checkDetails(this, service);
    checkReach(this, service);
    const dns = chooseDns(this, props);
    this.subnets = selectSharedSubnets(this, props);
    this.#ports = service.ports.map(({ port, protocol }) =>
      protocol === 'UDP' ? Port.udp(port) : Port.tcp(port),
    );
    this.endpoint = new InterfaceVpcEndpoint(this, 'Resource', {
      vpc,
      service: new InterfaceVpcEndpointService(service.serviceName, service.ports[0]?.port),
      subnets: { subnets: [...this.subnets] },
      securityGroups: props.securityGroups === undefined ? [ownGroup(this, vpc)] : [...props.securityGroups],
      open: false,
      privateDnsEnabled: dns === EndpointDns.PRIVATE_DNS_NAME,
      ipAddressType: props.ipAddressType,
      serviceRegion: isOtherRegion(this, service) ? service.region : undefined,
    });
    if (props.policyDocument !== undefined) {
      // The resource of an InterfaceVpcEndpoint is always this one.
      (this.endpoint.node.defaultChild as CfnVPCEndpoint).policyDocument = props.policyDocument;
    }
    this.vpcEndpointId = this.endpoint.vpcEndpointId;
    this.connections = this.endpoint.connections;
    this.dnsName = entryOf(this.endpoint)[1];
    for (const source of props.sources ?? []) this.allowFrom(source);
    const domainName = props.domainName ?? service.domainName;
    const names =
      dns === EndpointDns.PRIVATE_ZONE && domainName !== undefined
        ? this.#addNames(props, domainName)
        : undefined;
    this.hostedZone = names?.hostedZone;
    this.zonalNames = names?.zonalNames ?? {};
    this.domainName =
      (names && domainName) ??
      ((dns === EndpointDns.PRIVATE_DNS_NAME && service.privateDnsName) || this.dnsName);
  }

  /** Lets somebody connect to the ports of the service. */
  allowFrom(source: IConnectable): void {
    for (const port of this.#ports) this.connections.allowFrom(source, port);
  }

  #addNames(props: EndpointProps, domainName: string): EndpointNames {
    const { vpc, hostedZone, service, ipAddressType = VpcEndpointIpAddressType.IPV4 } = props;
    return new EndpointNames(this, 'Names', {
      vpc,
      endpoint: this.endpoint,
      subnets: this.subnets,
      domainName,
      hostedZone,
      zonal: props.zonalNames ?? !isOtherRegion(this, service),
      ipv4: ipAddressType !== VpcEndpointIpAddressType.IPV6,
      ipv6: ipAddressType !== VpcEndpointIpAddressType.IPV4,
    });
  }
}

/** Nobody may come in yet, and an endpoint never sends anything of its own. */
function ownGroup(scope: Construct, vpc: IVpc): ISecurityGroup {
  return new SecurityGroup(scope, 'SecurityGroup', {
    vpc,
    description: `Clients of the endpoint ${scope.node.path}`,
    allowAllOutbound: false,
  });
}

function chooseDns(scope: Construct, props: EndpointProps): EndpointDns {
  const { service } = props;
  const domainName = props.domainName ?? service.domainName;
  const dns = props.dns ?? (domainName === undefined ? EndpointDns.NONE : EndpointDns.PRIVATE_ZONE);
  if (dns === EndpointDns.PRIVATE_ZONE && domainName === undefined) {
    throw new InvalidUsage(
      scope,
      'a private zone is asked for, and neither the service nor the endpoint has a domainName.',
      'Expected domainName, such as api.example.com.',
    );
  }
  if (dns === EndpointDns.PRIVATE_DNS_NAME && service.privateDnsName === undefined) {
    throw new InvalidUsage(
      scope,
      'the private DNS name is asked for, and the service has none.',
      'Expected a service with privateDnsName, or dns: EndpointDns.PRIVATE_ZONE.',
    );
  }
  const unused = (['domainName', 'hostedZone', 'zonalNames'] as const).find(
    (name) => props[name] !== undefined,
  );
  if (dns !== EndpointDns.PRIVATE_ZONE && unused !== undefined) {
    throw new InvalidUsage(
      scope,
      `${unused} is given, and no private zone is made with dns: ${dns}.`,
      'Expected it together with a private zone only.',
    );
  }
  return dns;
}

/** Whether this account and region can have the service at all. */
function checkReach(scope: Construct, service: EndpointServiceDetails): void {
  if (isOtherAccount(scope, service) && Token.isUnresolved(service.serviceName)) {
    throw new InvalidUsage(
      scope,
      `the service is made in account ${service.account} and its name is known only once it is: CloudFormation carries no value from there to ${Stack.of(scope).account}.`,
      'Expected readEndpointServiceDetails(file), after the stack of the service was deployed with cdk deploy --outputs-file.',
    );
  }
  const { region } = Stack.of(scope);
  const { supportedRegions = [] } = service;
  if (
    !isOtherRegion(scope, service) ||
    supportedRegions.includes(region) ||
    Token.isUnresolved(supportedRegions)
  )
    return;
  throw new InvalidUsage(
    scope,
    `the service is in ${service.region}, and this stack in ${region}.`,
    `Expected one of the regions of the service: ${[service.region, ...supportedRegions].join(', ')}. The provider can add ${region} to supportedRegions.`,
  );
}
