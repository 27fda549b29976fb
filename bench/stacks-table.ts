/** The stacks' result for people. */
import { table } from '../src/main/table.ts';
import type { Deployment, StacksResult } from './stacks.ts';

const titles: Readonly<Record<keyof StacksResult, string>> = {
  provider: 'the provider, first',
  consumer: 'the consumer, first',
  both: 'both',
  rule: 'one rule changed',
  many: '200 resources',
};

/** Medians of the rounds. */
export function stacksTable(result: StacksResult): string {
  const header = ['cdk deploy --app cdk.out', 'whole', 'beyond loading', 'as cdk says', 'by events'];
  const row = (title: string, { wholeMs, beyondMs, saidMs, engineMs }: Deployment) => [
    title,
    ...[wholeMs, beyondMs, saidMs, engineMs].map((ms) => `${(ms / 1000).toFixed(2)} s`),
  ];
  const names: readonly (keyof StacksResult)[] = ['provider', 'consumer', 'both', 'rule', 'many'];
  return table(
    header,
    names.map((name) => row(titles[name], result[name])),
  );
}
