/** The records of Route 53: hosted zones, what is in them, changes and health checks. Route 53 knows no regions. */
import type { AccountId } from './ids.ts';
import type { Tag } from './owned.ts';

export interface ZoneVpc {
  readonly vpcId: string;
  readonly region: string;
}

export interface HostedZone {
  /** `Z` and 20 capital letters and digits, without `/hostedzone/`. */
  readonly id: string;
  readonly accountId: AccountId;
  readonly tags: readonly Tag[];
  /** Lower case, a dot at the end, escapes as in AWS's answers: `example.internal.` */
  readonly name: string;
  readonly callerReference: string;
  readonly comment?: string;
  readonly privateZone: boolean;
  /** The VPCs that a private zone answers; never empty there, always empty for a public one. */
  readonly vpcs: readonly ZoneVpc[];
  /** VPCs of other accounts whose owners may associate them. */
  readonly authorizations: readonly ZoneVpc[];
  /** Four, with a dot at the end in the NS record only. */
  readonly nameServers: readonly string[];
  readonly createdAt: string;
}

export const recordTypes = [
  'A',
  'AAAA',
  'CAA',
  'CNAME',
  'DS',
  'HTTPS',
  'MX',
  'NAPTR',
  'NS',
  'PTR',
  'SOA',
  'SPF',
  'SRV',
  'SSHFP',
  'SVCB',
  'TLSA',
  'TXT',
] as const;

export type RecordType = (typeof recordTypes)[number];

export interface AliasTarget {
  readonly hostedZoneId: string;
  /** Lower case, a dot at the end. */
  readonly dnsName: string;
  readonly evaluateTargetHealth: boolean;
}

/** How one record set of several with one name and type is chosen. */
export type Routing =
  | { readonly kind: 'weighted'; readonly weight: number }
  | { readonly kind: 'latency'; readonly region: string }
  | { readonly kind: 'failover'; readonly role: 'PRIMARY' | 'SECONDARY' }
  | { readonly kind: 'multivalue' };

/** It has values and a TTL, or an alias. */
export interface RecordSet {
  /** See `recordSetId` in `record-order.ts`: ordered as ListResourceRecordSets lists. */
  readonly id: string;
  readonly zoneId: string;
  /** Lower case, a dot at the end, escapes as in AWS's answers: `\052.example.internal.` */
  readonly name: string;
  readonly type: RecordType;
  readonly setIdentifier?: string;
  readonly routing?: Routing;
  /** Seconds. */
  readonly ttl?: number;
  /** As they were given. */
  readonly values?: readonly string[];
  readonly alias?: AliasTarget;
  readonly healthCheckId?: string;
}

/** What GetChange answers. */
export interface DnsChange {
  /** `C` and 20 capital letters and digits, without `/change/`. */
  readonly id: string;
  readonly accountId: AccountId;
  readonly status: 'PENDING' | 'INSYNC';
  readonly comment?: string;
  readonly submittedAt: string;
}

/** Members that were not given are not there. */
export interface HealthCheckSettings {
  readonly type:
    | 'CALCULATED'
    | 'CLOUDWATCH_METRIC'
    | 'HTTP'
    | 'HTTPS'
    | 'HTTP_STR_MATCH'
    | 'HTTPS_STR_MATCH'
    | 'TCP';
  readonly inverted?: boolean;
  /** Nothing is checked, and what would be is taken for healthy. Those that would ask an address are disabled here. */
  readonly disabled?: boolean;
  /** Of a calculated one: the checks that it counts. */
  readonly childHealthChecks?: readonly string[];
  /** How many of them must be healthy, 0..256. */
  readonly healthThreshold?: number;
  /** Of one that goes by an alarm: which alarm of the same account that is. */
  readonly alarm?: { readonly region: string; readonly name: string };
  /** What an alarm without enough data means, `LastKnownStatus` when left out. */
  readonly insufficientData?: 'Healthy' | 'Unhealthy' | 'LastKnownStatus';
  readonly ipAddress?: string;
  readonly port?: number;
  readonly fullyQualifiedDomainName?: string;
  readonly resourcePath?: string;
  readonly searchString?: string;
  /** 10 or 30. */
  readonly requestIntervalSeconds?: number;
  /** 1..10 */
  readonly failureThreshold?: number;
}

/** A Route 53 health check; target groups have theirs in themselves. */
export interface DnsHealthCheck {
  /** A UUID. */
  readonly id: string;
  readonly accountId: AccountId;
  readonly tags: readonly Tag[];
  readonly callerReference: string;
  readonly settings: HealthCheckSettings;
  /** Grows by one with each change of the settings; starts at 1. */
  readonly version: number;
  readonly createdAt: string;
}
