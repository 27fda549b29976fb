import type { Machine } from '../../src/demo/machine.ts';

/** Resolves when a host is answered `hello` at a URL. @throws Error when it is not within a minute */
export async function untilHello(machine: Machine, instanceId: string, url: string): Promise<void> {
  const until = Date.now() + 60_000;
  for (;;) {
    const { stdout, stderr } = await machine.exec(instanceId, 'curl', '-sS', '--max-time', '5', url);
    if (stdout === 'hello\n') return;
    if (Date.now() > until) throw new Error(`${url} does not answer: ${stdout}${stderr}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
