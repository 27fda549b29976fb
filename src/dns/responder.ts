/** From a message to the message that answers it. */
import type { Change, Reader } from '../model/access.ts';
import type { DnsHealth } from '../model/dns-health.ts';
import type { Kind, Vpc } from '../model/resources.ts';
import type { TargetHealthReader } from '../model/target-health.ts';
import { AnswerCache } from './answer-cache.ts';
import { type CompiledAnswer, compileAnswer, encodeAnswer, encodeRefusal } from './encode.ts';
import { type Query, readQuery } from './query.ts';
import type { Resolution, ResourceRecord } from './resolution.ts';
import { resolve } from './resolver.ts';

/** Answers that are kept. */
const answersMax = 50_000;
/** How long a kept answer may outlive a change of a target's health, of which nothing tells. */
const keptMs = 1_000;
/** Questions of one VPC that are asked for elsewhere at a time: none takes all that there are. */
const elsewhereOfVpcMax = 128;

/** Where names are asked for that nothing here is responsible for. */
export interface Upstream {
  /** @returns records for the name; undefined when nobody answered */
  ask(name: string, type: number): Promise<Pick<Resolution, 'code' | 'answers' | 'authority'> | undefined>;
}

export interface ResponderPorts {
  readonly resources: Reader;
  readonly health: DnsHealth;
  readonly upstream: Upstream | undefined;
  /** From 0 to below 1. */
  random(): number;
  /** Milliseconds. */
  now(): number;
  /** Hears of a defect of ours, at most once a minute. */
  report(error: unknown): void;
}

const reportsMs = 60_000;

export interface ResponderCounters {
  queries: number;
  /** Not a question, or not from a VPC that has a resolver. */
  dropped: number;
  refused: number;
  upstream: number;
  /** Not answered by a defect of ours. */
  failed: number;
}

interface Kept {
  readonly compiled: CompiledAnswer;
  /** Milliseconds; Infinity for what only a change of a record makes wrong. */
  readonly until: number;
}

export class Responder {
  readonly counters: ResponderCounters = { queries: 0, dropped: 0, refused: 0, upstream: 0, failed: 0 };
  readonly #ports: ResponderPorts;
  /** By VPC, type and name. */
  readonly #kept = new Map<string, Kept>();
  readonly #messages = new AnswerCache();
  /** Whether what is being decided depends on the health of targets. */
  #askedHealth = false;
  /** How many questions of each VPC are asked for elsewhere now. */
  readonly #elsewhere = new Map<string, number>();
  #reportedAt = Number.NEGATIVE_INFINITY;
  #turn = 0;

