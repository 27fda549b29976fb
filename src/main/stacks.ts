/** Starts the engine of CloudFormation with what the daemon has. */
import { Engine } from '../cloudformation/engine/engine.ts';
import { openTarget } from '../cloudformation/engine/language.ts';
import { sweepStacks } from '../cloudformation/engine/sweep.ts';
import { resourceTypes } from '../cloudformation/resource-types.ts';
import { schemaOf } from '../cloudformation/schema-of.ts';
import type { Ids } from '../model/ids.ts';
import { eventPorts } from '../operations/cloudformation/shared/event-ports.ts';
import type { InternalCalls, Principal } from '../server/internal-calls.ts';
import type { State } from '../store/state.ts';
import { every } from './timer.ts';

const via = 'cloudformation.amazonaws.com';
const sweepMs = 60 * 60_000;

export interface StackParts {
  readonly state: State;
  readonly calls: InternalCalls;
  readonly ids: Ids;
  now(): string;
  log(message: string): void;
}

export function startStacks({ state, calls, ids, now, log }: StackParts): { close(): Promise<void> } {
  const engine = new Engine(
    {
      ...eventPorts({ ids }, now),
      typeOf: (name) => resourceTypes.get(name),
      schemaOf,
      read: (run) => state.read(run),
      perform: (principal, run) => calls.perform(asPrincipal(principal), run),
      look: (principal, run) => calls.look(asPrincipal(principal), run),
      onChange: (listener) => state.onChange(listener),
      log,
    },
    openTarget,
  );
  engine.start();
  const sweep = () => state.transact((resources) => sweepStacks(resources, Date.parse(now())));
  const sweeping = every(sweepMs, 'the sweep of deleted stacks', sweep, log);
  return {
    close: async () => {
      await sweeping.close();
      await engine.close();
    },
  };
}

function asPrincipal(principal: Omit<Principal, 'via'>): Principal {
  return { ...principal, via };
}
