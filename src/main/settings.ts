/** Where a Postern instance keeps its things and where it listens. Made from the command line, here and nowhere else. */
import { join, resolve } from 'node:path';
import type { ResolverAddress } from '../dns/forwarder.ts';
import { parseIpv4 } from '../model/address.ts';
import { isRegion } from '../model/zones.ts';
import { type QuotaName, type Quotas, quotas } from '../operations/network/quotas.ts';
import { resolverPacketsPerSecond } from '../plan/limits.ts';

export interface Settings {
  /** 1 to 16 characters of a-z, 0-9; several instances live side by side on one machine. */
  readonly instance: string;
  /** What every name in the kernel starts with: `postern-<instance>`. */
  readonly prefix: string;
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly stateDirectory: string;
  /** The store's file in it. */
  readonly storePath: string;
  readonly runDirectory: string;
  readonly adminSocket: string;
  readonly pinDirectory: string;
  readonly objectPath: string;
  /** Whether RunInstances may start processes here. */
  readonly instances: boolean;
  /** The only ones there are; undefined: all. */
  readonly regions: readonly string[] | undefined;
  /** Those that differ from the usual ones. */
  readonly quotas: Quotas;
  /** How long a request to connect waits for an answer before it expires. */
  readonly requestLifetimeMs: number;
  /** Resolvers that are asked for names that nothing here is responsible for; empty: such names do not exist. */
  readonly resolvers: readonly ResolverAddress[];
  /** Below which topics deliver to files; undefined: nowhere. */
  readonly deliveries: string | undefined;
  /** A file with certificates (PEM) that https endpoints of topics may be signed by, besides the system's. */
  readonly deliveriesCa: string | undefined;
  /** How long audit events are kept, days. */
  readonly auditDays: number;
  /** Where they are. */
  readonly auditDirectory: string;
  /** Where metrics are kept. */
  readonly metricsDirectory: string;
  /** Where the content of objects is. */
  readonly contentDirectory: string;
  /** The port on the loopback interface on which Prometheus finds metrics; undefined: none. */
  readonly metricsPort: number | undefined;
  /** Packets that a network interface may send to its resolver in a second; 0: any number. */
  readonly resolverPackets: number;
  /** How receivers of notifications reach the API; undefined: where it listens. Without a slash at the end. */
  readonly deliveriesUrl: string | undefined;
}

export interface SettingsInput {
  readonly instance?: string;
  readonly host?: string;
  readonly port?: string;
  readonly stateDirectory?: string;
  readonly instances?: boolean;
  /** Names, with commas between. */
  readonly regions?: string;
  /** `<name>=<number>` each. */
  readonly quota?: readonly string[];
  /** Days, more than 0, with a fraction or without. */
  readonly requestLifetime?: string;
  /** `<address>` or `<address>:<port>` each. */
  readonly resolver?: readonly string[];
  readonly deliveries?: string;
  readonly deliveriesCa?: string;
  readonly deliveriesUrl?: string;
  /** Days, a whole number from 1 on. */
  readonly auditDays?: string;
  /** A port. */
  readonly metrics?: string;
  /** A whole number. */
  readonly resolverPackets?: string;
}

const dayMs = 24 * 60 * 60_000;

/** Where all instances have their directories, one each, unless the operator names another for the state. */
export const sharedDirectories = { run: '/run/postern', state: '/var/lib/postern' } as const;

