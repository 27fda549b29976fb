/** The control plane's result for people. */
import { formatBytes, table } from '../src/main/table.ts';
import type { ControlPlaneResult, LevelResult, StartResult } from './control-plane.ts';

const missing = 'not measured';

export function controlTable({ levels, starts, flows }: ControlPlaneResult): string {
  return [
    table(
      ['CreateVpcEndpoint until', 'the answer', 'available', 'the first byte', 'describe one, p99'],
      levels.map(levelRow),
    ),
    table(
      ['daemon started', 'until the API answers', 'until it is ready', 'resident memory', 'memory of maps'],
      starts.map(startRow),
    ),
    ...perEndpoint(starts),
    flows === null
      ? `memory of connections: ${missing}`
      : `memory of maps with ${count(flows.connections)} connections: ${formatBytes(flows.fullBytes)} (${formatBytes(flows.emptyBytes)} with none, ${bytesEach(flows.fullBytes - flows.emptyBytes, flows.connections)} each)`,
  ].join('\n\n');
}

function levelRow({ existing, times, describeP99Ms }: LevelResult): string[] {
  const ms = (value: number | undefined) => (value === undefined ? missing : `${value.toFixed(1)} ms`);
  return [
    `with ${count(existing)} others`,
    ms(times?.answerMs),
    ms(times?.availableMs),
    ms(times?.firstByteMs),
    existing === 0 ? '-' : ms(describeP99Ms ?? undefined),
  ];
}

function startRow({ endpoints, startMs, readyMs, daemonBytes, mapBytes }: StartResult): string[] {
  return [
    `with ${count(endpoints)} endpoints`,
    startMs === null ? missing : `${startMs.toFixed(0)} ms`,
    readyMs === null ? missing : `${readyMs.toFixed(0)} ms`,
    daemonBytes === null ? missing : formatBytes(daemonBytes),
    mapBytes === null ? missing : formatBytes(mapBytes),
  ];
}

function perEndpoint(starts: readonly StartResult[]): string[] {
  const [none, most] = [starts[0], starts.at(-1)];
  if (!none?.daemonBytes || !most?.daemonBytes || !none.mapBytes || !most.mapBytes) return [];
  const endpoints = most.endpoints - none.endpoints;
  if (endpoints === 0) return [];
  return [
    `memory of an endpoint: ${bytesEach(most.daemonBytes - none.daemonBytes, endpoints)} in the daemon, ${bytesEach(most.mapBytes - none.mapBytes, endpoints)} in maps`,
  ];
}

function bytesEach(bytes: number, number: number): string {
  return formatBytes(Math.round(bytes / number));
}

function count(number: number): string {
  return number.toLocaleString('en');
}
