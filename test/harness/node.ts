/**
 * A node without the API: resources as lines (see `src/plan/testing/world.ts`), and the real planner, agent, namespaces and
 * data plane that follow them. Names in the lines are short; each becomes an id that is this node's alone.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent } from '../../src/agent/agent.ts';
import { HealthChecks } from '../../src/health/health-checks.ts';
import { type Hyperplane, openHyperplane, removeHyperplane } from '../../src/hyperplane/hyperplane.ts';
import { Station } from '../../src/hyperplane/test-station.ts';
import { openRelays } from '../../src/main/relays.ts';
import type { Change } from '../../src/model/access.ts';
import { instanceNamespace } from '../../src/network/names.ts';
import { type Networks, openNetworks, removeNetworks } from '../../src/network/networks.ts';
import { createPlanner, type Planner } from '../../src/plan/planner.ts';
import { Resources } from '../../src/plan/testing/resources.ts';
import { putLine } from '../../src/plan/testing/world.ts';
import type { Relays } from '../../src/relay/relays.ts';

export interface TestNode extends AsyncDisposable {
  readonly prefix: string;
  /** Of instances and relays. */
  readonly stateDirectory: string;
  readonly resources: Resources;
  readonly networks: Networks;
  readonly hyperplane: Hyperplane;
  readonly planner: Planner;
  readonly agent: Agent;
  readonly health: HealthChecks;
  readonly relays: Relays;
  /** As another daemon would, which goes on with relays of its version only. */
  openRelays(version?: string): Relays;
  /** The id that a name in the lines stands for. */
  id<Prefix extends string>(name: `${Prefix}-${string}`): `${Prefix}-${string}`;
  /** Puts what the lines describe and waits until the kernel has followed. */
  put(lines: string): Promise<void>;
  /** Takes changes that the test has made to `resources`. */
  changed(changes: readonly Change[]): Promise<void>;
  /** The namespace of an instance. */
  namespaceOf(instance: `i-${string}`): string;
  /** A process in an instance; it is ended with the node. */
  station(instance: `i-${string}`): Station;
}

const objectPath = join(import.meta.dirname, '../../build/hyperplane.bpf.o');

/** Everything that it made on the machine is gone when it is disposed of. */
export async function openNode(lines: string): Promise<TestNode> {
  const prefix = `t${randomBytes(5).toString('hex')}`;
  const place = { prefix, stateDirectory: mkdtempSync(`${tmpdir()}/${prefix}-`) };
  const pinDirectory = `/sys/fs/bpf/${prefix}`;
  const closers: (() => unknown)[] = [
    () => rmSync(place.stateDirectory, { recursive: true, force: true }),
    () => throwAny(removeHyperplane(pinDirectory)),
    async () => throwAny(await removeNetworks(place)),
  ];
  const dispose = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const networks = openNetworks({ ...place, log: () => {} });
    const hyperplane = openHyperplane({ namespace: networks.hyperplaneNamespace, pinDirectory, objectPath });
    closers.push(() => hyperplane.close());
    const resources = new Resources();
    const ids = idsOf();
    const put = (text: string) =>
      text.split('\n').flatMap((line) => putLine(resources, ids.translate(line)) ?? []);
    put(lines);
    const health = new HealthChecks({
      namespace: networks.hyperplaneNamespace,
      log: (message) => console.error(message),
    });
    closers.push(() => health.close());
    const planner = createPlanner(resources, health);
    const log = (message: string) => console.error(message);
    const openOwnRelays = (version?: string) => {
      const runDirectory = place.stateDirectory;
      const options = { prefix, pinDirectory, runDirectory, networks, resources, log };
      const opened = openRelays(version === undefined ? options : { ...options, version });
      closers.push(() => opened.close());
      return opened;
    };
    const relays = openOwnRelays();
    const agent = new Agent({
      planner,
      networks,
      hyperplane,
      health,
      relays,
      log: () => {},
      retryMs: 60_000,
      onApplied: async () => {},
    });
    health.follow((groups) => agent.healthChanged(groups));
    closers.push(() => agent.close());
    await agent.start();
    const changed = async (changes: readonly Change[]) => {
      agent.changed(changes);
      await agent.idle();
      throwAny([...agent.failures].map(([name, { reason }]) => new Error(`${name}: ${reason}`)));
    };
    const namespaceOf = (instance: `i-${string}`) => instanceNamespace(prefix, ids.id(instance));
    await changed([]);
    return {
      ...place,
      resources,
      networks,
      hyperplane,
      planner,
      agent,
      health,
      relays,
      openRelays: openOwnRelays,
      id: ids.id,
      put: (text) => changed(put(text)),
      changed,
      namespaceOf,
      station: (instance) => {
        const station = new Station(namespaceOf(instance));
        closers.push(() => station.close());
        return station;
      },
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** Ids have 17 digits, and names of links and namespaces are made from them. */
function idsOf() {
  const known = new Map<string, string>();
  const id = <Prefix extends string>(name: `${Prefix}-${string}`): `${Prefix}-${string}` => {
    const found =
      known.get(name) ?? `${name.slice(0, name.indexOf('-'))}-${randomBytes(9).toString('hex').slice(1)}`;
    known.set(name, found);
    // It begins as the name does.
    return found as `${Prefix}-${string}`;
  };
  const translate = (line: string) =>
    line.replace(/\b(?:vpc|subnet|eni|i|sg|vpce)-\w+/g, (name) => id(name as `x-${string}`));
  return { id, translate };
}

function throwAny(errors: readonly Error[]): void {
  if (errors.length > 0) throw new AggregateError(errors, errors.map((error) => error.message).join('; '));
}
