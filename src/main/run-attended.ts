import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Runs a program with our own stdin, stdout and stderr; gives its code, or 128 and the signal that ended it. */
export function runAttended(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit', env });
  // The terminal sends Ctrl-C to the child too; it decides.
  process.on('SIGINT', () => {});
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  });
}
