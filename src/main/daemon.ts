/** Wires one node's daemon together and takes it apart again. What is in the kernel outlives it. */
import { randomUUID } from 'node:crypto';
import { listenAdmin } from '../admin/admin-server.ts';
import { Agent } from '../agent/agent.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { Authorizer } from '../authorization/authorizer.ts';
import { findKey } from '../authorization/find-key.ts';
import { sweepSessions } from '../authorization/sweep-sessions.ts';
import { followDnsChanges } from '../controllers/dns-changes.ts';
import { DrainingTargets } from '../controllers/draining-targets.ts';
import { cutLingerMs, Lifecycle } from '../controllers/lifecycle.ts';
import { openSigningKey, type SigningKey } from '../deliveries/signing-key.ts';
import type { Upstream } from '../dns/responder.ts';
import { HealthChecks } from '../health/health-checks.ts';
import { checkKernel } from '../hyperplane/check-kernel.ts';
import { openHyperplane, removeHyperplane } from '../hyperplane/hyperplane.ts';
import { namespaceExists } from '../kernel/namespace.ts';
import { MetricFiles } from '../metrics/metric-files.ts';
import { prometheusText } from '../metrics/prometheus.ts';
import { dnsHealthOf } from '../model/dns-health.ts';
import { randomIds } from '../model/random-ids.ts';
import type { ContentStore } from '../model/storage-resources.ts';
import type { TargetHealthReader } from '../model/target-health.ts';
import { hyperplaneNamespace } from '../network/names.ts';
import { openNetworks } from '../network/networks.ts';
import { operations } from '../operations/generated/registry.ts';
import { regionDefaults } from '../operations/network/default-vpc.ts';
import { createPlanner } from '../plan/planner.ts';
import { AnswerWaits } from '../server/answer-waits.ts';
import { Api, type RequestLog } from '../server/api.ts';
import { listen } from '../server/listener.ts';
import { openSqliteStore } from '../store/sqlite.ts';
import { openState, type State } from '../store/state.ts';
import { loadServices } from '../wire/service.ts';
import { adminHandlers, ensureFirstAccount } from './admin-handlers.ts';
import { startAlarms } from './alarms.ts';
import { openContent } from './content.ts';
import { failureOf } from './data-plane-view.ts';
import { startEndpointControllers } from './endpoint-controllers.ts';
import { readHyperplane, servePrometheus, startSampling } from './metrics.ts';
import { startDeliveries } from './notifications.ts';
import { openRelays } from './relays.ts';
import { startResolver, upstreamOf } from './resolver.ts';
import type { Settings } from './settings.ts';
import { startStacks } from './stacks.ts';
import { makePrivateDirectory } from './state-files.ts';
import { every } from './timer.ts';

const sweepMs = 5_000;
const sessionSweepMs = 10 * 60_000;
const retryMs = 5_000;
const tellMs = 2_000;

export interface Daemon {
  /** Where the AWS API listens. */
  readonly endpoint: string;
  /** Stops answering and working; leaves the kernel as it is. */
  close(): Promise<void>;
}

type Log = (message: string) => void;
/** What to undo, in the reverse order of what was done. */
type Closers = (() => unknown)[];

