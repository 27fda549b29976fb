/** The condition keys that policies ask for: those that a simulation needs values of. */

import { parseTemplate } from '../../../policy/matching/template.ts';
import type { Policy } from '../../../policy/parse-policy.ts';

/** The keys of conditions and variables, each once without regard to case, sorted. */
export function contextKeysOf(policies: readonly Policy[]): string[] {
  const keys = policies.flatMap(({ document }) =>
    document.statements.flatMap(({ conditions, resource }) => {
      const texts = [...(resource?.value ?? []), ...conditions.flatMap(({ values }) => values)];
      // Only documents of the newer version have variables.
      const variables = document.version === '2012-10-17' ? texts.flatMap(variableKeys) : [];
      return [...conditions.map(({ key }) => key), ...variables];
    }),
  );
  const once = new Map(keys.toReversed().map((key) => [key.toLowerCase(), key]));
  return [...once.values()].sort();
}

function variableKeys(text: string): string[] {
  return parseTemplate(text).flatMap((part) => (part.kind === 'variable' ? [part.key] : []));
}
