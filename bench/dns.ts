/** How many questions a second a VPC's resolver answers, beside unbound on the same core, and how it bears a million records. */
import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand } from '@aws-sdk/client-route-53';
import { region, required } from '../src/demo/world.ts';
import type { Cleanup } from './cleanup.ts';
import { type DnsperfReport, dnsperfCommand, readDnsperf } from './dns-programs.ts';
import { type DnsScene, fillZones, openDnsScene, resolverAddress, unboundAddress } from './dns-scene.ts';
import { daemonMemoryBytes } from './memory.ts';
import type { Progress } from './progress.ts';
import { median, medianRatio } from './statistics.ts';

/** Medians of the rounds. */
export interface DnsFigures {
  readonly perSecond: number;
  /** At half of the rate. */
  readonly p99Ms: number;
  /** Processor time of a query at the full rate, microseconds; of Postern that of the whole daemon. */
  readonly cpuUs: number;
}

export interface DnsResult {
  readonly zones: number;
  readonly records: number;
  readonly postern: DnsFigures;
  readonly unbound: DnsFigures;
  /** The medians of the rounds' ratios of Postern to unbound. */
  readonly rateRatio: number | null;
  readonly cpuRatio: number | null;
  /** From the request to the first answer in the VPC that has the change; the median of the samples. */
  readonly changeMs: number | null;
  /** Of a daemon with all records: from its start until it listens. */
  readonly startMs: number | null;
  /** Resident memory of that daemon. */
  readonly daemonBytes: number | null;
}

export interface DnsOptions {
  readonly zones: number;
  readonly recordsPerZone: number;
  readonly rounds: number;
  /** Time that each measurement takes. */
  readonly seconds: number;
  readonly changes: number;
}

export const fullDns: DnsOptions = { zones: 10_000, recordsPerZone: 100, rounds: 5, seconds: 3, changes: 20 };

const parties = { postern: resolverAddress, unbound: unboundAddress } as const;
type Party = keyof typeof parties;

export async function measureDns(
  cleanup: Cleanup,
  progress: Progress,
  options: DnsOptions,
): Promise<DnsResult> {
  const { zones, recordsPerZone, rounds } = options;
  // The last zone is for the record that changes: an account has 10,000 at most.
  const filled = zones - 1;
  progress.step(`Names: ${count(zones)} zones with ${count(filled * recordsPerZone)} records`);
  const scene = await openDnsScene(cleanup, filled, recordsPerZone);
  await fillZones(scene, filled, recordsPerZone, (made) => progress.line(`${count(made)} zones`));
  const start = await measureStart(scene, progress);
  await scene.pin();
  const samples = new Map<Party, DnsFigures[]>([
    ['postern', []],
    ['unbound', []],
  ]);
  for (let round = 0; round < rounds; round += 1) {
    progress.step(`Names: round ${round + 1} of ${rounds}`);
    for (const [party, found] of samples) {
      const figures = await measureParty(scene, party, options);
      found.push(figures);
      progress.line(
        `${party}: ${figures.perSecond.toFixed(0)}/s, ${figures.cpuUs.toFixed(1)} µs of processor time, p99 at half load ${figures.p99Ms.toFixed(2)} ms`,
      );
    }
  }
  const [postern, unbound] = [samples.get('postern') ?? [], samples.get('unbound') ?? []];
  const ratio = (key: keyof DnsFigures) =>
    medianRatio(
      postern.map((each) => each[key]),
      unbound.map((each) => each[key]),
    ) ?? null;
  return {
    zones,
    records: filled * recordsPerZone,
    postern: medians(postern),
    unbound: medians(unbound),
    rateRatio: ratio('perSecond'),
    cpuRatio: ratio('cpuUs'),
    changeMs: await measureChanges(scene, progress, options.changes),
    ...start,
  };
}

