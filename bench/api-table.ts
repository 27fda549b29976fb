/** The API's result for people. */
import { table } from '../src/main/table.ts';
import type { ApiFigures, ApiResult } from './api.ts';

/** Medians of the rounds, and the median of the rounds' ratios. */
export function apiTable({ endpoints, operations }: ApiResult): string {
  const header = ['API, one core', 'Postern', 'p99', 'moto', 'p99', 'ratio'];
  const rows = Object.entries(operations).map(([operation, { postern, moto, ratio }]) => [
    operation === 'DescribeVpcEndpoints'
      ? `${operation} (${endpoints.toLocaleString('en')} results)`
      : operation,
    ...cells(postern),
    ...cells(moto),
    ratio === null ? 'not measured' : ratio.toFixed(1),
  ]);
  return table(header, rows);
}

function cells(figures: ApiFigures | null): string[] {
  if (figures === null) return ['not measured', 'not measured'];
  return [`${figures.perSecond.toFixed(figures.perSecond < 10 ? 1 : 0)}/s`, `${figures.p99Ms.toFixed(1)} ms`];
}
