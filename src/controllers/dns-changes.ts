/** Makes changes of hosted zones INSYNC once the resolver answers by them, and forgets old ones. */
import type { Change, Writer } from '../model/access.ts';
import type { State } from '../store/state.ts';

/** For how long GetChange knows a change: a day. Old ones are looked for hourly. */
export const changeLifetimeMs = 24 * 60 * 60_000;
const sweepMs = 60 * 60_000;

export interface DnsChangesPorts {
  readonly state: State;
  /** Resolves when the resolver answers by everything that was committed up to now. */
  applied(): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
  report(error: unknown): void;
}

/** Follows the state, and takes up what was left PENDING by an earlier daemon. @returns a function that ends it */
export function followDnsChanges(ports: DnsChangesPorts): () => void {
  const { state, now } = ports;
  let sweptAt = 0;
  const follow = (pending: readonly string[]) => {
    if (pending.length === 0) return;
    const sweeps = now() - sweptAt >= sweepMs;
    if (sweeps) sweptAt = now();
    void settle(ports, pending, sweeps);
  };
  const end = state.onChange((changes) => follow(changes.filter(isPending).map(({ id }) => id)));
  const left = [...state.all('dnsChange')].filter(({ status }) => status === 'PENDING');
  follow(left.map(({ id }) => id));
  return end;
}

function isPending({ kind, after }: Change): boolean {
  // A change of this kind is of such a record.
  return kind === 'dnsChange' && (after as { status?: string } | undefined)?.status === 'PENDING';
}

async function settle(ports: DnsChangesPorts, ids: readonly string[], sweeps: boolean): Promise<void> {
  try {
    await ports.applied();
    await ports.state.transact((resources) => {
      for (const id of ids) {
        const change = resources.get('dnsChange', id);
        if (change) resources.put('dnsChange', { ...change, status: 'INSYNC' });
      }
      if (sweeps) forgetOld(resources, ports.now());
    });
  } catch (error) {
    ports.report(error);
  }
}

function forgetOld(resources: Writer, now: number): void {
  const old = [...resources.all('dnsChange')].filter(
    ({ submittedAt }) => now - Date.parse(submittedAt) >= changeLifetimeMs,
  );
  for (const { id } of old) resources.delete('dnsChange', id);
}
