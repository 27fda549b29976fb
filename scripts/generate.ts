/** Rewrites every generated file. `npm run check` says when one is stale. */
import { execFileSync } from 'node:child_process';

for (const script of [
  'generate-model',
  'generate-registry',
  'generate-actions',
  'generate-layout',
  'generate-resource-types',
  'generate-operations-doc',
]) {
  execFileSync(process.execPath, [`${import.meta.dirname}/${script}.ts`], { stdio: 'inherit' });
}
