/** The paths side by side: every measurement on every path in every round, so that what disturbs one disturbs all. */
import type { Machine } from '../src/demo/machine.ts';
import type { Cleanup } from './cleanup.ts';
import { type Measurement, type Metric, measurements, metricNames, metrics } from './measurements.ts';
import { openPaths, type Path, type PathName, pathNames, pathTitles } from './paths.ts';
import type { Progress } from './progress.ts';
import { median, medianRatio } from './statistics.ts';

/** What one path gave for one metric. */
export interface PathResult {
  /** By round; null where it could not be measured. */
  readonly samples: readonly (number | null)[];
  readonly median: number | null;
  /** The median of the rounds' ratios to the direct path. */
  readonly ratio: number | null;
}

export type DataPlaneResult = Readonly<Record<Metric, Readonly<Record<PathName, PathResult>>>>;

/** One number that a program measured. */
export interface Sample {
  readonly round: number;
  readonly path: PathName;
  readonly metric: Metric;
  readonly value: number;
}

/** @param seconds the time that each measurement takes */
export async function measureDataPlane(
  cleanup: Cleanup,
  progress: Progress,
  { rounds, seconds }: { readonly rounds: number; readonly seconds: number },
): Promise<DataPlaneResult> {
  progress.step('Data plane: building the paths');
  const { machine, paths } = await openPaths(cleanup);
  const samples: Sample[] = [];
  for (let round = 0; round < rounds; round += 1) {
    progress.step(`Data plane: round ${round + 1} of ${rounds}`);
    for (const measurement of measurements) {
      const able = paths.filter(({ name }) => measurement.paths.includes(name));
      for (const path of rotate(able, round)) {
        cleanup.check();
        samples.push(...(await take(progress, machine, path, measurement, round, seconds)));
      }
    }
  }
  return summarize(samples, rounds);
}

/** The same order, beginning elsewhere in each round. */
export function rotate<T>(values: readonly T[], by: number): T[] {
  const start = by % values.length;
  return [...values.slice(start), ...values.slice(0, start)];
}

async function take(
  progress: Progress,
  machine: Machine,
  path: Path,
  measurement: Measurement,
  round: number,
  seconds: number,
): Promise<Sample[]> {
  const what = `${pathTitles[path.name].padEnd(8)} ${measurement.title}`;
  try {
    const values = await measurement.run(machine, path, seconds);
    const samples = measurement.metrics.flatMap((metric) => {
      const value = values[metric];
      return value === undefined ? [] : [{ round, path: path.name, metric, value }];
    });
    progress.line(`${what.padEnd(52)}${samples.map(describe).join(', ')}`);
    return samples;
  } catch (error) {
    progress.fail(`${what} in round ${round + 1}`, error);
    return [];
  }
}

function describe({ metric, value }: Sample): string {
  return `${value.toFixed(metrics[metric].digits)} ${metrics[metric].unit}`;
}

/** Medians and ratios of what was measured. */
export function summarize(samples: readonly Sample[], rounds: number): DataPlaneResult {
  const valuesOf = (path: PathName, metric: Metric) =>
    Array.from(
      { length: rounds },
      (_, round) =>
        samples.find((each) => each.round === round && each.path === path && each.metric === metric)?.value,
    );
  const resultOf = (path: PathName, metric: Metric): PathResult => {
    const values = valuesOf(path, metric);
    const present = values.filter((value) => value !== undefined);
    return {
      samples: values.map((value) => value ?? null),
      median: present.length === 0 ? null : median(present),
      ratio: medianRatio(values, valuesOf('direct', metric)) ?? null,
    };
  };
  const byPath = (metric: Metric) =>
    Object.fromEntries(pathNames.map((path) => [path, resultOf(path, metric)]));
  // Every metric and every path is there.
  return Object.fromEntries(metricNames.map((metric) => [metric, byPath(metric)])) as DataPlaneResult;
}
