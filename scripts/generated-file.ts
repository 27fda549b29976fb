/** What the generators share: writing a generated file, or with `--check` saying that the committed one is stale. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';

/** Writes the file when its content differs; with `--check` on the command line reports that and makes the process fail. */
export function writeOrCheck(path: string, content: string): void {
  const name = relative(process.cwd(), path);
  const current = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  if (current === content) return;
  if (process.argv.includes('--check')) {
    console.error(`${name} is stale: run \`npm run generate\` and commit it`);
    process.exitCode = 1;
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  console.log(`wrote ${name}`);
}
