/** What is measured of a path, with programs that run in the client's instance. */
import type { Machine } from '../src/demo/machine.ts';
import { type Path, type PathName, pathNames } from './paths.ts';
import { firstProcessor, httpPort, iperfPort, proxiedPort, tlsPort, wrkReport } from './programs.ts';

/** What comes out, in the order of the report. */
export const metrics = {
  throughput1: { title: 'throughput, 1 stream', unit: 'Gbit/s', digits: 2 },
  throughput8: { title: 'throughput, 8 streams', unit: 'Gbit/s', digits: 2 },
  latency50: { title: 'request to response, p50', unit: 'µs', digits: 0 },
  latency99: { title: 'request to response, p99', unit: 'µs', digits: 0 },
  requests: { title: 'requests, 1 connection', unit: '1/s', digits: 0 },
  connections: { title: 'new connections, 32 clients', unit: '1/s', digits: 0 },
  download: { title: 'download, 8 connections', unit: 'Gbit/s', digits: 2 },
  proxiedConnections: { title: 'PROXY v2: new connections', unit: '1/s', digits: 0 },
  proxiedDownload: { title: 'PROXY v2: download', unit: 'Gbit/s', digits: 2 },
  handshakes: { title: 'TLS: handshakes, 32 clients', unit: '1/s', digits: 0 },
  tlsDownload: { title: 'TLS: download, 8 connections', unit: 'Gbit/s', digits: 2 },
  datagrams: { title: 'UDP: datagrams of 64 bytes', unit: '1/s', digits: 0 },
} as const;

export type Metric = keyof typeof metrics;
// The keys of a literal are its keys.
export const metricNames = Object.keys(metrics) as readonly Metric[];

export interface Measurement {
  readonly title: string;
  readonly metrics: readonly Metric[];
  /** Which ways can do it. */
  readonly paths: readonly PathName[];
  /** Takes `seconds` and a little more. @throws Error when a program fails or reports failed requests */
  run(machine: Machine, path: Path, seconds: number): Promise<Partial<Record<Metric, number>>>;
}

/** A connection for each request. */
const closing = ['-c32', '-H', 'Connection: close'];
/** Those that stand between the client and the server. */
const between: readonly PathName[] = ['postern', 'haproxy', 'nginx'];

export const measurements: readonly Measurement[] = [
  {
    title: '1 stream',
    paths: pathNames,
    metrics: ['throughput1'],
    run: async (...at) => ({ throughput1: await throughput(1, ...at) }),
  },
  {
    title: '8 streams',
    paths: pathNames,
    metrics: ['throughput8'],
    run: async (...at) => ({ throughput8: await throughput(8, ...at) }),
  },
  {
    title: 'requests on one kept connection',
    paths: pathNames,
    metrics: ['latency50', 'latency99', 'requests'],
    run: async (machine, path, seconds) => {
      const report = await wrk(machine, path, seconds, `taskset -c ${firstProcessor}`, '-c1');
      return { latency50: report.p50Us, latency99: report.p99Us, requests: perSecond(report) };
    },
  },
  {
    title: 'a connection for each request, 32 clients',
    paths: pathNames,
    metrics: ['connections'],
    run: async (machine, path, seconds) => ({
      connections: perSecond(await wrk(machine, path, seconds, '', ...closing)),
    }),
  },
  {
    title: 'download',
    paths: pathNames,
    metrics: ['download'],
    run: async (...at) => ({ download: await download(httpPort, ...at) }),
  },
  {
    title: 'PROXY protocol, a connection each',
    paths: between,
    metrics: ['proxiedConnections'],
    run: async (machine, path, seconds) => ({
      proxiedConnections: perSecond(await ask(machine, path, seconds, urlOf(path, proxiedPort), '', closing)),
    }),
  },
  {
    title: 'PROXY protocol, download',
    paths: between,
    metrics: ['proxiedDownload'],
    run: async (...at) => ({ proxiedDownload: await download(proxiedPort, ...at) }),
  },
  {
    title: 'TLS, a handshake each',
    paths: between,
    metrics: ['handshakes'],
    run: async (machine, path, seconds) => ({
      handshakes: perSecond(await ask(machine, path, seconds, urlOf(path, tlsPort), '', closing)),
    }),
  },
  {
    title: 'TLS, download',
    paths: between,
    metrics: ['tlsDownload'],
    run: async (...at) => ({ tlsDownload: await download(tlsPort, ...at) }),
  },
  {
    title: 'datagrams of 64 bytes',
    paths: ['direct', 'postern', 'nginx'],
    metrics: ['datagrams'],
    run: async (...at) => ({ datagrams: await datagrams(...at) }),
  },
];

