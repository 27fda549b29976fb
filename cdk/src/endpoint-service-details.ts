import { Fn, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { InvalidUsage } from './invalid-usage.ts';

/** What a consumer must know of an endpoint service. All values may be tokens, as those of a service in the same app are. */
export interface EndpointServiceDetails {
  /** Such as `com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0`. */
  readonly serviceName: string;

  /** What the service listens on. */
  readonly ports: readonly ServicePort[];

  /**
   * The region that the service is hosted in.
   *
   * @default - the region of the endpoint
   */
  readonly region?: string;

  /**
   * The account of the provider. Names of zones can be compared within one account only.
   *
   * @default - not known: zones are compared by their ids
   */
  readonly account?: string;

  /**
   * The zones in which the service has a load balancer. An endpoint can be in these zones only.
   *
   * @default - not known: AWS says at deployment whether the endpoint's zones fit
   */
  readonly zones?: readonly ServiceZone[];

  /**
   * The name by which clients are to reach the service: the consumer makes a private hosted zone of it.
   *
   * @default - none: clients use the name of the endpoint
   */
  readonly domainName?: string;

  /**
   * The private DNS name of the service, which AWS serves in the VPCs of consumers that ask for it, once the provider
   * has proved that the domain is theirs.
   *
   * @default - none
   */
  readonly privateDnsName?: string;

  /**
   * The kinds of addresses that endpoints may have.
   *
   * @default ['ipv4']
   */
  readonly ipAddressTypes?: readonly ('ipv4' | 'ipv6')[];

  /**
   * Regions, besides the one that hosts the service, from which endpoints may be made.
   *
   * @default - none
   */
  readonly supportedRegions?: readonly string[];

  /**
   * Whether the provider has to accept each endpoint.
   *
   * @default true
   */
  readonly acceptanceRequired?: boolean;
}

/** A port that a service listens on. */
export interface ServicePort {
  /** 1 to 65535. */
  readonly port: number;

  /**
   * The protocol that clients speak. TLS is carried by TCP.
   *
   * @default 'TCP'
   */
  readonly protocol?: 'TCP' | 'UDP';
}

/** A zone. Only its id means the same in every account. */
export interface ServiceZone {
  /**
   * Such as `use1-az1`.
   *
   * @default - not known
   */
  readonly id?: string;

  /**
   * Such as `us-east-1a`, as the provider's account calls it.
   *
   * @default - not known
   */
  readonly name?: string;
}

/** The id (`vpce-svc-…`) of the service with this name, which may be a token. */
export function serviceIdOf(serviceName: string): string {
  return Fn.join('', ['vpce-svc-', Fn.select(1, Fn.split('vpce-svc-', serviceName))]);
}

/**
 * Looks at everything that is known at synth time.
 * @throws InvalidUsage for what no service can have
 */
export function checkDetails(where: IConstruct | string, details: EndpointServiceDetails): void {
  checkServiceName(where, details.serviceName);
  checkPorts(where, details.ports);
  for (const [what, name] of Object.entries({
    domainName: details.domainName,
    privateDnsName: details.privateDnsName,
  })) {
    if (name !== undefined) checkDomainName(where, what, name);
  }
}

function checkServiceName(where: IConstruct | string, name: string): void {
  if (Token.isUnresolved(name)) return;
  if (typeof name === 'string' && /\.vpce\.[a-z0-9-]+\.vpce-svc-[0-9a-f]+$/.test(name)) return;
  throw new InvalidUsage(
    where,
    `${JSON.stringify(name)} is not the name of an endpoint service.`,
    'Expected a name such as com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0.',
  );
}

/** @throws InvalidUsage for none, for two that are the same, and for those out of range */
export function checkPorts(where: IConstruct | string, ports: readonly ServicePort[]): void {
  if (ports.length === 0) {
    throw new InvalidUsage(
      where,
      'no port is given.',
      'Expected at least one, such as { port: 443, protocol: "TCP" }.',
    );
  }
  const seen = new Set<string>();
  for (const { port, protocol = 'TCP' } of ports) {
    checkPort(where, port);
    if (protocol !== 'TCP' && protocol !== 'UDP') {
      throw new InvalidUsage(
        where,
        `the protocol ${JSON.stringify(protocol)} is not known.`,
        'Expected TCP or UDP; TLS is TCP to whoever connects.',
      );
    }
    const key = `${protocol} ${port}`;
    if (seen.has(key)) {
      throw new InvalidUsage(where, `${key} is given twice.`, 'Expected each protocol and port once.');
    }
    seen.add(key);
  }
}

/** @throws InvalidUsage unless it is a whole number from 1 to 65535, or a token */
export function checkPort(where: IConstruct | string, port: number): void {
  if (Token.isUnresolved(port) || (Number.isInteger(port) && port >= 1 && port <= 65535)) return;
  throw new InvalidUsage(
    where,
    `${JSON.stringify(port)} is not a port.`,
    'Expected a whole number from 1 to 65535.',
  );
}

/** @throws InvalidUsage unless it is a name in lower case, perhaps with `*` as its first label, or a token */
export function checkDomainName(where: IConstruct | string, what: string, name: string): void {
  if (Token.isUnresolved(name)) return;
  const isName =
    typeof name === 'string' &&
    name.length <= 253 &&
    /^(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name);
  if (isName) return;
  throw new InvalidUsage(
    where,
    `${what} ${JSON.stringify(name)} is not a domain name.`,
    'Expected one in lower case, of at least two labels and without a dot at its end, such as api.example.com.',
  );
}
