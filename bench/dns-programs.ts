/** What runs in the instances of the names' benchmark, and how what it prints is read. */

/** Names that are asked for, each in a zone of its own as far as zones go round. */
export const namesAsked = 10_000;

/** An awk program's loop over the names, where `host` and `zone` are numbers. */
function eachName(zones: number, recordsPerZone: number, body: string): string {
  const count = Math.min(namesAsked, zones * recordsPerZone);
  return `BEGIN { for (i = 0; i < ${count}; i++) { host = i % ${recordsPerZone}; zone = i % ${zones}; ${body} } }`;
}

/** User data: unbound with the records that are asked for as local data, on port 53 of all addresses. */
export function unboundServer(name: string, zones: number, recordsPerZone: number): string {
  const data = eachName(
    zones,
    recordsPerZone,
    'printf "  local-data: \\"host%d.zone%d.internal. 60 IN A 10.%d.%d.%d\\"\\n", host, zone, zone % 250, zone / 256, host',
  );
  return `#!/bin/sh
conf=/tmp/${name}.conf
cat >$conf <<'END'
remote-control:
  control-enable: no
server:
  interface: 0.0.0.0
  num-threads: 1
  username: ""
  chroot: ""
  directory: "/tmp"
  pidfile: ""
  use-syslog: no
  do-daemonize: no
  access-control: 10.0.0.0/8 allow
  module-config: "iterator"
  local-zone: "internal." static
END
awk '${data}' >>$conf
exec taskset -c 0 unbound -d -c $conf
`;
}

export interface DnsLoad {
  readonly server: string;
  readonly zones: number;
  readonly recordsPerZone: number;
  readonly seconds: number;
  /** Queries a second; as many as there are answers for when left out. */
  readonly perSecond?: number;
}

/** Shell: dnsperf on the second core. With a rate it ends with the 99th percentile of the times of all answers. */
export function dnsperfCommand({ server, zones, recordsPerZone, seconds, perSecond }: DnsLoad): string {
  const names = eachName(zones, recordsPerZone, 'printf "host%d.zone%d.internal A\\n", host, zone');
  const rate = perSecond === undefined ? '' : ` -v -Q ${Math.max(1, Math.round(perSecond))}`;
  const dnsperf = `taskset -c 1 dnsperf -s ${server} -d /tmp/names -l ${seconds} -c 8 -q 200${rate}`;
  // Verbose, it tells of each answer: "> NOERROR name type seconds".
  const percentile =
    "awk '/^> / { print $NF }' /tmp/report | sort -n | awk '{ time[NR] = $1 } END { print \"p99\", time[int((NR - 1) * 0.99) + 1] }'";
  return `awk '${names}' >/tmp/names && ${dnsperf} >/tmp/report 2>/tmp/errors || { cat /tmp/errors >&2; exit 1; }
grep -v '^> ' /tmp/report; ${perSecond === undefined ? ':' : percentile}`;
}

export interface DnsperfReport {
  readonly answered: number;
  readonly lost: number;
  readonly perSecond: number;
  /** Only with a rate. */
  readonly p99Ms: number | undefined;
}

/** What `dnsperfCommand` printed. @throws Error when nothing was answered, or something other than NOERROR */
export function readDnsperf(text: string): DnsperfReport {
  const number = (pattern: RegExp) => {
    const found = pattern.exec(text)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const answered = number(/Queries completed:\s+(\d+)/) ?? 0;
  const right = number(/NOERROR (\d+)/) ?? 0;
  if (answered === 0) throw new Error('dnsperf: nothing was answered');
  if (right !== answered)
    throw new Error(`dnsperf: ${answered - right} of ${answered} answers were not NOERROR`);
  const p99 = number(/^p99 ([\d.]+)/m);
  return {
    answered,
    lost: number(/Queries lost:\s+(\d+)/) ?? 0,
    perSecond: number(/Queries per second:\s+([\d.]+)/) ?? 0,
    p99Ms: p99 === undefined ? undefined : p99 * 1000,
  };
}

/**
 * Takes lines `server name address` on its input, asks the server for the name until it has the address, and prints
 * `seen`, or `error ...` after 10 s.
 */
export const watcher = `
const { Resolver } = require('node:dns').promises;
require('node:readline').createInterface(process.stdin).on('line', async (line) => {
  const [server, name, address] = line.split(' ');
  const resolver = new Resolver({ timeout: 1000, tries: 2 });
  resolver.setServers([server]);
  const end = Date.now() + 10000;
  while (Date.now() < end) {
    const found = await resolver.resolve4(name).catch(() => []);
    if (found[0] === address) return console.log('seen');
  }
  console.log('error it was not seen in 10 s');
}).on('close', () => process.exit(0));
console.log('ready');
`;