  constructor(ports: ResponderPorts) {
    const { health } = ports;
    const healthOf: TargetHealthReader['healthOf'] = (...target) => {
      this.#askedHealth = true;
      return health.targets.healthOf(...target);
    };
    const isHealthy: DnsHealth['isHealthy'] = (id) => health.isHealthy(id);
    this.#ports = {
      ...ports,
      health: { targets: { healthOf }, isHealthy },
    };
  }

  /** Forgets the answers that the changes may have made wrong. To be called at each commit. */
  changed(changes: readonly Change[]): void {
    if (!changes.some(({ kind }) => namedKinds.has(kind))) return;
    this.#kept.clear();
    this.#messages.clear();
  }

  /**
   * The answer; undefined when there is none to give. It comes at once unless the name is asked for elsewhere. Never
   * throws: one question that fails must not end the daemon.
   * @param vpcId of the VPC that asks, as the address says that it came from
   */
  answer(
    message: Uint8Array,
    vpcId: string | undefined,
    transport: 'udp' | 'tcp',
  ): Uint8Array | undefined | Promise<Uint8Array | undefined> {
    this.counters.queries += 1;
    try {
      const answer = this.#answer(message, vpcId, transport);
      return answer instanceof Promise ? answer.catch((error: unknown) => this.#fail(error)) : answer;
    } catch (error) {
      return this.#fail(error);
    }
  }

  #fail(error: unknown): undefined {
    const { now, report } = this.#ports;
    this.counters.failed += 1;
    if (now() - this.#reportedAt < reportsMs) return undefined;
    this.#reportedAt = now();
    report(error);
    return undefined;
  }

  #answer(
    message: Uint8Array,
    vpcId: string | undefined,
    transport: 'udp' | 'tcp',
  ): Uint8Array | undefined | Promise<Uint8Array> {
    const now = this.#ports.now();
    this.#turn = (this.#turn + 1) % 65_536;
    const known = transport === 'udp' && vpcId !== undefined;
    const kept = known ? this.#messages.get(vpcId, message, this.#turn, now) : undefined;
    if (kept) return kept;
    const vpc = vpcId === undefined ? undefined : this.#ports.resources.get('vpc', vpcId);
    const query = vpc?.enableDnsSupport ? readQuery(message) : undefined;
    if (!vpc || !query) {
      this.counters.dropped += 1;
      return undefined;
    }
    if ('code' in query) {
      this.counters.refused += 1;
      return encodeRefusal(query);
    }
    const options = { transport, turn: this.#turn };
    const answer = this.#answerFor(vpc, query, now);
    if (answer instanceof Promise) return answer.then((compiled) => encodeAnswer(query, compiled, options));
    if (known && answer.until > now)
      this.#messages.keep(vpcId, message, query, answer.compiled, answer.until);
    return encodeAnswer(query, answer.compiled, options);
  }

  #answerFor(vpc: Vpc, query: Query, now: number): Kept | Promise<CompiledAnswer> {
    const key = `${vpc.id} ${query.type} ${query.name}`;
    const kept = this.#kept.get(key);
    if (kept && kept.until > now) return kept;
    this.#askedHealth = false;
    const resolution = resolve({ ...this.#ports, vpc }, vpc, query.name, query.type);
    const { elsewhere } = resolution;
    if (elsewhere !== undefined && query.recursionDesired && this.#ports.upstream) {
      return this.#askUpstream(this.#ports.upstream, vpc, query, elsewhere, resolution.answers);
    }
    const compiled = compileAnswer(resolution, query.name);
    if (!resolution.stable) return { compiled, until: now };
    const made = { compiled, until: this.#askedHealth ? now + keptMs : Number.POSITIVE_INFINITY };
    if (this.#kept.size >= answersMax) this.#kept.clear();
    this.#kept.set(key, made);
    return made;
  }

  async #askUpstream(
    upstream: Upstream,
    vpc: Vpc,
    query: Query,
    elsewhere: string,
    chain: readonly ResourceRecord[],
  ): Promise<CompiledAnswer> {
    this.counters.upstream += 1;
    const found = await this.#bounded(vpc.id, () => upstream.ask(elsewhere, query.type));
    const resolution: Resolution = found
      ? { ...found, answers: [...chain, ...found.answers], stable: false }
      : { code: 'SERVFAIL', answers: [], authority: [], stable: false };
    return compileAnswer(resolution, query.name);
  }

  /** @returns undefined when the VPC has too much under way */
  async #bounded<T>(vpcId: string, run: () => Promise<T | undefined>): Promise<T | undefined> {
    const open = this.#elsewhere.get(vpcId) ?? 0;
    if (open >= elsewhereOfVpcMax) return undefined;
    this.#elsewhere.set(vpcId, open + 1);
    try {
      return await run();
    } finally {
      const left = (this.#elsewhere.get(vpcId) ?? 1) - 1;
      if (left === 0) this.#elsewhere.delete(vpcId);
      else this.#elsewhere.set(vpcId, left);
    }
  }
}

/** Kinds that names depend on. */
const namedKinds: ReadonlySet<Kind> = new Set([
  'vpc',
  'networkInterface',
  'endpoint',
  'endpointService',
  'loadBalancer',
  'listener',
  'targetGroup',
  'hostedZone',
  'recordSet',
  'dnsHealthCheck',
  'metricAlarm',
]);
