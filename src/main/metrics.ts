/** Looks at the data plane's counters, and shows them to Prometheus. */
import { createServer } from 'node:http';
import type { EniCounters } from '../hyperplane/counters.ts';
import type { Hyperplane } from '../hyperplane/hyperplane.ts';
import type { MetricFiles } from '../metrics/metric-files.ts';
import { prometheusContentType } from '../metrics/prometheus.ts';
import { Sampler } from '../metrics/sampler.ts';
import type { TargetHealthReader } from '../model/target-health.ts';
import type { DataPlaneId } from '../plan/entry.ts';
import type { Relays } from '../relay/relays.ts';
import type { State } from '../store/state.ts';
import { every } from './timer.ts';

/** As often as AWS looks for its peaks. */
const sampleMs = 10_000;
const requestTimeoutMs = 10_000;
const connectionsMax = 64;

export interface SamplingOptions {
  readonly state: State;
  readonly health: TargetHealthReader;
  readonly hyperplane: Hyperplane;
  readonly relays: Pick<Relays, 'counts'>;
  readonly files: MetricFiles;
  log(message: string): void;
}

/** Begins to measure. `close` keeps the minute that is not over; the data plane must still be open then. */
export function startSampling({ state, health, hyperplane, relays, files, log }: SamplingOptions) {
  const counters = () => countersOf(hyperplane, relays);
  const sampler = new Sampler({ resources: state, health, files, counters, now: Date.now });
  const timer = every(
    sampleMs,
    'the look at the counters',
    async () => {
      // Packets and bytes are as of the last sweep.
      await hyperplane.sweep();
      await sampler.sample();
    },
    log,
  );
  return {
    close: async () => {
      await timer.close();
      // Nothing of this may keep the rest from being closed.
      const last = async () => {
        await hyperplane.sweep();
        await sampler.close();
      };
      await last().catch((error: Error) => log(`the last minute of metrics was not kept: ${error.stack}`));
    },
  };
}

/** What the data plane has counted, and relays beside it. */
export function countersOf(
  hyperplane: Pick<Hyperplane, 'stats'>,
  { counts }: Pick<Relays, 'counts'>,
): ReadonlyMap<DataPlaneId, EniCounters> {
  const counters = new Map(hyperplane.stats());
  for (const [eni, { clientTlsErrors, targetTlsErrors, failedOpen }] of counts) {
    const counted = counters.get(eni);
    if (counted === undefined) continue;
    counters.set(eni, {
      ...counted,
      clientTlsErrors: BigInt(clientTlsErrors),
      targetTlsErrors: BigInt(targetTlsErrors),
      failedOpen: counted.failedOpen + BigInt(failedOpen),
    });
  }
  return counters;
}

export function readHyperplane(hyperplane: Hyperplane, relays: Pick<Relays, 'counts'>) {
  return {
    counters: countersOf(hyperplane, relays),
    drops: hyperplane.drops(),
    flows: hyperplane.flowCount(),
  };
}

/** Without authentication, for whoever is on this machine. @throws Error when the port is taken */
export async function servePrometheus(port: number, text: () => string, log: (message: string) => void) {
  const server = createServer({ requestTimeout: requestTimeoutMs }, (request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Metrics are at /metrics.\n');
      return;
    }
    try {
      response.writeHead(200, { 'content-type': prometheusContentType }).end(text());
    } catch (error) {
      log(`the metrics could not be read: ${(error as Error).stack}`);
      response.destroy();
    }
  });
  server.maxConnections = connectionsMax;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', (cause) => {
    reject(new Error(`Metrics cannot be served on port ${port}: choose another with --metrics.`, { cause }));
  });
  server.listen({ host: '127.0.0.1', port }, resolve);
  await promise;
  return {
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}
