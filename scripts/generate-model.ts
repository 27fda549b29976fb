/**
 * Writes `src/wire/generated/<service>.json`: the model of every operation that has a file in `src/operations/`, taken
 * from the run-time schemas of the AWS SDK clients, whose versions package.json pins.
 *
 *   node scripts/generate-model.ts           writes
 *   node scripts/generate-model.ts --check   fails when what is committed is stale
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceModel } from '../src/wire/model-format.ts';
import { writeOrCheck } from './generated-file.ts';
import { modelOf } from './sdk-model.ts';
import { sources } from './sdk-sources.ts';

const root = join(import.meta.dirname, '..');

for (const source of sources) {
  const model = modelOf(source, operationFiles(source.name));
  writeOrCheck(join(root, 'src/wire/generated', `${source.name}.json`), render(model));
}

/** The names of the operations that exist here: one file each. */
function operationFiles(folder: string): Set<string> {
  const names = readdirSync(join(root, 'src/operations', folder))
    .map((file) => /^([A-Z]\w*)\.ts$/.exec(file)?.[1])
    .filter((name) => name !== undefined);
  return new Set(names);
}

/** JSON with one shape a line: small, and a change of the model shows as the lines that changed. */
function render(model: ServiceModel): string {
  const parts = Object.entries(model).map(([key, value]) => `${JSON.stringify(key)}: ${renderValue(value)}`);
  return `{\n${parts.join(',\n')}\n}\n`;
}

function renderValue(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value);
  const lines = Object.entries(value).map(
    ([key, entry]) => `  ${JSON.stringify(key)}: ${JSON.stringify(entry)}`,
  );
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n}`;
}
