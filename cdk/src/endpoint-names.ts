import { Fn } from 'aws-cdk-lib';
import { type InterfaceVpcEndpoint, type ISubnet, type IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { AliasRecordTargetConfig, IAliasRecordTarget } from 'aws-cdk-lib/aws-route53';
import {
  AaaaRecord,
  ARecord,
  type IPrivateHostedZone,
  PrivateHostedZone,
  RecordTarget,
} from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { checkDomainName } from './endpoint-service-details.ts';
import { InvalidUsage } from './invalid-usage.ts';
import { areKnown } from './known.ts';

/** Which names lead to an endpoint. */
export interface EndpointNamesProps {
  readonly vpc: IVpc;
  readonly endpoint: InterfaceVpcEndpoint;
  /** Those of the endpoint. */
  readonly subnets: readonly ISubnet[];
  /** The name that leads to all zones of the endpoint. */
  readonly domainName: string;
  /** Undefined for a zone of exactly `domainName`. */
  readonly hostedZone: IPrivateHostedZone | undefined;
  readonly zonal: boolean;
  /** Whether the endpoint's addresses are of these kinds. */
  readonly ipv4: boolean;
  readonly ipv6: boolean;
}

/**
 * A private zone with the provider's domain name, and below it the name of each zone, as aliases of the endpoint.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-vpc-interface-endpoint.html
 */
export class EndpointNames extends Construct {
  readonly hostedZone: IPrivateHostedZone;
  /** Such as `us-east-1a.api.example.com`, by the name of the zone; none for zones whose names are not known. */
  readonly zonalNames: Readonly<Record<string, string>>;
  readonly #props: EndpointNamesProps;

  constructor(scope: Construct, id: string, props: EndpointNamesProps) {
    super(scope, id);
    this.#props = props;
    checkDomainName(scope, 'domainName', props.domainName);
    checkVpc(scope, props.vpc);
    const { domainName, vpc, subnets } = props;
    if (props.hostedZone !== undefined) checkWithin(scope, domainName, props.hostedZone);
    this.hostedZone =
      props.hostedZone ??
      new PrivateHostedZone(this, 'Zone', { zoneName: domainName.replace(/^\*\./, ''), vpc });
    this.#alias('Regional', domainName, '');
    const zones = props.zonal ? subnets.map(({ availabilityZone }) => availabilityZone) : [];
    const known = zones.filter((zone) => areKnown(zone) && !domainName.startsWith('*.'));
    for (const zone of known) this.#alias(zone, `${zone}.${domainName}`, `-${zone}`);
    this.zonalNames = Object.fromEntries(known.map((zone) => [zone, `${zone}.${domainName}`]));
  }

  /** @param suffix what the endpoint's own name has after its first label: nothing, or a dash and a zone */
  #alias(id: string, recordName: string, suffix: string): void {
    const { endpoint, ipv4, ipv6 } = this.#props;
    const settings = {
      zone: this.hostedZone,
      recordName: `${recordName}.`,
      target: RecordTarget.fromAlias(endpointAlias(endpoint, suffix)),
    };
    if (ipv4) new ARecord(this, `${id}A`, settings);
    if (ipv6) new AaaaRecord(this, `${id}Aaaa`, settings);
  }
}

/**
 * The regional name of an endpoint is its first DNS entry. The zonal ones are not taken from the entries, whose order
 * AWS does not promise, but made of the regional one: the zone stands before the id of the service.
 */
function endpointAlias(endpoint: InterfaceVpcEndpoint, suffix: string): IAliasRecordTarget {
  const [hostedZoneId, regional] = entryOf(endpoint);
  const dnsName =
    suffix === '' ? regional : Fn.join(`${suffix}.vpce-svc-`, Fn.split('.vpce-svc-', regional, 2));
  return { bind: (): AliasRecordTargetConfig => ({ hostedZoneId, dnsName }) };
}

/** The id of the zone of AWS's in which the endpoint's names are, and the regional name. */
export function entryOf(endpoint: InterfaceVpcEndpoint): [hostedZoneId: string, dnsName: string] {
  const entry = Fn.select(0, endpoint.vpcEndpointDnsEntries);
  return [Fn.select(0, Fn.split(':', entry)), Fn.select(1, Fn.split(':', entry))];
}

function checkVpc(scope: Construct, vpc: IVpc): void {
  if (!(vpc instanceof Vpc) || (vpc.dnsHostnamesEnabled && vpc.dnsSupportEnabled)) return;
  throw new InvalidUsage(
    scope,
    `the VPC ${vpc.node.path} has enableDnsHostnames or enableDnsSupport turned off, so names of a private zone are not found in it.`,
    'Expected both to be true, or dns: EndpointDns.NONE.',
  );
}

function checkWithin(scope: Construct, domainName: string, { zoneName, node }: IPrivateHostedZone): void {
  if (!areKnown(zoneName, domainName)) return;
  if (domainName === zoneName || domainName.endsWith(`.${zoneName}`)) return;
  throw new InvalidUsage(
    scope,
    `the domain name ${domainName} is not in the zone ${zoneName} (${node.path}).`,
    `Expected a name that ends with .${zoneName}, or a zone for ${domainName}.`,
  );
}
