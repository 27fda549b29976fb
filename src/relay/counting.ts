/** What a relay has counted and not yet told. */
import type { DataPlaneId } from '../plan/entry.ts';
import type { RelayCount, RelayEvent } from './orders.ts';

export class Counting {
  readonly #counts = new Map<string, RelayCount>();

  add(eni: DataPlaneId, event: RelayEvent): void {
    const key = `${eni} ${event}`;
    this.#counts.set(key, { eni, event, count: (this.#counts.get(key)?.count ?? 0) + 1 });
  }

  /** Everything since the last call. */
  take(): readonly RelayCount[] {
    const counts = [...this.#counts.values()];
    this.#counts.clear();
    return counts;
  }
}
