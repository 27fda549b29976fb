/** How long the unmodified `cdk` takes to deploy templates that have been made: the example's two sides, a change of a rule, 200 resources. */
import { join } from 'node:path';
import {
  CloudFormationClient,
  paginateDescribeStackEvents,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { type Cdk, openCdk } from '../src/demo/cdk.ts';
import type { AccountKeys } from '../src/demo/machine.ts';
import { clientSettings, image } from '../src/demo/world.ts';
import type { Cleanup } from './cleanup.ts';
import { type Postern, startPostern } from './postern.ts';
import type { Progress } from './progress.ts';
import { median } from './statistics.ts';

/** What one deployment took, milliseconds. */
export interface Deployment {
  /** The command, from its start to its end. */
  readonly wholeMs: number;
  /** The command without what `cdk ls` takes, which starts and loads the templates. */
  readonly beyondMs: number;
  /** What the command says its deployment took. */
  readonly saidMs: number;
  /** From the stack's first event of the deployment to its last. */
  readonly engineMs: number;
}

export const deployments = ['provider', 'consumer', 'rule', 'many'] as const;
export type DeploymentName = (typeof deployments)[number];

/** Medians of the rounds. */
export interface StacksResult extends Readonly<Record<DeploymentName, Deployment>> {
  /** The example's two sides, one after the other. */
  readonly both: Deployment;
}

export interface StacksOptions {
  readonly rounds: number;
}

/** An app that is deployed as it was made. */
interface App {
  /** Its directory, in which the command is run. */
  readonly where: string;
  /** The account that it goes to. */
  readonly profile: string;
  /** Where its templates are. */
  readonly out: string;
  readonly stack: string;
}

interface Scene {
  readonly postern: Postern;
  readonly cdk: Cdk;
  readonly accounts: Readonly<Record<string, AccountKeys>>;
}

export async function measureStacks(
  cleanup: Cleanup,
  progress: Progress,
  { rounds }: StacksOptions,
): Promise<StacksResult> {
  progress.step('Stacks: preparing accounts for cdk');
  const scene = await openScene(cleanup, rounds);
  const samples: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    progress.step(`Stacks: round ${round + 1} of ${rounds}`);
    const found = await measureRound(scene, round);
    for (const name of deployments) progress.line(`${name}: ${describe(found[name])}`);
    samples.push(found);
  }
  return {
    provider: medians(samples.map(({ provider }) => provider)),
    consumer: medians(samples.map(({ consumer }) => consumer)),
    rule: medians(samples.map(({ rule }) => rule)),
    many: medians(samples.map(({ many }) => many)),
    both: medians(samples.map(({ provider, consumer }) => sum(provider, consumer))),
  };
}

/** Two new accounts for each round, since what is measured is a first deployment. */
async function openScene(cleanup: Cleanup, rounds: number): Promise<Scene> {
  const postern = await startPostern(cleanup);
  const accounts: Record<string, AccountKeys> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const side of ['provider', 'consumer']) {
      const name = `${side}${round}`;
      accounts[name] = await postern.machine.createAccount(name);
    }
  }
  const cdk = await openCdk(postern.machine, accounts);
  cleanup.add(() => cdk.end());
  for (const [name, { accountId }] of Object.entries(accounts))
    await succeed(cdk, '.', name, 'bootstrap', `aws://${accountId}/us-east-1`);
  return { postern, cdk, accounts };
}

type Round = Readonly<Record<DeploymentName, Deployment>>;

async function measureRound(scene: Scene, round: number): Promise<Round> {
  const { cdk, accounts } = scene;
  const out = 'cdk.out';
  const provider: App = { where: 'provider', profile: `provider${round}`, out, stack: 'Provider' };
  const consumer: App = { where: 'consumer', profile: `consumer${round}`, out, stack: 'Consumer' };
  const many: App = { where: '.', profile: consumer.profile, out: 'many.out', stack: 'Many' };
  const consumerId = accounts[consumer.profile]?.accountId ?? '';
  await synthesize(cdk, provider, '-c', `consumers=${consumerId}`);
  // The consumer's app reads what the provider's stack has handed over.
  const ofProvider = await measure(scene, provider, '--outputs-file', '../service.json');
  await synthesize(cdk, consumer);
  const ofConsumer = await measure(scene, consumer);
  await synthesize(cdk, consumer, '-c', 'clients=10.0.0.0/24');
  const ofRule = await measure(scene, consumer);
  await synthesize(cdk, many, '--app', `node ${join(import.meta.dirname, '../test/apps/many.ts')}`);
  const ofMany = await measure(scene, many);
  for (const { where, profile, out: app } of [many, consumer, provider])
    await succeed(cdk, where, profile, 'destroy', '--force', '--app', app);
  return { provider: ofProvider, consumer: ofConsumer, rule: ofRule, many: ofMany };
}

