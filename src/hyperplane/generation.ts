/** The number that tells the data plane to look whether its connections are still allowed. */
import type { HyperplaneMaps } from './maps.ts';

const index = { index: 0 };

/** Seconds that a connection is kept which is not open yet, or not any more. */
export interface Timers {
  readonly halfOpenSeconds: number;
  readonly closingSeconds: number;
}

export const defaultTimers: Timers = { halfOpenSeconds: 30, closingSeconds: 10 };

/** Sets the timers and what an interface may ask the resolver (0: as much as it likes), and keeps the generation that maps which were taken over have. */
export function setTimers(maps: HyperplaneMaps, timers: Timers, questionsPerSecond: number): void {
  maps.control.set(index, {
    generation: maps.control.get(index)?.generation ?? 0n,
    half_open_seconds: timers.halfOpenSeconds,
    closing_seconds: timers.closingSeconds,
    questions_per_second: questionsPerSecond,
  });
}

/** Makes every connection compare its epoch with that of its interface at its next packet. */
export function nextGeneration(maps: HyperplaneMaps): void {
  const control = maps.control.get(index);
  // An array has all its entries.
  maps.control.set(index, { ...control!, generation: control!.generation + 1n });
}
