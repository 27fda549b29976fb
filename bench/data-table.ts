/** The data plane's result for people. */
import { table } from '../src/main/table.ts';
import type { DataPlaneResult, PathResult } from './data-plane.ts';
import { metricNames, metrics } from './measurements.ts';
import { pathNames, pathTitles } from './paths.ts';

/** Medians, and in brackets the ratio to the direct path. */
export function dataTable(result: DataPlaneResult): string {
  const header = ['median of the rounds', 'unit', ...pathNames.map((path) => pathTitles[path])];
  const rows = metricNames.map((metric) => [
    metrics[metric].title,
    metrics[metric].unit,
    ...pathNames.map((path) => cell(result[metric][path], metrics[metric].digits, path === 'direct')),
  ]);
  return table(header, rows);
}

function cell({ median, ratio }: PathResult, digits: number, isBase: boolean): string {
  if (median === null) return 'not measured';
  const value = median.toFixed(digits);
  return isBase || ratio === null ? value : `${value.padEnd(6)} (${ratio.toFixed(2)})`;
}
