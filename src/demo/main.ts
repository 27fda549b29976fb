/**
 * `npm run demo`: the main job of Postern, start to end, with the evidence. Exits 0 only if every line is a tick.
 * An argument names its instance of Postern.
 */
import { type Cdk, openCdk } from './cdk.ts';
import {
  acceptAgain,
  checkAccepted,
  checkDirection,
  checkDrops,
  checkIsolation,
  checkPending,
  checkReject,
  openPorts,
  outsider,
} from './checks.ts';
import { Machine } from './machine.ts';
import { checkNames } from './names.ts';
import { client } from './programs.ts';
import { createReport } from './report.ts';
import {
  bootstrap,
  deployConsumer,
  deployProvider,
  endpointOfStack,
  networkOfStack,
  serviceOfStack,
} from './stacks.ts';
import { drawTopology } from './topology.ts';
import { createNetwork, startHost } from './world.ts';

const report = createReport();
let machine: Machine | undefined;
let cdk: Cdk | undefined;

async function demo(): Promise<void> {
  report.step('Starting a Postern of its own');
  machine = new Machine(process.argv[2]);
  await machine.start();
  console.log(`  listens on ${machine.endpoint}`);

  report.step('Two accounts, prepared for the CDK');
  const keys = {
    provider: await machine.createAccount('provider'),
    consumer: await machine.createAccount('consumer'),
  };
  cdk = await openCdk(machine, keys);
  await bootstrap(cdk, keys);

  report.step("The provider's app, examples/cdk/provider: two servers and an endpoint service");
  await deployProvider(cdk, keys.consumer.accountId);
  const provider = await networkOfStack(machine, 'provider', keys.provider);
  const service = await serviceOfStack(provider);
  console.log(`  ${service.serviceName}`);

  report.step("The consumer's app, examples/cdk/consumer: two clients, an endpoint and a private zone");
  await deployConsumer(cdk);
  const consumer = await networkOfStack(machine, 'consumer', keys.consumer);
  const endpoint = await endpointOfStack(consumer);

  report.step(
    'More hosts, through the AWS SDK: one outside the security group, and a stranger in a third account',
  );
  const stranger = await createNetwork(machine, 'stranger');
  await Promise.all([
    startHost(consumer, outsider, client, consumer.subnetIds[0]),
    startHost(stranger, '10.0.1.10', client),
    openPorts({ machine, consumer }),
  ]);
  for (const { name, accountId, hosts } of [provider, consumer, stranger])
    console.log(`  ${name.padEnd(8)} ${accountId}  VPC 10.0.0.0/16, hosts ${[...hosts.keys()].join(', ')}`);

  const cast = { machine, report, provider, consumer, stranger, service };
  await checkPending(cast, endpoint);
  report.step('The provider accepts, in its app');
  await deployProvider(cdk, keys.consumer.accountId, [endpoint.endpointId]);
  await checkAccepted(cast, endpoint);
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
  await cdk?.end();
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
