/** What is answered, before it is bytes. */
import type { Reader } from '../model/access.ts';
import type { DnsHealth } from '../model/dns-health.ts';

export interface ResourceRecord {
  /** Canonical. */
  readonly owner: string;
  readonly type: number;
  /** Seconds. */
  readonly ttl: number;
  readonly data: Uint8Array;
  /** The data as Route 53 writes it. */
  readonly text: string;
}

export interface Resolution {
  readonly code: 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL';
  readonly answers: readonly ResourceRecord[];
  /** The SOA record, with a negative answer. */
  readonly authority: readonly ResourceRecord[];
  /** Whether the same question gets the same answer until a record or a health check changes. */
  readonly stable: boolean;
}

/** Who asks, and what is known. */
export interface ResolverContext {
  readonly resources: Reader;
  readonly health: DnsHealth;
  /** From 0 to below 1. */
  random(): number;
  /** Whose VPC asks, which region it is in; undefined when nobody's does, as for TestDNSAnswer. */
  readonly vpc: { readonly id: string; readonly accountId: string; readonly region: string } | undefined;
}

/** Records of one type for some name, with no owner yet. */
export interface Data {
  readonly records: readonly Omit<ResourceRecord, 'owner' | 'type'>[];
  readonly stable: boolean;
  /** Whether an alias that evaluates its target's health is healthy. */
  readonly healthy: boolean;
}

export const noData: Data = { records: [], stable: true, healthy: false };

/** How long names of endpoints, load balancers and interfaces may be kept, seconds. */
export const generatedTtl = 60;