function medians(samples: readonly DnsFigures[]): DnsFigures {
  const of = (key: keyof DnsFigures) => median(samples.map((figures) => figures[key]));
  return { perSecond: of('perSecond'), p99Ms: of('p99Ms'), cpuUs: of('cpuUs') };
}

async function measureParty(scene: DnsScene, party: Party, options: DnsOptions): Promise<DnsFigures> {
  const cpuMs = () => (party === 'postern' ? scene.resolverCpuMs() : scene.unboundCpuMs());
  const before = await cpuMs();
  const full = await dnsperf(scene, party, options);
  const cpuUs = (((await cpuMs()) - before) * 1000) / full.answered;
  const half = await dnsperf(scene, party, options, full.perSecond / 2);
  if (half.p99Ms === undefined) throw new Error('dnsperf did not tell how long answers took');
  return { perSecond: full.perSecond, p99Ms: half.p99Ms, cpuUs };
}

async function dnsperf(
  { machine, clientId }: DnsScene,
  party: Party,
  { zones, recordsPerZone, seconds }: DnsOptions,
  perSecond?: number,
): Promise<DnsperfReport> {
  const load = { server: parties[party], zones: zones - 1, recordsPerZone, seconds };
  const command = dnsperfCommand(perSecond === undefined ? load : { ...load, perSecond });
  const { code, stdout, stderr } = await machine.exec(clientId, 'sh', '-c', command);
  if (code !== 0) throw new Error(`dnsperf ended with ${code}: ${stderr.trim()}`);
  return readDnsperf(stdout);
}

type Start = Pick<DnsResult, 'startMs' | 'daemonBytes'>;

async function measureStart(scene: DnsScene, progress: Progress): Promise<Start> {
  progress.step('Names: killing and starting the daemon');
  const begun = performance.now();
  const seconds = () => ((performance.now() - begun) / 1000).toFixed(0);
  const waiting = setInterval(() => progress.line(`still starting after ${seconds()} s`), 10_000);
  try {
    const startMs = await scene.restart();
    const daemonBytes = await daemonMemoryBytes(scene.instance);
    progress.line(`${startMs.toFixed(0)} ms until it listens, ${(daemonBytes / 1e6).toFixed(0)} MB`);
    await scene.seen('host0.zone0.internal', '10.0.0.0');
    return { startMs, daemonBytes };
  } catch (error) {
    progress.fail('the start of the daemon', error);
    return { startMs: null, daemonBytes: null };
  } finally {
    clearInterval(waiting);
  }
}

async function measureChanges(scene: DnsScene, progress: Progress, wanted: number): Promise<number | null> {
  progress.step('Names: how soon a change is seen');
  try {
    const { HostedZone } = await scene.route53.send(
      new CreateHostedZoneCommand({
        Name: 'changes.internal',
        CallerReference: 'changes',
        VPC: { VPCId: scene.consumer.vpcId, VPCRegion: region },
      }),
    );
    const zoneId = required(HostedZone?.Id);
    const samples: number[] = [];
    for (let number = 0; number < warmUps + wanted; number += 1) {
      const ms = await timeChange(scene, zoneId, `10.9.9.${number + 1}`);
      if (number >= warmUps) samples.push(ms);
    }
    progress.line(`${median(samples).toFixed(1)} ms`);
    return median(samples);
  } catch (error) {
    progress.fail('a change of a record', error);
    return null;
  }
}

/** Samples that are thrown away. */
const warmUps = 10;

async function timeChange({ route53, seen }: DnsScene, HostedZoneId: string, Value: string): Promise<number> {
  const Name = 'one.changes.internal';
  const Changes = [
    {
      Action: 'UPSERT' as const,
      ResourceRecordSet: { Name, Type: 'A' as const, TTL: 60, ResourceRecords: [{ Value }] },
    },
  ];
  const started = performance.now();
  const visible = seen(Name, Value);
  await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }));
  await visible;
  return performance.now() - started;
}

function count(number: number): string {
  return number.toLocaleString('en');
}
