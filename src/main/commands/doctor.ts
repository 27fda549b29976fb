import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { callAdmin, NotRunning } from '../../admin/admin-client.ts';
import { checkKernel } from '../../hyperplane/check-kernel.ts';
import { listNamespaces } from '../../kernel/namespace.ts';
import { type Settings, type SettingsInput, settingsFrom } from '../settings.ts';

interface Finding {
  readonly ok: boolean;
  readonly what: string;
  readonly remedy?: string;
}

/** Programs that instances need; the rest of Postern starts no program at all. */
const tools = { bwrap: 'bubblewrap', nsenter: 'util-linux' };

/** `postern doctor`: exits 1 when something is missing or left over. */
export async function doctor(input: SettingsInput): Promise<void> {
  const settings = settingsFrom(input);
  const findings = [...privileges(), ...kernel(), ...programs(), ...object(settings), ...(await leftovers())];
  for (const { ok, what, remedy } of findings) {
    console.log(`${ok ? '✓' : '✗'} ${what}${remedy === undefined ? '' : `\n    ${remedy}`}`);
  }
  process.exitCode = findings.every((finding) => finding.ok) ? 0 : 1;
}

function privileges(): Finding[] {
  const root = process.getuid?.() === 0;
  return [
    root
      ? { ok: true, what: 'runs as root' }
      : {
          ok: false,
          what: 'does not run as root',
          remedy: 'Run postern with sudo: it makes namespaces and loads eBPF.',
        },
  ];
}

function kernel(): Finding[] {
  const missing = checkKernel();
  if (missing.length === 0)
    return [{ ok: true, what: 'the kernel and libbpf have everything that the data plane needs' }];
  return missing.map((what) => ({ ok: false, what }));
}

function programs(): Finding[] {
  const directories = (process.env.PATH ?? '').split(delimiter);
  return Object.entries(tools).map(([tool, debianPackage]) =>
    directories.some((directory) => existsSync(join(directory, tool)))
      ? { ok: true, what: `${tool} is there` }
      : {
          ok: false,
          what: `${tool} is missing: instances cannot run`,
          remedy: `apt-get install ${debianPackage}`,
        },
  );
}

function object(settings: Settings): Finding[] {
  return existsSync(settings.objectPath)
    ? [{ ok: true, what: 'the eBPF object is built' }]
    : [{ ok: false, what: 'the eBPF object is not built', remedy: 'npm run setup' }];
}

/** What an instance of Postern without a daemon has in the kernel: traffic that runs on, or something forgotten. */
async function leftovers(): Promise<Finding[]> {
  const findings = await Promise.all(instancesInKernel().map(findingOf));
  return findings.length > 0 ? findings : [{ ok: true, what: 'nothing is left over in the kernel' }];
}

async function findingOf(instance: string): Promise<Finding> {
  const settings = settingsFrom({ instance });
  const silence = await silenceOf(settings);
  if (silence === undefined) return { ok: true, what: `Postern '${instance}' is running` };
  if (!(silence instanceof NotRunning)) {
    return { ok: false, what: `Postern '${instance}' cannot be asked: ${silence.message}` };
  }
  return {
    ok: false,
    what: `Postern '${instance}' has no daemon but holds ${listNamespaces(`${settings.prefix}-`).length} namespaces${existsSync(settings.pinDirectory) ? ' and pinned maps' : ''}`,
    remedy: `postern --instance ${instance} up takes them up again; postern --instance ${instance} down removes them.`,
  };
}

function instancesInKernel(): string[] {
  const pins = existsSync('/sys/fs/bpf') ? readdirSync('/sys/fs/bpf') : [];
  const names = [...listNamespaces('postern-'), ...pins].map(
    (name) => /^postern-([a-z0-9]{1,16})(?:-|$)/.exec(name)?.[1],
  );
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

/** Why the daemon does not answer; undefined when it does. */
async function silenceOf(settings: Settings): Promise<Error | undefined> {
  try {
    await callAdmin(settings.adminSocket, 'GET /info');
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
