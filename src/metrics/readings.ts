/** What an interface has counted, between two looks at it. */
import type { EniCounters } from '../hyperplane/counters.ts';
import type { DataPlaneId } from '../plan/entry.ts';

export interface TrafficReading {
  /** Opened since the last look; open now. */
  readonly opened: number;
  readonly open: number;
  readonly packets: number;
  readonly bytes: number;
}

/** Everything but `open` since the last look. Health checks and other connections of our own are left out. */
export interface Reading {
  readonly tcp: TrafficReading;
  readonly udp: TrafficReading;
  readonly tls: TrafficReading;
  readonly all: TrafficReading;
  readonly dropped: number;
  readonly clientResets: number;
  readonly targetResets: number;
  readonly resetsSent: number;
  readonly resetsToTargets: number;
  readonly portAllocationErrors: number;
  readonly rejectedTcp: number;
  readonly rejectedUdp: number;
  /** By security groups of the interface. */
  readonly blockedTcp: number;
  readonly blockedUdp: number;
  /** By inbound rules of the load balancer behind an endpoint, by outbound rules of a load balancer. */
  readonly inboundTcp: number;
  readonly inboundUdp: number;
  readonly outboundTcp: number;
  readonly outboundUdp: number;
  /** To targets that got them because too few are healthy. */
  readonly failedOpen: number;
  /** Handshakes that failed with clients, with targets. */
  readonly clientTlsErrors: number;
  readonly targetTlsErrors: number;
}

/**
 * Differences of cumulative counters. An interface that was not there at the last look began at zero; one whose counters
 * went back did so too. What was counted before the first look is nobody's minute.
 */
export class Readings {
  #before: ReadonlyMap<DataPlaneId, Counts> | undefined;

  /** Readings of the interfaces that have something to tell. */
  take(counters: ReadonlyMap<DataPlaneId, EniCounters>): ReadonlyMap<DataPlaneId, Reading> {
    const before = this.#before;
    const now = new Map<DataPlaneId, Counts>();
    const readings = new Map<DataPlaneId, Reading>();
    let last: Look | undefined;
    for (const [id, found] of counters) {
      const earlier = before && (before.get(id) ?? nothing);
      // Those that have counted nothing are one and the same, as they were at the last look.
      if (last?.found !== found || last.earlier !== earlier) {
        const counts: Counts = last?.found === found ? last.counts : countsOf(found);
        last = { found, earlier, counts, reading: readingSince(earlier ?? counts, counts, found) };
      }
      now.set(id, last.counts);
      if (last.reading !== undefined) readings.set(id, last.reading);
    }
    this.#before = now;
    return readings;
  }
}

/** What one interface has counted, and what of it since the earlier look. */
interface Look {
  readonly found: EniCounters;
  readonly earlier: Counts | undefined;
  readonly counts: Counts;
  readonly reading: Reading | undefined;
}

type Counts = readonly number[];
const nothing: Counts = [];
const traffics = ['tcp', 'udp', 'tls'] as const;

/** In the order in which `readingOf` takes them. */
function countsOf(counters: EniCounters): Counts {
  const traffic = traffics.flatMap((name) => {
    const { opened, packets, bytes } = counters.traffic[name];
    return [Number(opened), Number(packets), Number(bytes)];
  });
  const { clientResets, targetResets, resetsSent, resetsToTargets, portAllocationErrors } = counters;
  const rest = [clientResets, targetResets, resetsSent, resetsToTargets, portAllocationErrors];
  const { rejected, blocked, blockedInbound, blockedOutbound } = counters;
  const { failedOpen, clientTlsErrors, targetTlsErrors } = counters;
  const refused = [rejected, blocked, blockedInbound, blockedOutbound].flatMap(({ tcp, udp }) => [tcp, udp]);
  const dropped = Object.values(counters.drops).reduce((sum, each) => sum + Number(each), 0);
  return [
    ...traffic,
    dropped,
    ...rest.map(Number),
    ...refused.map(Number),
    ...[failedOpen, clientTlsErrors, targetTlsErrors].map(Number),
  ];
}

/** Undefined when there is nothing to tell. */
function readingSince(earlier: Counts, counts: Counts, { traffic }: EniCounters): Reading | undefined {
  const since = counts.some((value, at) => value < (earlier[at] ?? 0)) ? nothing : earlier;
  const difference = counts.map((value, at) => value - (since[at] ?? 0));
  const open = traffics.map((name) => Number(traffic[name].open));
  const isSilent = !difference.some((value) => value > 0) && !open.some((value) => value > 0);
  return isSilent ? undefined : readingOf(difference, open);
}

function readingOf(difference: Counts, open: readonly number[]): Reading {
  let next = 0;
  const take = () => difference[next++] ?? 0;
  const [tcp, udp, tls] = [0, 1, 2].map((at) => ({
    opened: take(),
    packets: take(),
    bytes: take(),
    open: open[at] ?? 0,
  })) as [TrafficReading, TrafficReading, TrafficReading]; // Three in, three out.
  return {
    tcp,
    udp,
    tls,
    all: sum(sum(tcp, udp), tls),
    dropped: take(),
    clientResets: take(),
    targetResets: take(),
    resetsSent: take(),
    resetsToTargets: take(),
    portAllocationErrors: take(),
    rejectedTcp: take(),
    rejectedUdp: take(),
    blockedTcp: take(),
    blockedUdp: take(),
    inboundTcp: take(),
    inboundUdp: take(),
    outboundTcp: take(),
    outboundUdp: take(),
    failedOpen: take(),
    clientTlsErrors: take(),
    targetTlsErrors: take(),
  };
}

function sum(a: TrafficReading, b: TrafficReading): TrafficReading {
  return {
    opened: a.opened + b.opened,
    open: a.open + b.open,
    packets: a.packets + b.packets,
    bytes: a.bytes + b.bytes,
  };
}
