/** The data plane's answers in the words of the resources. */
import type { CountersOf } from '../admin/status.ts';
import { entryName } from '../agent/agent.ts';
import type { FailureOf } from '../controllers/lifecycle.ts';
import type { EniCounters } from '../hyperplane/counters.ts';
import { dataPlaneId } from '../plan/data-plane-id.ts';
import type { ApplyFailure, DataPlaneId } from '../plan/entry.ts';
import type { Planner } from '../plan/planner.ts';

const nothing = { connectionsOpen: 0, connectionsOpened: 0, bytesIn: 0, bytesOut: 0, drops: {} };

/** The counters of a network interface; zero for one that has none. */
export function countersOf(stats: ReadonlyMap<DataPlaneId, EniCounters>): CountersOf {
  return (networkInterfaceId) => {
    const found = stats.get(dataPlaneId(networkInterfaceId));
    if (found === undefined) return nothing;
    return {
      connectionsOpen: Number(found.connectionsOpen),
      connectionsOpened: Number(found.connectionsOpened),
      bytesIn: Number(found.bytesIn),
      bytesOut: Number(found.bytesOut),
      drops: nonZero(found.drops),
    };
  };
}

/** The counters that have counted something. */
export function nonZero(counts: Readonly<Record<string, bigint>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts)
      .filter(([, count]) => count !== 0n)
      .map(([name, count]) => [name, Number(count)]),
  );
}

/** Why something that an endpoint or instance needs is not in place; undefined when all of it is. */
export function failureOf(
  planner: Planner,
  failures: ReadonlyMap<string, ApplyFailure>,
  ...[kind, id]: Parameters<FailureOf>
): string | undefined {
  // Nearly always there is none, and then there is nothing to look through.
  if (failures.size === 0) return undefined;
  // An id of a kind has the form of that kind's ids.
  const needed = planner.entriesOf({ kind, id } as Parameters<Planner['entriesOf']>[0]);
  const failed = needed
    .map((entry) => failures.get(entryName(entry)))
    .find((failure) => failure !== undefined);
  return failed && `${entryName(failed.entry)}: ${failed.reason}`;
}
