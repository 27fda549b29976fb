/** All checks but the tests, side by side; prints the output of those that fail. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const bin = `${import.meta.dirname}/../node_modules/.bin`;
const checks: readonly (readonly [string, string, ...string[]])[] = [
  ['format and lint', `${bin}/biome`, 'check', '--error-on-warnings', '.'],
  ['types', `${bin}/tsc`, '-p', '.'],
  ['types of the CDK library', `${bin}/tsc`, '-p', 'cdk'],
  ['imports', process.execPath, `${import.meta.dirname}/check-imports.ts`],
  ['model of the API', process.execPath, `${import.meta.dirname}/generate-model.ts`, '--check'],
  ['registry of operations', process.execPath, `${import.meta.dirname}/generate-registry.ts`, '--check'],
  ['table of actions', process.execPath, `${import.meta.dirname}/generate-actions.ts`, '--check'],
  ['list of operations', process.execPath, `${import.meta.dirname}/generate-operations-doc.ts`, '--check'],
  ['resource types', process.execPath, `${import.meta.dirname}/generate-resource-types.ts`, '--check'],
  ['layout of the maps', process.execPath, `${import.meta.dirname}/generate-layout.ts`, '--check'],
];

const results = await Promise.all(checks.map(run));
process.exit(results.every((ok) => ok) ? 0 : 1);

function run([title, command, ...args]: readonly [string, string, ...string[]]): Promise<boolean> {
  return new Promise((resolve) => {
    if (!existsSync(command)) throw new Error(`${command} is missing: run npm run setup`);
    const child = spawn(command, args, {
      cwd: `${import.meta.dirname}/..`,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => {
      console.log(`${code === 0 ? '✓' : '✗'} ${title}${code === 0 ? '' : `\n${output}`}`);
      resolve(code === 0);
    });
  });
}