/** Fills in the defaults and checks. Throws an Error with a sentence for the person at the command line. */
export function settingsFrom(input: SettingsInput): Settings {
  const instance = input.instance ?? 'default';
  if (!/^[a-z0-9]{1,16}$/.test(instance)) {
    throw new Error(`An instance name is 1 to 16 of a-z and 0-9, not '${instance}'.`);
  }
  const port = portFrom(input.port ?? '4566');
  const prefix = `postern-${instance}`;
  const runDirectory = join(sharedDirectories.run, instance);
  const stateDirectory = resolve(input.stateDirectory ?? join(sharedDirectories.state, instance));
  return {
    instance,
    prefix,
    host: input.host ?? '127.0.0.1',
    port,
    stateDirectory,
    storePath: join(stateDirectory, 'postern.db'),
    runDirectory,
    adminSocket: join(runDirectory, 'admin.sock'),
    pinDirectory: join('/sys/fs/bpf', prefix),
    objectPath: resolve(import.meta.dirname, '../../build/hyperplane.bpf.o'),
    instances: input.instances ?? false,
    regions: input.regions === undefined ? undefined : regionsFrom(input.regions),
    quotas: quotasFrom(input.quota ?? []),
    requestLifetimeMs: daysFrom(input.requestLifetime ?? '7') * dayMs,
    auditDays: wholeDaysFrom(input.auditDays ?? '90'),
    auditDirectory: join(stateDirectory, 'audit'),
    metricsDirectory: join(stateDirectory, 'metrics'),
    contentDirectory: join(stateDirectory, 'content'),
    metricsPort: input.metrics === undefined ? undefined : portFrom(input.metrics),
    resolverPackets: packetsFrom(input.resolverPackets ?? String(resolverPacketsPerSecond)),
    resolvers: (input.resolver ?? []).map(resolverFrom),
    deliveries: input.deliveries === undefined ? undefined : resolve(input.deliveries),
    deliveriesCa: input.deliveriesCa === undefined ? undefined : resolve(input.deliveriesCa),
    deliveriesUrl: input.deliveriesUrl === undefined ? undefined : urlFrom(input.deliveriesUrl),
  };
}

function portFrom(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535)
    throw new Error(`A port is 0 to 65535, not '${text}'.`);
  return Number(text);
}

function packetsFrom(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(
    `Packets to the resolver in a second are a whole number, or 0 for any number, not '${text}'.`,
  );
}

function resolverFrom(text: string): ResolverAddress {
  const [, address = '', port = '53'] = /^([\d.]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (parseIpv4(address) === undefined || Number(port) < 1 || Number(port) > 65535) {
    throw new Error(`A resolver is an IPv4 address, with :<port> or without, not '${text}'.`);
  }
  return { address, port: Number(port) };
}

function regionsFrom(text: string): readonly string[] {
  const names = [...new Set(text.split(',').map((name) => name.trim()))];
  const unknown = names.filter((name) => !isRegion(name));
  if (unknown.length === 0) return names.sort();
  throw new Error(
    `Regions are names with commas between, such as us-east-1,eu-west-1; '${unknown[0]}' is none.`,
  );
}

function quotasFrom(texts: readonly string[]): Quotas {
  return Object.fromEntries(texts.map(quotaFrom));
}

function quotaFrom(text: string): readonly [QuotaName, number] {
  const [, name = '', value = ''] = /^(\w+)=(\d{1,9})$/.exec(text) ?? [];
  if (isQuota(name)) return [name, Number(value)];
  const names = Object.keys(quotas).join(', ');
  throw new Error(`A quota is <name>=<number>, not '${text}'. The names: ${names}.`);
}

function isQuota(name: string): name is QuotaName {
  return Object.hasOwn(quotas, name);
}

function daysFrom(text: string): number {
  const days = /^\d{1,5}(?:\.\d{1,6})?$/.test(text) ? Number(text) : 0;
  if (days > 0) return days;
  throw new Error(`The lifetime of requests is a number of days above 0, not '${text}'.`);
}

function urlFrom(text: string): string {
  if (!/^https?:\/\/[^/?#\s]+\/?$/.test(text) || !URL.canParse(text))
    throw new Error(`The URL of the API is like https://postern.example.com, not '${text}'.`);
  return text.replace(/\/$/, '');
}

function wholeDaysFrom(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new Error(`Audit events are kept for a whole number of days from 1 on, not '${text}'.`);
}
