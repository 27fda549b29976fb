/** How quickly Postern does what it is asked, and how that and its memory grow with the number of endpoints. */
import { setTimeout } from 'node:timers/promises';
import { DescribeVpcEndpointsCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { required } from '../src/demo/world.ts';
import type { SignedRequest } from '../src/wire/sigv4/signed-request.ts';
import { query } from './api-party.ts';
import type { Cleanup } from './cleanup.ts';
import { type ControlScene, openControlScene } from './control-scene.ts';
import { createEndpoints, type EndpointTimes, settle, timeEndpoint } from './endpoints.ts';
import { load } from './load.ts';
import { daemonMemoryBytes, type FlowMemory, mapMemoryBytes, measureFlowMemory } from './memory.ts';
import type { Progress } from './progress.ts';
import { median } from './statistics.ts';

/** Medians of the samples; null when it could not be measured. */
export interface LevelResult {
  /** Endpoints that were there already. */
  readonly existing: number;
  readonly times: EndpointTimes | null;
  /** 99 of a hundred answers to DescribeVpcEndpoints of one endpoint were there by then. */
  readonly describeP99Ms: number | null;
  readonly samples: readonly EndpointTimes[];
}

/** Of a daemon that has just been started. */
export interface StartResult {
  readonly endpoints: number;
  /** From the start of the process to an answer of the API; the median of the samples. */
  readonly startMs: number | null;
  /** From there to the greeting, when the kernel holds what the resources say and nothing else; the median. */
  readonly readyMs: number | null;
  readonly samples: readonly StartTimes[];
  readonly daemonBytes: number | null;
  readonly mapBytes: number | null;
}

/** Milliseconds from the start of the process. */
export interface StartTimes {
  readonly answerMs: number;
  readonly readyMs: number;
}

export interface ControlPlaneResult {
  /** From none to the most. */
  readonly levels: readonly LevelResult[];
  /** At no endpoint and at the most. */
  readonly starts: readonly StartResult[];
  readonly flows: FlowMemory | null;
}

export interface ControlPlaneOptions {
  /** Numbers of endpoints to measure at, ascending. */
  readonly levels: readonly number[];
  readonly samples: number;
  readonly starts: number;
  /** Connections to fill the map with. */
  readonly connections: number;
}

export const fullControlPlane: ControlPlaneOptions = {
  levels: [0, 1000, 10_000],
  samples: 20,
  starts: 3,
  connections: 1_000_000,
};

/** Samples that are thrown away before each level: a client and a daemon that have done little are slow. */
const warmUps = 40;

export async function measureControlPlane(
  cleanup: Cleanup,
  progress: Progress,
  options: ControlPlaneOptions,
): Promise<ControlPlaneResult> {
  progress.step('Control plane: a consumer with room for many endpoints');
  const scene = await openControlScene(cleanup);
  const starts = [await measureStarts(scene, progress, 0, options.starts)];
  const levels: LevelResult[] = [];
  for (const existing of options.levels) {
    const before = levels.at(-1)?.existing ?? 0;
    await grow(scene, progress, before, existing);
    levels.push(await measureLevel(scene, progress, existing, options.samples));
  }
  starts.push(await measureStarts(scene, progress, levels.at(-1)?.existing ?? 0, options.starts));
  return { levels, starts, flows: await measureFlows(cleanup, progress, scene, options.connections) };
}

async function grow(scene: ControlScene, progress: Progress, from: number, to: number): Promise<void> {
  if (from === to) return;
  progress.step(`Control plane: making endpoints until there are ${count(to)}`);
  const started = performance.now();
  await createEndpoints(scene, from, to, (made) => progress.line(`${count(made)} endpoints`));
  const perSecond = ((to - from) / (performance.now() - started)) * 1000;
  progress.line(`${perSecond.toFixed(0)} endpoints/s`);
}

async function measureLevel(
  scene: ControlScene,
  progress: Progress,
  existing: number,
  wanted: number,
): Promise<LevelResult> {
  progress.step(`Control plane: one more endpoint at ${count(existing)}`);
  const samples: EndpointTimes[] = [];
  try {
    for (let number = 0; number < warmUps + wanted; number += 1) {
      const times = await timeEndpoint(scene, firstSample + number);
      if (number >= warmUps) samples.push(times);
    }
    await settle(scene);
  } catch (error) {
    progress.fail(`an endpoint at ${count(existing)}`, error);
  }
  const describeP99Ms = await measureDescribe(scene, progress, existing);
  if (samples.length === 0) return { existing, times: null, describeP99Ms, samples };
  const of = (key: keyof EndpointTimes) => median(samples.map((times) => times[key]));
  const times = { answerMs: of('answerMs'), availableMs: of('availableMs'), firstByteMs: of('firstByteMs') };
  progress.line(
    `answer ${times.answerMs.toFixed(1)} ms, available ${times.availableMs.toFixed(1)} ms, first byte ${times.firstByteMs.toFixed(1)} ms`,
  );
  return { existing, times, describeP99Ms, samples };
}

/** One request after the other for an endpoint by its id. */
async function measureDescribe(
  scene: ControlScene,
  progress: Progress,
  existing: number,
): Promise<number | null> {
  if (existing === 0) return null;
  try {
    const { p99Ms } = await load({
      endpoint: scene.machine.endpoint,
      connections: 1,
      seconds: describeSeconds,
      next: repeat(await describeRequest(scene)),
    });
    progress.line(`DescribeVpcEndpoints of one at ${count(existing)}: p99 ${p99Ms.toFixed(1)} ms`);
    return p99Ms;
  } catch (error) {
    progress.fail(`describing an endpoint at ${count(existing)}`, error);
    return null;
  }
}

const describeSeconds = 3;

async function describeRequest({ consumer: { ec2 }, machine }: ControlScene): Promise<SignedRequest> {
  const { VpcEndpoints } = await ec2.send(new DescribeVpcEndpointsCommand({ MaxResults: 5 }));
  const id = required(VpcEndpoints?.[0]?.VpcEndpointId);
  const keys = await ec2.config.credentials();
  return await query({ endpoint: machine.endpoint, keys }, 'DescribeVpcEndpoints', { 'VpcEndpointId.1': id });
}

function repeat<T>(value: T): () => T {
  return () => value;
}

/** Number of the first endpoint that is made and removed again; those that stay have lower ones. */
const firstSample = 20_000;

async function measureStarts(
  scene: ControlScene,
  progress: Progress,
  endpoints: number,
  times: number,
): Promise<StartResult> {
  progress.step(`Control plane: killing and starting the daemon at ${count(endpoints)} endpoints`);
  const samples: StartTimes[] = [];
  let daemonBytes: number | null = null;
  let mapBytes: number | null = null;
  try {
    for (let time = 0; time < times; time += 1) {
      const { answerMs, readyMs } = await timeStart(scene);
      samples.push({ answerMs, readyMs });
      progress.line(
        `${answerMs.toFixed(0)} ms until the API answers, ${readyMs.toFixed(0)} until it is ready`,
      );
    }
    daemonBytes = await daemonMemoryBytes(scene.instance);
    mapBytes = await mapMemoryBytes(scene.instance);
  } catch (error) {
    progress.fail(`starting at ${count(endpoints)} endpoints`, error);
  }
  const of = (key: keyof StartTimes) =>
    samples.length === 0 ? null : median(samples.map((times) => times[key]));
  return { endpoints, startMs: of('answerMs'), readyMs: of('readyMs'), samples, daemonBytes, mapBytes };
}

async function timeStart(scene: ControlScene): Promise<StartTimes> {
  let answerMs = Number.NaN;
  const readyMs = await scene.restart(async (signal) => {
    const started = performance.now();
    await firstAnswer(scene, signal);
    answerMs = performance.now() - started;
  });
  return { answerMs, readyMs };
}

/** Asks again and again: a connection is refused until the daemon listens. */
async function firstAnswer(scene: ControlScene, signal: AbortSignal): Promise<void> {
  const client = scene.newClient(1);
  while (!signal.aborted) {
    const asked = client.send(new DescribeVpcsCommand({}), { abortSignal: signal });
    if (
      await asked.then(
        () => true,
        () => false,
      )
    )
      return;
    await setTimeout(askAgainMs);
  }
}

const askAgainMs = 5;

async function measureFlows(
  cleanup: Cleanup,
  progress: Progress,
  { instance }: ControlScene,
  connections: number,
): Promise<FlowMemory | null> {
  progress.step(`Control plane: memory of ${count(connections)} connections`);
  try {
    return await measureFlowMemory(cleanup, `${instance}f`, connections);
  } catch (error) {
    progress.fail(`memory of ${count(connections)} connections`, error);
    return null;
  }
}

function count(number: number): string {
  return number.toLocaleString('en');
}