/** Starts the daemon: adopts what is in the kernel, then opens the API. Throws, with everything closed, when it cannot. */
export async function startDaemon(settings: Settings, log: Log): Promise<Daemon> {
  const missing = checkKernel();
  if (missing.length > 0) {
    throw new Error(`This machine cannot run Postern:\n${missing.map((each) => `  - ${each}`).join('\n')}`);
  }
  const closers: Closers = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return { endpoint: await start(settings, log, closers), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(settings: Settings, log: Log, closers: Closers): Promise<string> {
  const state = await openResources(settings, log, closers);
  const key = await openSigningKey(state);
  const audit = await openAudit(settings, log);
  closers.push(() => audit.close());
  const metrics = await MetricFiles.open({ directory: settings.metricsDirectory, now: Date.now });
  const content = openContent(state, settings.contentDirectory, log);
  closers.push(() => content.close());
  const health = new HealthChecks({ namespace: hyperplaneNamespace(settings.prefix), log });
  closers.push(() => health.close());
  const waits = new AnswerWaits(state);
  const served = api({
    ...{ settings, state, certificate: key, audit, metrics, health, waits, log },
    content: content.store,
  });
  // Before anything is made in the kernel, as the port may be taken. What is asked meanwhile is carried out afterwards.
  const listener = await listen(served, settings.host, settings.port).catch((cause) => {
    throw new Error(cannotListen(settings, cause), { cause });
  });
  closers.push(() => listener.close());
  closers.push(() => waits.close());
  const { requestLifetimeMs } = settings;
  const upstream = upstreamOf(settings);
  const controllers = startEndpointControllers({ state, requestLifetimeMs, upstream, now, log });
  closers.push(() => controllers.close());
  closers.push(
    followDnsChanges({
      state,
      // The resolver reads the state itself: what is committed is answered.
      applied: async () => undefined,
      now: Date.now,
      report: (error) => log(`could not settle a change of a hosted zone: ${String(error)}`),
    }),
  );
  const { agent, hyperplane, relays, resolver } = await startDataPlane({
    settings,
    state,
    health,
    upstream,
    log,
    closers,
  });
  const sampler = startSampling({ state, health, hyperplane, relays, files: metrics, log });
  closers.push(() => sampler.close());
  const scraped = () => prometheusText({ resources: state, health, ...readHyperplane(hyperplane, relays) });
  if (settings.metricsPort !== undefined) {
    const served = await servePrometheus(settings.metricsPort, scraped, log);
    closers.push(() => served.close());
  }
  const alarms = startAlarms({ state, metrics, log });
  closers.push(() => alarms.close());
  const endpoint = `http://${listener.host.includes(':') ? `[${listener.host}]` : listener.host}:${listener.port}`;
  const ids = randomIds();
  const stacks = startStacks({ state, calls: served.internal, ids, now, log });
  closers.push(() => stacks.close());
  const deliveries = startDeliveries({ settings, state, key, endpoint, log });
  closers.push(() => deliveries.close());
  const admin = await listenAdmin(
    settings.adminSocket,
    adminHandlers({
      scraped,
      settings,
      state,
      agent,
      hyperplane,
      deliveries,
      audit,
      resolver,
      endpoint,
      now,
    }),
    log,
  );
  closers.push(() => new Promise((resolve) => admin.close(resolve)));
  return endpoint;
}

async function openResources(settings: Settings, log: Log, closers: Closers): Promise<State> {
  makePrivateDirectory(settings.stateDirectory);
  makePrivateDirectory(settings.runDirectory);
  const store = openSqliteStore(settings.storePath);
  closers.push(() => store.close());
  const state = await openState(store, tellSometimes(log));
  closers.push(() => state.close());
  await ensureFirstAccount(state, now);
  const sweep = every(sessionSweepMs, 'the sweep of sessions', () => sweepSessions(state, Date.now()), log);
  closers.push(() => sweep.close());
  return state;
}

/** Whoever waits for a daemon that holds very much sees that it gets on. */
function tellSometimes(log: Log): (records: number) => void {
  let next = Date.now() + tellMs;
  return (records) => {
    if (Date.now() < next) return;
    next = Date.now() + tellMs;
    log(`starting: ${records.toLocaleString('en')} records read so far`);
  };
}

interface DataPlaneOptions {
  readonly settings: Settings;
  readonly state: State;
  readonly health: HealthChecks;
  readonly upstream: Upstream | undefined;
  readonly log: Log;
  readonly closers: Closers;
}

async function startDataPlane(options: DataPlaneOptions) {
  const { settings, state, health, upstream, log, closers } = options;
  forgetLostConnections(settings);
  const networks = openNetworks({ prefix: settings.prefix, stateDirectory: settings.stateDirectory, log });
  const hyperplane = openHyperplane({
    namespace: networks.hyperplaneNamespace,
    pinDirectory: settings.pinDirectory,
    objectPath: settings.objectPath,
    questionsPerSecond: settings.resolverPackets,
  });
  closers.push(() => hyperplane.close());
  for (const notice of hyperplane.notices) log(notice);
  const planner = createPlanner(state, health);
  const lifecycle = new Lifecycle({
    state,
    failureOf: (kind, id) => failureOf(planner, agent.failures, kind, id),
    now,
    lingerMs: cutLingerMs,
    log,
  });
  const relays = openRelays({ ...settings, networks, resources: state, log });
  closers.push(() => relays.close());
  const agent = new Agent({
    planner,
    networks,
    hyperplane,
    health,
    relays,
    log,
    retryMs,
    onApplied: ({ changes }) => lifecycle.advance(changes),
  });
  health.follow((groups) => agent.healthChanged(groups));
  // Changes from here on wait in the agent until it has adopted.
  closers.push(state.onChange((changes) => agent.changed(changes)));
  closers.push(() => agent.close());
  closers.push(() => lifecycle.close());
  const draining = new DrainingTargets({ state, now, retryMs, log });
  closers.push(state.onChange((changes) => draining.changed(changes)));
  closers.push(() => draining.close());
  await agent.start();
  await lifecycle.start();
  draining.start();
  const resolver = await startResolver({
    state,
    namespace: networks.hyperplaneNamespace,
    health: dnsHealthOf(state, health),
    upstream,
    log,
  });
  closers.push(() => resolver.close());
  const sweep = every(sweepMs, 'the sweep of flows', () => hyperplane.sweep(), log);
  closers.push(() => sweep.close());
  return { agent, hyperplane, relays, resolver };
}

/**
 * Maps that have outlived their namespace, as when the machine's container was started anew, name legs by numbers which
 * the next one gives to others: a connection would lead into another VPC.
 */
function forgetLostConnections({ prefix, pinDirectory }: Settings): void {
  if (namespaceExists(hyperplaneNamespace(prefix))) return;
  const errors = removeHyperplane(pinDirectory);
  if (errors.length > 0) throw new AggregateError(errors, errors.map(({ message }) => message).join('; '));
}

function cannotListen({ host, port }: Settings, cause: NodeJS.ErrnoException): string {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: 'another process listens there; choose another port with --port',
    EADDRNOTAVAIL: 'this machine does not have the address; choose one that it has with --host',
    ENOTFOUND: 'there is no host of that name',
  };
  return `The API cannot listen on ${host} port ${port}: ${reasons[cause.code ?? ''] ?? cause.message}.`;
}

interface ApiParts {
  readonly settings: Settings;
  readonly state: State;
  readonly certificate: SigningKey;
  readonly audit: AuditLog;
  readonly metrics: MetricFiles;
  readonly content: ContentStore;
  readonly health: TargetHealthReader;
  readonly waits: AnswerWaits;
  readonly log: Log;
}

function api({ settings, state, certificate, audit, metrics, content, health, waits, log }: ApiParts): Api {
  const authorizer = new Authorizer();
  return new Api({
    state,
    services: loadServices(),
    operations,
    ids: randomIds(),
    settings: {
      instances: settings.instances,
      quotas: settings.quotas,
      ...(settings.regions && { regions: settings.regions }),
      fileDeliveries: settings.deliveries !== undefined,
    },
    certificate,
    audit,
    metrics,
    content,
    health,
    regionDefaults,
    findKey: (accessKeyId) => findKey(state, accessKeyId),
    authorize: (request) => authorizer.authorize(request),
    waitUntil: (isOver) => waits.until(isOver),
    requestId: randomUUID,
    now: Date.now,
    log: (entry) => logRequest(entry, log),
  });
}

function openAudit({ auditDirectory, auditDays }: Settings, log: Log): Promise<AuditLog> {
  return AuditLog.open({
    directory: auditDirectory,
    retentionDays: auditDays,
    eventId: randomUUID,
    now: Date.now,
    log,
  });
}

/** Refusals are the caller's business; what failed inside is ours. */
function logRequest(entry: RequestLog, log: Log): void {
  if (!('failure' in entry)) return;
  const { service, operation, requestId, failure } = entry;
  const details = failure instanceof Error ? failure.stack : String(failure);
  log(`${service} ${operation} failed (request ${requestId}): ${details}`);
}

function now(): string {
  return new Date().toISOString();
}
