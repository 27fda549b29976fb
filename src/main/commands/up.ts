import { flushCompileCache } from 'node:module';
import { callAdmin, NotRunning } from '../../admin/admin-client.ts';
import { startDaemon } from '../daemon.ts';
import { releaseMemory } from '../release-memory.ts';
import { requireRoot } from '../require-root.ts';
import { type Settings, type SettingsInput, settingsFrom } from '../settings.ts';

/** Until then requests that came during the start are answered. */
const tidyAfterMs = 500;

/** `postern up`: runs the daemon in the foreground until SIGINT or SIGTERM. */
export async function up(input: SettingsInput): Promise<void> {
  requireRoot();
  const settings = settingsFrom(input);
  const running = await runningDaemon(settings);
  if (running !== undefined) {
    throw new Error(
      `Postern '${settings.instance}' runs already (pid ${running.pid}), on ${running.endpoint}. postern status shows what it holds; postern down stops it.`,
    );
  }
  const daemon = await startDaemon(settings, (message) =>
    console.error(`${new Date().toISOString()} ${message}`),
  );
  console.log(greeting(settings, daemon.endpoint));
  const ended = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  const tidying = setTimeout(tidy, tidyAfterMs);
  await ended;
  clearTimeout(tidying);
  await daemon.close();
  console.log(
    `\nStopped. Traffic through accepted endpoints goes on; postern down removes it, postern up takes it up again.`,
  );
}

function tidy(): void {
  releaseMemory();
  // Node would keep what it has compiled at the end, and a daemon may be killed: the next start takes half a second less.
  flushCompileCache();
}

async function runningDaemon(settings: Settings) {
  try {
    return await callAdmin(settings.adminSocket, 'GET /info');
  } catch (error) {
    if (error instanceof NotRunning) return undefined;
    throw error;
  }
}

function greeting(settings: Settings, endpoint: string): string {
  const command = settings.instance === 'default' ? 'postern' : `postern --instance ${settings.instance}`;
  return [
    `Postern listens on ${endpoint} with the API of AWS: EC2, Elastic Load Balancing v2, Route 53, IAM, STS, SNS and more.`,
    '',
    '  Use it from another terminal:',
    `    eval "$(${command} env)"`,
    '    aws ec2 describe-vpc-endpoint-services',
    `    ${command} status`,
    '',
    settings.instances
      ? '  RunInstances is on.'
      : '  RunInstances is off; start with --instances to turn it on.',
    '  Ctrl-C stops the daemon and leaves traffic running.',
  ].join('\n');
}
