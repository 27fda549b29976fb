/**
 * `npm run demo`: the main job of Postern, start to end, with the evidence. Exits 0 only if every line is a tick.
 * An argument names its instance of Postern.
 */
import {
  acceptAgain,
  checkAcceptance,
  checkDirection,
  checkDrops,
  checkIsolation,
  checkReject,
} from './checks.ts';
import { Machine } from './machine.ts';
import { checkNames } from './names.ts';
import { client, server } from './programs.ts';
import { createReport } from './report.ts';
import { drawTopology } from './topology.ts';
import { createNetwork, permit, publish, startHost } from './world.ts';

const report = createReport();
let machine: Machine | undefined;

async function demo(): Promise<void> {
  report.step('Starting a Postern of its own');
  machine = new Machine(process.argv[2]);
  await machine.start();
  console.log(`  listens on ${machine.endpoint}`);

  report.step('Three accounts, each with a VPC 10.0.0.0/16, through the AWS SDK');
  const [provider, consumer, stranger] = await Promise.all([
    createNetwork(machine, 'provider'),
    createNetwork(machine, 'consumer'),
    createNetwork(machine, 'stranger'),
  ]);
  await Promise.all([
    ...['10.0.1.10', '10.0.2.10'].map((address) => startHost(provider, address, server)),
    ...['10.0.1.10', '10.0.2.10', '10.0.1.11'].map((address) => startHost(consumer, address, client)),
    startHost(stranger, '10.0.1.10', client),
  ]);
  for (const network of [provider, consumer, stranger]) {
    console.log(
      `  ${network.name.padEnd(8)} ${network.accountId}  hosts ${[...network.hosts.keys()].join(', ') || '-'}`,
    );
  }

  report.step('The provider publishes its servers; only the consumer may ask');
  const service = await publish(provider, ['10.0.1.10', '10.0.2.10']);
  await permit(provider, service, consumer.accountId);
  console.log(`  ${service.serviceName}`);

  const cast = { machine, report, provider, consumer, stranger, service };
  const endpoint = await checkAcceptance(cast);
  await checkDrops(cast, endpoint);
  await checkIsolation(cast, endpoint);
  await checkDirection(cast, endpoint);
  await checkReject(cast, endpoint);
  await acceptAgain(cast, endpoint);
  await checkNames(cast, endpoint);

  report.step('What was there');
  console.log(drawTopology(await machine.status(), cast, endpoint));
}

async function finish(): Promise<void> {
  if (machine === undefined) return;
  const leaving = machine;
  machine = undefined;
  report.step('Removing everything');
  await leaving.remove();
}

/** Whatever the demo was doing fails when its Postern goes; that is no news then. */
async function interrupted(): Promise<never> {
  isInterrupted = true;
  await finish().catch((error: Error) => console.error(error.message));
  process.exit(130);
}
let isInterrupted = false;
process.once('SIGINT', () => void interrupted());
process.once('SIGTERM', () => void interrupted());

let failure: Error | undefined;
try {
  await demo();
} catch (error) {
  failure = error as Error;
}
if (isInterrupted) await new Promise(() => {});
try {
  await finish();
} catch (error) {
  failure ??= error as Error;
}
if (failure !== undefined) console.error(`\nThe demo failed: ${failure.stack}`);
console.log(`\n${report.summary()}`);
process.exit(failure === undefined && report.passed() ? 0 : 1);
