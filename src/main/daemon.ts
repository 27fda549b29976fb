/** Wires one node's daemon together and takes it apart again. What is in the kernel outlives it. */
import { chmodSync, mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAccount, deleteAccount, listAccounts } from '../admin/accounts.ts';
import { listenAdmin } from '../admin/admin-server.ts';
import type { AdminHandlers } from '../admin/protocol.ts';
import { describeStatus } from '../admin/status.ts';
import { Agent } from '../agent/agent.ts';
import { advance, underway } from '../controllers/lifecycle.ts';
import { checkKernel } from '../hyperplane/check-kernel.ts';
import { openHyperplane } from '../hyperplane/hyperplane.ts';
import { randomIds } from '../model/random-ids.ts';
import { openNetworks } from '../network/networks.ts';
import { createPlanner } from '../plan/planner.ts';
import { listenApi } from '../server/api-server.ts';
import { openSqliteStore } from '../store/sqlite.ts';
import { openState, type State } from '../store/state.ts';
import { countersOf, failureOf } from './data-plane-view.ts';
import type { Settings } from './settings.ts';
import { every } from './timer.ts';
import { version } from './version.ts';

const sweepMs = 5_000;
const retryMs = 5_000;
const forgetMs = 60_000;

export interface Daemon {
  /** Where the AWS API listens. */
  readonly endpoint: string;
  /** Stops answering and working; leaves the kernel as it is. */
  close(): Promise<void>;
}

/** Starts the daemon: adopts what is in the kernel, then opens the API. Throws, with everything closed, when it cannot. */
export async function startDaemon(settings: Settings, log: (message: string) => void): Promise<Daemon> {
  const missing = checkKernel();
  if (missing.length > 0)
    throw new Error(`This machine cannot run Postern:\n${missing.map((each) => `  - ${each}`).join('\n')}`);
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const closer of closers.reverse()) await closer();
    closers.length = 0;
  };
  try {
    return { endpoint: await start(settings, log, closers), close };
  } catch (error) {
    await close();
    throw error;
  }
}
