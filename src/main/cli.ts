/**
 * The `postern` command. Each subcommand is one file in commands/, loaded only when it is the one that runs: most need
 * nothing of the daemon, and start at once.
 */
import { Command } from 'commander';
import { AdminRefusal, NotRunning } from '../admin/admin-client.ts';
import { version } from './version.ts';

const program = new Command('postern')
  .description('Private endpoints between networks whose addresses overlap: AWS PrivateLink on this machine.')
  .version(version)
  .option('--instance <name>', 'which Postern on this machine, 1 to 16 of a-z and 0-9', 'default')
  .option('--state-directory <path>', 'where the resources are kept (default: /var/lib/postern/<instance>)')
  .enablePositionalOptions()
  .showHelpAfterError();

program
  .command('up')
  .description('run the daemon; Ctrl-C stops it and leaves traffic running')
  .option('--host <address>', 'address the API listens on', '127.0.0.1')
  .option('--port <number>', 'port the API listens on, 0 for a free one', '4566')
  .option(
    '--quota <name=number>',
    'a quota other than the usual one, such as interfaceEndpointsPerVpc=500; may be repeated',
    (text: string, before: readonly string[]) => [...before, text],
    [],
  )
  .option(
    '--resolver <address>',
    'a DNS server, with :<port> or without, for names that Postern does not hold; may be repeated (default: such names do not exist)',
    (text: string, before: readonly string[]) => [...before, text],
    [] as readonly string[],
  )
  .option(
    '--resolver-packets <number>',
    "packets that a network interface may send to its VPC's resolver in a second, 0 for any number",
    '1024',
  )
  .option('--regions <names>', 'the only regions there are, such as us-east-1,eu-west-1 (default: all)')
  .option('--request-lifetime <days>', 'after how long a request to connect that nobody answers expires', '7')
  .option('--instances', 'let RunInstances start sandboxed processes on this machine')
  .option(
    '--metrics <port>',
    'serve metrics for Prometheus at /metrics of this port, on the loopback interface',
  )
  .option('--audit-days <number>', 'how long audit events are kept', '90')
  .option('--deliveries <directory>', 'let SNS topics deliver to files in this directory')
  .option('--deliveries-ca <file>', 'certificates (PEM) that https endpoints of topics may be signed by')
  .option(
    '--deliveries-url <url>',
    'how receivers of notifications reach the API (default: where it listens)',
  )
  .action(async (options, command) =>
    (await import('./commands/up.ts')).up({ ...command.optsWithGlobals(), ...options }),
  );
program
  .command('down')
  .description('stop the daemon and remove everything from the kernel; resources are kept')
  .option('--purge', 'remove the resources and credentials too')
  .action(async (options, command) =>
    (await import('./commands/down.ts')).down(command.optsWithGlobals(), options.purge === true),
  );
program
  .command('status')
  .description('show networks, services, endpoints with open connections and bytes, and stacks')
  .option('--json', 'as JSON')
  .action(async (options, command) =>
    (await import('./commands/status.ts')).status(command.optsWithGlobals(), options.json === true),
  );
program
  .command('env')
  .description('print the environment that makes AWS clients use Postern: eval "$(postern env)"')
  .option('--account <id>', 'the account to act as, by id or name (default: the first one)')
  .option('--region <name>', 'region', 'us-east-1')
  .option('--profiles <file>', 'write a configuration with a profile for each account there, and name it')
  .action(async (options, command) =>
    (await import('./commands/env.ts')).env(command.optsWithGlobals(), options),
  );
program
  .command('cdk')
  .description("run the app's own cdk command as an account of this Postern: postern cdk -- deploy --all")
  .argument('<arguments...>')
  .option('--account <id>', 'the account to act as, by id or name (default: the first one)')
  .option('--region <name>', 'region', 'us-east-1')
  .passThroughOptions()
  .action(async (argv, options, command) =>
    (await import('./commands/cdk.ts')).cdk(command.optsWithGlobals(), options, argv),
  );
