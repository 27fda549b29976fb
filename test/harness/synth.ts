import { execFile } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const ending = '.template.json';

/**
 * The templates that an app of `test/apps/` makes, by stack, as the `cdk` command would have them made.
 * @param app the name of its file, without the ending
 */
export async function synthesize(
  app: string,
  context: Readonly<Record<string, unknown>> = {},
): Promise<Readonly<Record<string, string>>> {
  const outdir = mkdtempSync(join(tmpdir(), 'synth-'));
  try {
    const file = join(import.meta.dirname, '../apps', `${app}.ts`);
    const env = { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) };
    await promisify(execFile)(process.execPath, [file], { env, timeout: 120_000 });
    const files = globSync(join(outdir, `*${ending}`));
    return Object.fromEntries(files.map((each) => [basename(each, ending), readFileSync(each, 'utf8')]));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
