/** The machine that the figures come from. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { version } from '../src/main/version.ts';

export interface Facts {
  readonly date: string;
  readonly kernel: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** What else ran: the average over a minute of the tasks that wanted a core, at the start. */
  readonly loadAverage: number;
  readonly distribution: string;
  readonly postern: string;
  /** `unknown` outside of a clone; `+` for one with changes. */
  readonly commit: string;
  readonly node: string;
  readonly iperf3: string;
  readonly wrk: string;
  readonly haproxy: string;
  readonly nginx: string;
  readonly unbound: string;
  readonly dnsperf: string;
}

export function readFacts(): Facts {
  return {
    date: new Date().toISOString(),
    kernel: release(),
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryBytes: totalmem(),
    loadAverage: loadavg()[0] ?? 0,
    distribution: distribution(),
    postern: version,
    commit: commit(),
    node: process.versions.node,
    iperf3: versionOf(/iperf (\S+)/, 'iperf3', '--version'),
    wrk: versionOf(/wrk (?:debian\/)?(\S+)/, 'wrk', '--version'),
    haproxy: versionOf(/HAProxy version (\S+)/, 'haproxy', '-v'),
    nginx: versionOf(/nginx\/(\S+)/, 'nginx', '-v'),
    unbound: versionOf(/Version (\S+)/, 'unbound', '-V'),
    dnsperf: versionOf(/Version (\S+)/, 'dnsperf', '-h'),
  };
}

function distribution(): string {
  return /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'unknown';
}

function commit(): string {
  const git = (...args: string[]) => said('git', '-C', import.meta.dirname, ...args).trim();
  const hash = git('rev-parse', '--short', 'HEAD');
  if (!/^[0-9a-f]+$/.test(hash)) return 'unknown';
  return git('status', '--porcelain', '--untracked-files=no') === '' ? hash : `${hash}+`;
}

function versionOf(pattern: RegExp, program: string, ...args: string[]): string {
  return pattern.exec(said(program, ...args))?.[1] ?? 'not found';
}

/** What a program says of itself, wherever it says it and whatever its exit code (wrk's is 1). */
function said(program: string, ...args: string[]): string {
  try {
    return execFileSync('sh', ['-c', '"$0" "$@" 2>&1 || true', program, ...args], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
