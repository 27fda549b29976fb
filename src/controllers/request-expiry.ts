import type { Reader, Writer } from '../model/access.ts';
import { expire } from '../model/endpoint-lifecycle.ts';

/** Where the endpoints are. */
export interface ExpiryState {
  read<T>(run: (resources: Reader) => T): T;
  transact<T>(run: (resources: Writer) => T): Promise<T>;
}

/**
 * Expires the requests to connect that nobody answered in time; they stay, of no use, until their owners delete them.
 * @param now ISO 8601 UTC
 * @param lifetimeMs since the endpoint was created
 */
export async function expireRequests(state: ExpiryState, now: string, lifetimeMs: number): Promise<void> {
  const isOverdue = (createdAt: string) => Date.parse(now) - Date.parse(createdAt) >= lifetimeMs;
  // Looked for outside of the transaction, which is short then, and mostly not needed.
  const overdue = state.read((resources) =>
    [...resources.all('endpoint')]
      .filter((endpoint) => endpoint.state === 'pendingAcceptance' && isOverdue(endpoint.createdAt))
      .map(({ id }) => id),
  );
  if (overdue.length === 0) return;
  await state.transact((resources) => {
    for (const id of overdue) {
      const endpoint = resources.get('endpoint', id);
      const after = endpoint && expire(endpoint);
      if (after) resources.put('endpoint', after);
    }
  });
}
