/**
 * Writes `src/operations/generated/registry.ts`, the list of all operations: every file of `src/operations/<service>/`
 * that is named as an operation. With `--check` fails when the committed list is stale.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeOrCheck } from './generated-file.ts';
import { sources } from './sdk-sources.ts';

const operations = join(import.meta.dirname, '../src/operations');
const services = sources.map(({ name }) => name);

writeOrCheck(join(operations, 'generated/registry.ts'), registry());

function registry(): string {
  const entries = services.flatMap((service) =>
    readdirSync(join(operations, service))
      .map((file) => /^([A-Z]\w*)\.ts$/.exec(file)?.[1])
      .filter((name) => name !== undefined)
      .sort()
      .map((name) => ({ service, name, local: `${service}${name}` })),
  );
  return `${[
    '// Made by scripts/generate-registry.ts (npm run generate) from the files of src/operations/. Do not edit.',
    ...entries.map(
      ({ service, name, local }) => `import { ${name} as ${local} } from '../${service}/${name}.ts';`,
    ),
    "import type { Operation } from '../operation.ts';",
    '',
    '/** Every operation that the API offers. */',
    'export const operations: readonly Operation[] = [',
    ...entries.map(({ local }) => `  ${local},`),
    '];',
  ].join('\n')}\n`;
}
