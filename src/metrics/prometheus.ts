/**
 * The counters of the data plane as Prometheus reads them: as the kernel keeps them, so that they go on when the daemon
 * is started again. It shows all accounts.
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
import type { EniCounters } from '../hyperplane/counters.ts';
import type { Reader } from '../model/access.ts';
import type { NetworkInterface } from '../model/resources.ts';
import type { TargetHealthReader } from '../model/target-health.ts';
import { dataPlaneId } from '../plan/data-plane-id.ts';
import type { DataPlaneId } from '../plan/entry.ts';

export const prometheusContentType = 'text/plain; version=0.0.4; charset=utf-8';

export interface Scraped {
  readonly resources: Reader;
  readonly health: TargetHealthReader;
  readonly counters: ReadonlyMap<DataPlaneId, EniCounters>;
  /** By reason, also of packets that belong to no interface. */
  readonly drops: Readonly<Record<string, bigint>>;
  readonly flows: number;
}

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: bigint | number];

interface Family {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
}

/** What there is of each interface. */
const families: readonly (Family & { of(counters: EniCounters): Sample[] })[] = [
  {
    name: 'postern_connections_opened_total',
    type: 'counter',
    help: 'Connections and UDP flows that were opened; "own" are health checks and second halves of relayed ones.',
    of: ({ traffic }) => byTraffic(traffic, 'opened'),
  },
  {
    name: 'postern_connections',
    type: 'gauge',
    help: 'Connections and UDP flows that are open.',
    of: ({ traffic }) => byTraffic(traffic, 'open'),
  },
  {
    name: 'postern_packets_total',
    type: 'counter',
    help: 'Packets carried, by direction as seen from the client, as of the last sweep.',
    of: ({ packetsIn, packetsOut }) => [
      [{ direction: 'in' }, packetsIn],
      [{ direction: 'out' }, packetsOut],
    ],
  },
  {
    name: 'postern_bytes_total',
    type: 'counter',
    help: 'Bytes of IP packets carried, by direction as seen from the client, as of the last sweep.',
    of: ({ bytesIn, bytesOut }) => [
      [{ direction: 'in' }, bytesIn],
      [{ direction: 'out' }, bytesOut],
    ],
  },
  {
    name: 'postern_resets_total',
    type: 'counter',
    help: 'Connections that the client or the target reset, and resets that the data plane sent itself.',
    of: ({ clientResets, targetResets, resetsSent }) => [
      [{ by: 'client' }, clientResets],
      [{ by: 'target' }, targetResets],
      [{ by: 'load_balancer' }, resetsSent],
    ],
  },
  {
    name: 'postern_port_allocation_errors_total',
    type: 'counter',
    help: 'Connections that no source port was free for.',
    of: ({ portAllocationErrors }) => [[{}, portAllocationErrors]],
  },
  {
    name: 'postern_rejected_flows_total',
    type: 'counter',
    help: 'First packets that were rejected: no target, no port, or more connections than allowed.',
    of: ({ rejected }) => byProtocol(rejected),
  },
  {
    name: 'postern_blocked_flows_total',
    type: 'counter',
    help: 'First packets that security groups stopped: those of the interface, or rules of the load balancer.',
    of: ({ blocked, blockedInbound, blockedOutbound }) => [
      ...byProtocol(blocked, { by: 'interface' }),
      ...byProtocol(blockedInbound, { by: 'load_balancer_inbound' }),
      ...byProtocol(blockedOutbound, { by: 'load_balancer_outbound' }),
    ],
  },
  {
    name: 'postern_tls_negotiation_errors_total',
    type: 'counter',
    help: 'TLS handshakes that failed, since the daemon started.',
    of: ({ clientTlsErrors, targetTlsErrors }) => [
      [{ with: 'client' }, clientTlsErrors],
      [{ with: 'target' }, targetTlsErrors],
    ],
  },
  {
    name: 'postern_failed_open_flows_total',
    type: 'counter',
    help: 'Connections to targets that got them because too few are healthy.',
    of: ({ failedOpen }) => [[{}, failedOpen]],
  },
  {
    name: 'postern_interface_dropped_packets_total',
    type: 'counter',
    help: 'Packets of the interface that were not carried on, by reason.',
    of: ({ drops }) =>
      Object.entries(drops)
        .filter(([, count]) => count > 0n)
        .map(([reason, count]) => [{ reason }, count] as const),
  },
];

export function prometheusText(scraped: Scraped): string {
  const interfaces = [...interfacesOf(scraped)];
  const lines = families.flatMap((family) =>
    render(
      family,
      interfaces.flatMap(({ labels, counters }) =>
        family.of(counters).map(([more, value]): Sample => [{ ...labels, ...more }, value]),
      ),
    ),
  );
  const drops = Object.entries(scraped.drops).map(([reason, count]): Sample => [{ reason }, count]);
  lines.push(
    ...render(
      {
        name: 'postern_dropped_packets_total',
        type: 'counter',
        help: 'All packets that were not carried on, by reason.',
      },
      drops,
    ),
    ...render({ name: 'postern_flows', type: 'gauge', help: 'Connections that the last sweep met.' }, [
      [{}, scraped.flows],
    ]),
    ...render(
      { name: 'postern_targets', type: 'gauge', help: 'Targets by the state that health checks found.' },
      [...targetSamples(scraped)],
    ),
  );
  return `${lines.join('\n')}\n`;
}

function* interfacesOf({ resources, counters }: Scraped) {
  for (const found of resources.all('networkInterface')) {
    const counted = counters.get(dataPlaneId(found.id));
    const labels = counted && labelsOf(found);
    if (labels) yield { labels, counters: counted };
  }
}

function labelsOf({ id, accountId, region, vpcId, subnetId, zone, attachment }: NetworkInterface) {
  const place = { account: accountId, region, vpc: vpcId, subnet: subnetId, zone, interface: id };
  if (attachment.kind === 'endpoint') return { ...place, endpoint: attachment.endpointId };
  if (attachment.kind === 'loadBalancer') return { ...place, load_balancer: attachment.loadBalancerArn };
  return undefined;
}

function* targetSamples({ resources, health }: Scraped): Generator<Sample> {
  for (const { id, accountId, region, targets } of resources.all('targetGroup')) {
    const states = new Map<string, number>();
    for (const target of targets) {
      const state = target.drainingUntil === undefined ? health.healthOf(id, target).state : 'draining';
      states.set(state, (states.get(state) ?? 0) + 1);
    }
    for (const [state, count] of states)
      yield [{ account: accountId, region, target_group: id, state }, count];
  }
}

function byTraffic(traffic: EniCounters['traffic'], what: 'opened' | 'open'): Sample[] {
  return Object.entries(traffic).map(([name, counts]) => [{ traffic: name }, counts[what]]);
}

function byProtocol({ tcp, udp }: EniCounters['rejected'], labels: Labels = {}): Sample[] {
  return [
    [{ ...labels, protocol: 'tcp' }, tcp],
    [{ ...labels, protocol: 'udp' }, udp],
  ];
}

function render({ name, type, help }: Family, samples: readonly Sample[]): string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...samples.map(([labels, value]) => `${name}${rendered(labels)} ${value}`),
  ];
}

/** Values are ids and words of ours; what would break a line is escaped in any case. */
function rendered(labels: Labels): string {
  const parts = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replace(/[\\"\n]/g, (c) => (c === '\n' ? '\\n' : `\\${c}`))}"`,
  );
  return parts.length === 0 ? '' : `{${parts.join(',')}}`;
}
