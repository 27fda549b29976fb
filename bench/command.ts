/** Running other programs. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import type { Cleanup } from './cleanup.ts';

const outputBytesMax = 16 * 1024 * 1024;

/** Runs a program to its end. @returns its standard output @throws Error with what it wrote when it fails */
export function run(program: string, ...args: string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: 'pipe', maxBuffer: outputBytesMax });
}

/**
 * Starts a program that goes on until the cleanup, in a process group of its own: Ctrl-C is for the benchmark, which then
 * ends it in order.
 */
export function startService(cleanup: Cleanup, program: string, ...args: string[]): Service {
  let child: ChildProcess | undefined;
  let output = '';
  cleanup.add(() => child && end(child));
  child = spawn(program, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const keep = (chunk: Buffer) => {
    output = (output + chunk).slice(-outputTailChars);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  child.once('error', (error) => keep(Buffer.from(String(error))));
  return { output: () => output };
}

/** The end of what a service has written. */
export interface Service {
  output(): string;
}

const outputTailChars = 4000;

function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null)
    return Promise.resolve();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), endTimeoutMs);
  return ended.finally(() => clearTimeout(force));
}

const endTimeoutMs = 3000;