program
  .command('exec')
  .description('run a command inside an instance: postern exec i-0123 -- curl http://10.0.1.5/')
  .argument('<instance-id>')
  .argument('<command...>')
  .passThroughOptions()
  .action(async (instanceId, argv, _options, command) =>
    (await import('./commands/exec.ts')).exec(command.optsWithGlobals(), instanceId, argv),
  );
program
  .command('doctor')
  .description('check the kernel, tools and privileges, and look for leftovers')
  .action(async (_options, command) =>
    (await import('./commands/doctor.ts')).doctor(command.optsWithGlobals()),
  );

const account = program.command('account').description('accounts and the credentials of their root users');
account
  .command('create')
  .description('make an account and print its credentials')
  .option('--name <name>', 'for people')
  .option('--account-id <digits>', 'twelve digits (default: random)')
  .option('--access-key-id <id>', 'to import known credentials')
  .option(
    '--secret-access-key-file <path>',
    'to import known credentials: a file with the secret, - for standard input',
  )
  .option('--json', 'as JSON')
  .action(async (options, command) =>
    (await import('./commands/account.ts')).accountCreate(command.optsWithGlobals(), options),
  );
account
  .command('list')
  .description('list accounts')
  .option('--json', 'as JSON, with secrets')
  .action(async (options, command) =>
    (await import('./commands/account.ts')).accountList(command.optsWithGlobals(), options.json === true),
  );
account
  .command('delete')
  .description('delete an account that owns nothing any more')
  .argument('<account-id>')
  .action(async (accountId, _options, command) =>
    (await import('./commands/account.ts')).accountDelete(command.optsWithGlobals(), accountId),
  );

const keys = account.command('keys').description('access keys of root users, and of IAM users by name');
const user = ['--user <name>', 'of an IAM user (default: of the root user)'] as const;
keys
  .command('list')
  .description('list the keys of an account, without secrets')
  .argument('<account-id>')
  .option('--json', 'as JSON')
  .action(async (accountId, options, command) =>
    (await import('./commands/keys.ts')).keysList(command.optsWithGlobals(), accountId, options),
  );
keys
  .command('create')
  .description('make a key and print its secret, this once')
  .argument('<account-id>')
  .option(...user)
  .option('--json', 'as JSON')
  .action(async (accountId, options, command) =>
    (await import('./commands/keys.ts')).keysCreate(command.optsWithGlobals(), accountId, options),
  );
keys
  .command('rotate')
  .description(
    'make a key and deactivate the others of its owner; those that were inactive already are deleted',
  )
  .argument('<account-id>')
  .option(...user)
  .option('--json', 'as JSON')
  .action(async (accountId, options, command) =>
    (await import('./commands/keys.ts')).keysRotate(command.optsWithGlobals(), accountId, options),
  );
for (const [name, status, description] of [
  ['deactivate', 'Inactive', 'refuse a key from the next request on'],
  ['activate', 'Active', 'let a key work again'],
] as const) {
  keys
    .command(name)
    .description(description)
    .argument('<account-id>')
    .argument('<access-key-id>')
    .action(async (accountId, accessKeyId, _options, command) =>
      (await import('./commands/keys.ts')).keysSetStatus(
        command.optsWithGlobals(),
        { accountId, accessKeyId },
        status,
      ),
    );
}
keys
  .command('delete')
  .description('delete a key')
  .argument('<account-id>')
  .argument('<access-key-id>')
  .action(async (accountId, accessKeyId, _options, command) =>
    (await import('./commands/keys.ts')).keysDelete(command.optsWithGlobals(), accountId, accessKeyId),
  );

try {
  await program.parseAsync();
} catch (error) {
  const message = (error as Error).message;
  const hint = error instanceof NotRunning ? ' Start it with: postern up' : '';
  console.error(`postern: ${message}${hint}`);
  if (
    !(error instanceof NotRunning || error instanceof AdminRefusal) &&
    process.env.POSTERN_DEBUG !== undefined
  ) {
    console.error(error);
  }
  process.exitCode = 1;
}