async function throughput(streams: number, machine: Machine, path: Path, seconds: number): Promise<number> {
  const text = await output(
    machine,
    path,
    ...['iperf3', '--client', path.address, '--port', String(iperfPort)],
    ...['--parallel', String(streams), '--time', String(seconds), '--json'],
  );
  return readIperf(text);
}

/** Gbit/s that arrived, of what `iperf3 --json` printed. */
export function readIperf(text: string): number {
  const report = JSON.parse(text) as {
    error?: string;
    end?: { sum_received?: { bits_per_second?: number } };
  };
  const bitsPerSecond = report.end?.sum_received?.bits_per_second;
  if (report.error !== undefined || !bitsPerSecond) {
    throw new Error(`iperf3: ${report.error ?? 'nothing arrived'}`);
  }
  return bitsPerSecond / 1e9;
}

async function datagrams(machine: Machine, path: Path, seconds: number): Promise<number> {
  const text = await output(
    machine,
    path,
    ...['iperf3', '--client', path.address, '--port', String(iperfPort), '--udp', '--bitrate', '0'],
    ...['--length', '64', '--time', String(seconds), '--json'],
  );
  return readDatagrams(text);
}

/** Datagrams a second that arrived, of what `iperf3 --udp --json` printed. */
export function readDatagrams(text: string): number {
  const report = JSON.parse(text) as {
    error?: string;
    end?: { sum?: { packets?: number; lost_packets?: number; seconds?: number } };
  };
  const { packets = 0, lost_packets: lost = 0, seconds = 0 } = report.end?.sum ?? {};
  if (report.error !== undefined || packets <= lost || seconds === 0) {
    throw new Error(`iperf3: ${report.error ?? 'nothing arrived'}`);
  }
  return (packets - lost) / seconds;
}

interface WrkReport {
  readonly requests: number;
  readonly durationUs: number;
  readonly bytes: number;
  readonly p50Us: number;
  readonly p99Us: number;
}

function urlOf({ address }: Path, port: number): string {
  return `${port === tlsPort ? 'https' : 'http'}://${address}:${port}/`;
}

/** Gbit/s of what eight connections that stay open are answered on /large. */
async function download(port: number, machine: Machine, path: Path, seconds: number): Promise<number> {
  const { bytes, durationUs } = await ask(machine, path, seconds, `${urlOf(path, port)}large`, '', ['-c8']);
  return (bytes * 8) / durationUs / 1000;
}

function wrk(machine: Machine, path: Path, seconds: number, prefix: string, ...options: readonly string[]) {
  return ask(machine, path, seconds, urlOf(path, httpPort), prefix, options);
}

/** @param prefix what stands before `wrk` in the shell */
async function ask(
  machine: Machine,
  path: Path,
  seconds: number,
  url: string,
  prefix: string,
  options: readonly string[],
): Promise<WrkReport> {
  // Each command in an instance has a /tmp of its own.
  const script = `printf %s "$0" >/tmp/report.lua && exec ${prefix} wrk -s /tmp/report.lua "$@"`;
  const args = [wrkReport, '-t1', `-d${seconds}s`, ...options, url];
  return readWrk(await output(machine, path, 'sh', '-c', script, ...args));
}

/** What the script `wrkReport` printed, below what wrk itself prints. @throws Error when requests failed */
export function readWrk(text: string): WrkReport {
  const line = text.trim().split('\n').at(-1) ?? '';
  const report = JSON.parse(line) as WrkReport & { readonly errors: number };
  if (report.requests === 0) throw new Error('wrk: no request was answered');
  if (report.errors > 0) throw new Error(`wrk: ${report.errors} of ${report.requests} requests failed`);
  return report;
}

function perSecond({ requests, durationUs }: WrkReport): number {
  return requests / (durationUs / 1e6);
}

async function output(machine: Machine, path: Path, ...command: string[]): Promise<string> {
  const { code, stdout, stderr } = await machine.exec(path.clientId, ...command);
  if (code !== 0) throw new Error(`${command[0]} ended with ${code}: ${stderr.trim() || stdout.trim()}`);
  return stdout;
}
