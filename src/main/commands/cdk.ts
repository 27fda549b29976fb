import { delimiter, dirname, join } from 'node:path';
import { type ActingAs, accountVariables, foreignVariables } from '../account-variables.ts';
import { runAttended } from '../run-attended.ts';
import { type SettingsInput, settingsFrom } from '../settings.ts';

/** `postern cdk`: runs the `cdk` command of the app in this directory, as an account of this Postern. */
export async function cdk(input: SettingsInput, options: ActingAs, argv: readonly string[]): Promise<void> {
  const { adminSocket } = settingsFrom(input);
  const variables = await accountVariables(adminSocket, options);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...variables,
    PATH: [...localPrograms(process.cwd()), process.env.PATH ?? ''].join(delimiter),
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
  for (const name of foreignVariables) delete env[name];
  const given = argv[0] === '--' ? argv.slice(1) : argv;
  try {
    process.exitCode = await runAttended('cdk', ['--no-notices', ...given], env);
  } catch (cause) {
    throw new Error('The cdk command cannot be run. npm install aws-cdk in the directory of the app.', {
      cause,
    });
  }
}

/** Where npm puts the programs of packages that are installed here or in a directory above. */
function localPrograms(directory: string): string[] {
  const here = join(directory, 'node_modules/.bin');
  const above = dirname(directory);
  return above === directory ? [here] : [here, ...localPrograms(above)];
}
