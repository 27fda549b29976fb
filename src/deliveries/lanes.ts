/**
 * Runs tasks side by side, but only so many of one lane and of one group at a time. Lanes wait for themselves alone: one
 * that does not move holds up its own group at the most.
 */
export interface LaneName {
  readonly group: string;
  readonly name: string;
  /** Tasks of the lane at a time. */
  readonly width: number;
}

interface Lane {
  readonly group: string;
  readonly width: number;
  readonly waiting: (() => Promise<void>)[];
  running: number;
}

export class Lanes {
  readonly #perGroup: number;
  readonly #lanes = new Map<string, Lane>();
  readonly #running = new Map<string, number>();
  /** Tasks under way. */
  readonly #tasks = new Set<Promise<void>>();

  /** @param perGroup tasks of a group at a time */
  constructor(perGroup: number) {
    this.#perGroup = perGroup;
  }

  /** @param task must not reject */
  add({ group, name, width }: LaneName, task: () => Promise<void>): void {
    const lane = this.#lanes.get(name) ?? { group, width, waiting: [], running: 0 };
    this.#lanes.set(name, lane);
    lane.waiting.push(task);
    this.#start(name, lane);
  }

  /** Forgets what waits and waits for what runs. */
  async close(): Promise<void> {
    for (const lane of this.#lanes.values()) lane.waiting.length = 0;
    await Promise.all(this.#tasks);
  }

  #start(name: string, lane: Lane): void {
    while (lane.running < lane.width && this.#runningIn(lane.group) < this.#perGroup) {
      const task = lane.waiting.shift();
      if (task === undefined) break;
      this.#count(lane, 1);
      const run = task().finally(() => {
        this.#tasks.delete(run);
        this.#count(lane, -1);
        this.#next(lane.group);
      });
      this.#tasks.add(run);
    }
    if (lane.running === 0 && lane.waiting.length === 0) this.#lanes.delete(name);
  }

  /** A place in the group is free: whichever lane of it can go on does, those that have waited longest first. */
  #next(group: string): void {
    for (const [name, lane] of [...this.#lanes]) {
      if (lane.group !== group) continue;
      this.#start(name, lane);
      // To the end of the line.
      if (this.#lanes.delete(name)) this.#lanes.set(name, lane);
    }
  }

  #runningIn(group: string): number {
    return this.#running.get(group) ?? 0;
  }

  #count(lane: Lane, by: 1 | -1): void {
    lane.running += by;
    const running = this.#runningIn(lane.group) + by;
    if (running === 0) this.#running.delete(lane.group);
    else this.#running.set(lane.group, running);
  }
}
