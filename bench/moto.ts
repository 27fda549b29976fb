/** moto's server, the emulator of AWS that many test suites use: it keeps the same records, in memory, without packets. */
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import type { Cleanup } from './cleanup.ts';
import { startService } from './command.ts';

/** The version, undefined when it is not installed. */
export function motoVersion(): string | undefined {
  const found = spawnSync('python3', ['-c', 'import moto; print(moto.__version__)'], { encoding: 'utf8' });
  const there = spawnSync('moto_server', ['--help'], { stdio: 'ignore' }).status === 0;
  return found.status === 0 && there ? found.stdout.trim() : undefined;
}

/** Starts it on a free port and the given core. @returns where it listens */
export async function startMoto(cleanup: Cleanup, core: number): Promise<string> {
  const port = await freePort();
  const service = startService(
    cleanup,
    'taskset',
    ...['-c', String(core), 'moto_server', '-H', '127.0.0.1', '-p', String(port)],
  );
  const endpoint = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + startTimeoutMs;
  while (!(await answers(endpoint))) {
    if (Date.now() > deadline) throw new Error(`moto_server does not answer:\n${service.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return endpoint;
}

const startTimeoutMs = 30_000;

async function answers(endpoint: string): Promise<boolean> {
  return await fetch(`${endpoint}/moto-api/data.json`).then(
    (answer) => answer.ok,
    () => false,
  );
}

function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer().once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
  });
  return promise;
}