async function synthesize(cdk: Cdk, { where, profile, out }: App, ...options: string[]): Promise<void> {
  await succeed(cdk, where, profile, 'synth', '--quiet', '--output', out, '-c', `ami=${image}`, ...options);
}

async function measure(
  { postern, cdk, accounts }: Scene,
  app: App,
  ...options: string[]
): Promise<Deployment> {
  const { where, profile, out, stack } = app;
  const loaded = await succeed(cdk, where, profile, 'ls', '--app', out);
  const deploy = ['deploy', '--require-approval', 'never', '--app', out, ...options];
  const deployed = await succeed(cdk, where, profile, ...deploy);
  const keys = accounts[profile];
  if (keys === undefined) throw new Error(`there is no account ${profile}`);
  const client = new CloudFormationClient(clientSettings(postern.machine, keys));
  const events: StackEvent[] = [];
  for await (const page of paginateDescribeStackEvents({ client }, { StackName: stack }))
    events.push(...(page.StackEvents ?? []));
  return {
    wholeMs: deployed.ms,
    beyondMs: deployed.ms - loaded.ms,
    saidMs: readDeploymentMs(deployed.output),
    engineMs: engineMs(events),
  };
}

/** What `cdk deploy` says its deployment took, milliseconds. @throws Error when it says nothing */
export function readDeploymentMs(output: string): number {
  const seconds = /Deployment time: ([\d.]+)s/.exec(output)?.[1];
  if (seconds === undefined) throw new Error(`cdk does not say how long it took:\n${output}`);
  return Number(seconds) * 1000;
}

/**
 * From the beginning of a stack's last operation to its last event, milliseconds.
 * @param events the latest first
 * @throws Error when there is no beginning
 */
export function engineMs(events: readonly StackEvent[]): number {
  const isBegun = ({ PhysicalResourceId, StackId, ResourceStatus, ResourceStatusReason }: StackEvent) =>
    PhysicalResourceId === StackId &&
    ResourceStatusReason === 'User Initiated' &&
    // The model of the SDK does not have that stacks are in review, too.
    (ResourceStatus as string | undefined) !== 'REVIEW_IN_PROGRESS';
  const begin = events.find(isBegun)?.Timestamp;
  const end = events[0]?.Timestamp;
  if (begin === undefined || end === undefined) throw new Error('the events do not tell when it began');
  return end.getTime() - begin.getTime();
}

async function succeed(
  cdk: Cdk,
  where: string,
  profile: string,
  ...args: string[]
): Promise<{ readonly ms: number; readonly output: string }> {
  const started = performance.now();
  const { code, output } = await cdk.run(where, profile, ...args);
  if (code !== 0) throw new Error(`cdk ${args.join(' ')} failed with code ${code}:\n${output}`);
  return { ms: performance.now() - started, output };
}

function sum(one: Deployment, other: Deployment): Deployment {
  return {
    wholeMs: one.wholeMs + other.wholeMs,
    beyondMs: one.beyondMs + other.beyondMs,
    saidMs: one.saidMs + other.saidMs,
    engineMs: one.engineMs + other.engineMs,
  };
}

function medians(samples: readonly Deployment[]): Deployment {
  const of = (key: keyof Deployment) => median(samples.map((each) => each[key]));
  return { wholeMs: of('wholeMs'), beyondMs: of('beyondMs'), saidMs: of('saidMs'), engineMs: of('engineMs') };
}

function describe({ wholeMs, beyondMs, saidMs, engineMs: byEvents }: Deployment): string {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
  return `${seconds(wholeMs)}, ${seconds(beyondMs)} beyond loading, deployment ${seconds(saidMs)}, by events ${seconds(byEvents)}`;
}
