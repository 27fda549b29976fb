/** What is measured of a path, with programs that run in the client's instance. */
import type { Machine } from '../src/demo/machine.ts';
import type { Path } from './paths.ts';
import { firstProcessor, httpPort, iperfPort, wrkReport } from './programs.ts';

/** What comes out, in the order of the report. */
export const metrics = {
  throughput1: { title: 'throughput, 1 stream', unit: 'Gbit/s', digits: 2 },
  throughput8: { title: 'throughput, 8 streams', unit: 'Gbit/s', digits: 2 },
  latency50: { title: 'request to response, p50', unit: 'µs', digits: 0 },
  latency99: { title: 'request to response, p99', unit: 'µs', digits: 0 },
  requests: { title: 'requests, 1 connection', unit: '1/s', digits: 0 },
  connections: { title: 'new connections, 32 clients', unit: '1/s', digits: 0 },
} as const;

export type Metric = keyof typeof metrics;
// The keys of a literal are its keys.
export const metricNames = Object.keys(metrics) as readonly Metric[];

export interface Measurement {
  readonly title: string;
  readonly metrics: readonly Metric[];
  /** Takes `seconds` and a little more. @throws Error when a program fails or reports failed requests */
  run(machine: Machine, path: Path, seconds: number): Promise<Partial<Record<Metric, number>>>;
}

export const measurements: readonly Measurement[] = [
  {
    title: '1 stream',
    metrics: ['throughput1'],
    run: async (...at) => ({ throughput1: await throughput(1, ...at) }),
  },
  {
    title: '8 streams',
    metrics: ['throughput8'],
    run: async (...at) => ({ throughput8: await throughput(8, ...at) }),
  },
  {
    title: 'requests on one kept connection',
    metrics: ['latency50', 'latency99', 'requests'],
    run: async (machine, path, seconds) => {
      const report = await wrk(machine, path, seconds, `taskset -c ${firstProcessor}`, '-c1');
      return { latency50: report.p50Us, latency99: report.p99Us, requests: perSecond(report) };
    },
  },
  {
    title: 'a connection for each request, 32 clients',
    metrics: ['connections'],
    run: async (machine, path, seconds) => ({
      connections: perSecond(await wrk(machine, path, seconds, '', '-c32', '-H', 'Connection: close')),
    }),
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

interface WrkReport {
  readonly requests: number;
  readonly durationUs: number;
  readonly p50Us: number;
  readonly p99Us: number;
}

/** @param prefix what stands before `wrk` in the shell */
async function wrk(
  machine: Machine,
  path: Path,
  seconds: number,
  prefix: string,
  ...options: string[]
): Promise<WrkReport> {
  // Each command in an instance has a /tmp of its own.
  const script = `printf %s "$0" >/tmp/report.lua && exec ${prefix} wrk -s /tmp/report.lua "$@"`;
  const url = `http://${path.address}:${httpPort}/`;
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
