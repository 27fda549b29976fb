/**
 * `npm run bench`: Postern beside a direct connection and two proxies, its control plane at up to 10,000 endpoints, its API, names and stacks.
 * Exits 0 when everything could be measured, whatever the figures; 1 when not, 2 on a wrong argument.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { formatBytes } from '../src/main/table.ts';
import { fullApi, measureApi } from './api.ts';
import { apiTable } from './api-table.ts';
import { createCleanup } from './cleanup.ts';
import { fullControlPlane, measureControlPlane } from './control-plane.ts';
import { controlTable } from './control-table.ts';
import { measureDataPlane } from './data-plane.ts';
import { dataTable } from './data-table.ts';
import { fullDns, measureDns } from './dns.ts';
import { dnsTable } from './dns-table.ts';
import { type Facts, readFacts } from './facts.ts';
import { createProgress } from './progress.ts';
import { measureStacks } from './stacks.ts';
import { stacksTable } from './stacks-table.ts';
import {
  apiTargets,
  controlPlaneTargets,
  dataPlaneTargets,
  dnsTargets,
  isReached,
  stacksTargets,
  type Target,
  targetLines,
} from './targets.ts';

const usage = `Usage: npm run bench -- [data|control|api|dns|stacks] [--rounds N] [--json PATH]
  data         only the data plane (about two and a half minutes a round)
  control      only the control plane
  api          only the API, beside moto's server
  dns          only names, beside unbound
  stacks       only stacks, deployed by the cdk command
  --rounds N   rounds of the data plane, the API, names and stacks, at least 1 (default: 5)
  --json PATH  write all samples, medians and the machine's facts there`;

/** Time that each measurement of the data plane takes. */
const secondsEach = 3;

const parts: readonly string[] = ['data', 'control', 'api', 'dns', 'stacks'];

interface Wishes {
  readonly data: boolean;
  readonly control: boolean;
  readonly api: boolean;
  readonly dns: boolean;
  readonly stacks: boolean;
  readonly rounds: number;
  readonly json: string | undefined;
}

const wishes = readArguments();
let interrupted = false;
const progress = createProgress((text) => interrupted || console.log(text));
const cleanup = createCleanup();
process.once('SIGINT', () => void interrupt());
process.once('SIGTERM', () => void interrupt());

const facts = readFacts();
console.log(describeFacts(facts));
const data = wishes.data ? await attempt('the data plane', dataPart) : undefined;
const control = wishes.control ? await attempt('the control plane', controlPart) : undefined;
const api = wishes.api ? await attempt('the API', apiPart) : undefined;
const dns = wishes.dns ? await attempt('names', dnsPart) : undefined;
const stacks = wishes.stacks ? await attempt('stacks', stacksPart) : undefined;
await removeAll();
report();
process.exit(progress.failures.length === 0 ? 0 : 1);

async function dataPart() {
  const part = createCleanup();
  cleanup.add(() => part.run());
  try {
    return await measureDataPlane(part, progress, { rounds: wishes.rounds, seconds: secondsEach });
  } finally {
    await part.run();
  }
}

async function controlPart() {
  return await measureControlPlane(cleanup, progress, fullControlPlane);
}

async function apiPart() {
  const part = createCleanup();
  cleanup.add(() => part.run());
  try {
    return await measureApi(part, progress, { ...fullApi, rounds: wishes.rounds });
  } finally {
    await part.run();
  }
}

async function dnsPart() {
  const part = createCleanup();
  cleanup.add(() => part.run());
  try {
    return await measureDns(part, progress, { ...fullDns, rounds: wishes.rounds });
  } finally {
    await part.run();
  }
}

async function stacksPart() {
  const part = createCleanup();
  cleanup.add(() => part.run());
  try {
    return await measureStacks(part, progress, { rounds: wishes.rounds });
  } finally {
    await part.run();
  }
}

async function attempt<T>(what: string, run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    // What fails while everything is being removed fails because of that.
    if (interrupted) await new Promise(() => {});
    progress.fail(what, error);
    return undefined;
  }
}

async function removeAll(): Promise<void> {
  await cleanup.run().catch((error: unknown) => progress.fail('removing everything', error));
}

async function interrupt(): Promise<void> {
  interrupted = true;
  console.log('\nRemoving everything.');
  await removeAll();
  process.exit(130);
}

function report(): void {
  const targets: Target[] = [];
  if (data !== undefined) {
    console.log(`\n${dataTable(data)}\nIn brackets: the median of the rounds' ratios to direct.`);
    targets.push(...dataPlaneTargets(data));
  }
  if (control !== undefined) {
    console.log(`\n${controlTable(control)}`);
    targets.push(...controlPlaneTargets(control));
  }
  if (api !== undefined) {
    console.log(`\n${apiTable(api)}`);
    targets.push(...apiTargets(api));
  }
  if (dns !== undefined) {
    console.log(`\n${dnsTable(dns)}`);
    targets.push(...dnsTargets(dns));
  }
  if (stacks !== undefined) {
    console.log(`\n${stacksTable(stacks)}`);
    targets.push(...stacksTargets(stacks));
  }
  console.log(`\n${targetLines(targets)}`);
  for (const failure of progress.failures) console.log(`✗ not measured: ${failure}`);
  if (wishes.json === undefined) return;
  const judged = targets.map((target) => ({ ...target, reached: isReached(target) }));
  const all = {
    facts,
    dataPlane: data,
    controlPlane: control,
    api,
    dns,
    stacks,
    targets: judged,
    failures: progress.failures,
  };
  writeFileSync(wishes.json, `${JSON.stringify(all, null, 2)}\n`);
}

function describeFacts(of: Facts): string {
  return [
    `${of.cpu}, ${of.cores} cores, ${formatBytes(of.memoryBytes)}; Linux ${of.kernel}, ${of.distribution}; load ${of.loadAverage.toFixed(1)}`,
    `Postern ${of.postern} (${of.commit}), Node ${of.node}, iperf3 ${of.iperf3}, wrk ${of.wrk}, HAProxy ${of.haproxy}, nginx ${of.nginx}, unbound ${of.unbound}, dnsperf ${of.dnsperf}`,
  ].join('\n');
}

function readArguments(): Wishes {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { rounds: { type: 'string' }, json: { type: 'string' }, help: { type: 'boolean' } },
    });
    if (values.help === true) leave(usage, 0);
    const [part, ...others] = positionals;
    const rounds = Number(values.rounds ?? 5);
    if (others.length > 0 || (part !== undefined && !parts.includes(part))) {
      throw new Error(`'${positionals.join(' ')}' is not a part of the benchmark.`);
    }
    if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds takes a number from 1 on.`);
    const wanted = (name: string) => part === undefined || part === name;
    return {
      data: wanted('data'),
      control: wanted('control'),
      api: wanted('api'),
      dns: wanted('dns'),
      stacks: wanted('stacks'),
      rounds,
      json: values.json,
    };
  } catch (error) {
    return leave(`${(error as Error).message}\n${usage}`, 2);
  }
}

function leave(text: string, code: number): never {
  (code === 0 ? console.log : console.error)(text);
  process.exit(code);
}
