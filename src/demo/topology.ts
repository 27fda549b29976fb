/** The picture at the end of the demo: who is where, and how many connections went through. */
import { type Cast, clients } from './checks.ts';
import { hostName } from './names.ts';
import { type Endpoint, zones } from './world.ts';

interface StatusPart {
  readonly endpoints: readonly {
    readonly endpointId: string;
    readonly interfaces: readonly {
      readonly privateIp: string;
      readonly connectionsOpened: number;
      readonly connectionsOpen: number;
      readonly bytesIn: number;
      readonly bytesOut: number;
    }[];
  }[];
}

/** One block a zone: client, endpoint, load balancer and server, with the counts of the endpoint's interface. */
export function drawTopology(status: Record<string, unknown>, cast: Cast, endpoint: Endpoint): string {
  // The shape is that of `postern status --json`.
  const found = (status as unknown as StatusPart).endpoints.find(
    (each) => each.endpointId === endpoint.endpointId,
  );
  const width = 34;
  const line = (left: string, middle: string, right: string) =>
    `  │ ${left.padEnd(width)} │${middle.padEnd(24)}│ ${right.padEnd(width)} │`;
  const edge = (a: string, b: string, c: string, d: string) =>
    `  ${a}${'─'.repeat(width + 2)}${b}${' '.repeat(24)}${c}${'─'.repeat(width + 2)}${d}`;
  const rows = zones.flatMap((zone, at) => {
    const counters = found?.interfaces.find((each) => each.privateIp === endpoint.addresses[at]);
    const host = clients[at];
    return [
      line(zone, '', zone),
      line(`client ${host}`, '', `server ${host}:8080`),
      line(`   │  http://${hostName}/`, '', '   ▲'),
      line('   ▼', ` ${counters?.connectionsOpened ?? 0} connections,`, '   │'),
      line(
        `endpoint ${endpoint.addresses[at]}:80`,
        '───── one way only ────►',
        `load balancer ${cast.service.nodeAddresses[at]}`,
      ),
      line('', ` ${counters?.bytesIn ?? 0} B in, ${counters?.bytesOut ?? 0} B out`, ''),
    ];
  });
  return [
    `    ${'consumer, VPC 10.0.0.0/16'.padEnd(width + 2 + 24)}  ${'provider, VPC 10.0.0.0/16'}`,
    edge('┌', '┐', '┌', '┐'),
    ...rows,
    edge('└', '┘', '└', '┘'),
  ].join('\n');
}
