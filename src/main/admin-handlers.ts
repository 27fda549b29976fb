/** What the operator's door answers, from the parts of the running daemon. */
import { createAccount, deleteAccount, listAccounts } from '../admin/accounts.ts';
import { createKey, deleteKey, listKeys, rotateKeys, setKeyStatus } from '../admin/keys.ts';
import type { AdminHandlers } from '../admin/protocol.ts';
import { describeStatus } from '../admin/status.ts';
import type { Agent } from '../agent/agent.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Deliveries } from '../deliveries/deliveries.ts';
import type { Hyperplane } from '../hyperplane/hyperplane.ts';
import { randomIds } from '../model/random-ids.ts';
import type { State } from '../store/state.ts';
import { countersOf, nonZero } from './data-plane-view.ts';
import type { Resolver } from './resolver.ts';
import type { Settings } from './settings.ts';
import { version } from './version.ts';

export interface RunningParts {
  readonly settings: Settings;
  readonly state: State;
  readonly agent: Agent;
  readonly hyperplane: Hyperplane;
  readonly deliveries: Deliveries;
  readonly audit: AuditLog;
  readonly resolver: Resolver;
  /** Metrics as Prometheus reads them. */
  scraped(): string;
  /** Where the AWS API listens. */
  readonly endpoint: string;
  now(): string;
}

export function adminHandlers({
  settings,
  state,
  agent,
  hyperplane,
  deliveries,
  audit,
  resolver,
  scraped,
  endpoint,
  now,
}: RunningParts): AdminHandlers {
  const startedAt = now();
  const ids = randomIds();
  return {
    'GET /info': async () => ({
      pid: process.pid,
      instance: settings.instance,
      version,
      endpoint,
      stateDirectory: settings.stateDirectory,
      instances: settings.instances,
      startedAt,
    }),
    'GET /status': async () => {
      await agent.idle();
      await hyperplane.sweep();
      return {
        ...state.read((resources) => describeStatus(resources, countersOf(hyperplane.stats()))),
        drops: nonZero(hyperplane.drops()),
        notifications: { waiting: deliveries.waiting, ...deliveries.counters },
        resolver: resolver.counters,
        auditEventsLost: audit.lost,
        failures: [...agent.failures].map(([name, failure]) => `${name}: ${failure.reason}`),
      };
    },
    'GET /metrics': async () => scraped(),
    'GET /accounts': async () => state.read(listAccounts),
    'POST /accounts': (wish) => state.transact((resources) => createAccount(resources, ids, now(), wish)),
    'POST /accounts/delete': async ({ accountId }) => {
      await state.transact((resources) => deleteAccount(resources, accountId));
      return {};
    },
    'POST /keys/list': async ({ accountId }) => state.read((resources) => listKeys(resources, accountId)),
    'POST /keys': (owner) => state.transact((resources) => createKey(resources, ids, now(), owner)),
    'POST /keys/rotate': (owner) => state.transact((resources) => rotateKeys(resources, ids, now(), owner)),
    'POST /keys/status': ({ status, ...name }) =>
      state.transact((resources) => setKeyStatus(resources, name, status)),
    'POST /keys/delete': async (name) => {
      await state.transact((resources) => deleteKey(resources, name));
      return {};
    },
  };
}

/** The first start makes an account, so that there is something to begin with. */
export async function ensureFirstAccount(state: State, now: () => string): Promise<void> {
  await state.transact((resources) => {
    if ([...resources.all('account')].length === 0)
      createAccount(resources, randomIds(), now(), { name: 'default' });
  });
}
