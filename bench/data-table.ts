/** The data plane's result for people. */
import { table } from '../src/main/table.ts';
import type { DataPlaneResult, PathResult } from './data-plane.ts';
import { type Metric, measurements, metricNames, metrics } from './measurements.ts';
import { type PathName, pathNames, pathTitles } from './paths.ts';

/** Medians, and in brackets the ratio to the direct path. */
export function dataTable(result: DataPlaneResult): string {
  const header = ['median of the rounds', 'unit', ...pathNames.map((path) => pathTitles[path])];
  const rows = metricNames.map((metric) => [
    metrics[metric].title,
    metrics[metric].unit,
    ...pathNames.map((path) =>
      isMeasured(metric, path) ? cell(result[metric][path], metrics[metric].digits, path === 'direct') : '-',
    ),
  ]);
  return table(header, rows);
}

function isMeasured(metric: Metric, path: PathName): boolean {
  return measurements.some(({ metrics, paths }) => metrics.includes(metric) && paths.includes(path));
}

function cell({ median, ratio }: PathResult, digits: number, isBase: boolean): string {
  if (median === null) return 'not measured';
  const value = median.toFixed(digits);
  return isBase || ratio === null ? value : `${value.padEnd(6)} (${ratio.toFixed(2)})`;
}
