/**
 * Runs every test, or those whose path contains one of the arguments, and ends with `N passed, N failed, N skipped`.
 * Exits 1 when one failed or none ran. Skipped tests are listed with their reasons: a skip is never silent.
 */
import { globSync } from 'node:fs';
import { relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const root = `${import.meta.dirname}/..`;
const wanted = process.argv.slice(2);
const files = globSync(
  ['src', 'test', 'scripts', 'bench', 'cdk/src'].map((folder) => `${folder}/**/*.test.ts`),
  { cwd: root },
)
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort()
  .map((file) => `${root}/${file}`);

let passed = 0;
let failed = 0;
const skipped: string[] = [];

const stream = run({ files, concurrency: 2, timeout: 15 * 60_000, isolation: 'process' });
stream.on('test:pass', (event) => {
  if (event.skip !== undefined && event.skip !== false) {
    skipped.push(
      `${relative(root, event.file ?? '')}: ${event.name} (${event.skip === true ? 'no reason given' : event.skip})`,
    );
  } else if (event.details.type !== 'suite') {
    passed += 1;
  }
});
stream.on('test:fail', (event) => {
  // A suite fails with its tests, which count by themselves, or because it could not say which tests it has.
  const { failureType } = event.details.error as { failureType?: string };
  if (event.details.type !== 'suite' || failureType !== 'subtestsFailed') failed += 1;
});
stream.compose(new spec()).pipe(process.stdout);
stream.on('end', () => {
  // The reporter prints its own summary when the stream ends; ours is to be the last line.
  setImmediate(() => {
    if (skipped.length > 0)
      process.stdout.write(`\nSKIPPED:\n${skipped.map((line) => `  ${line}\n`).join('')}`);
    process.stdout.write(
      `\n${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}\n`,
    );
    process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  });
});
