import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * The template that an app of `test/apps/` makes for a stack, as the `cdk` command would have it made.
 * @param app the name of its file, without the ending
 */
export async function synthesize(
  app: string,
  stack: string,
  context: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const outdir = mkdtempSync(join(tmpdir(), 'synth-'));
  try {
    const file = join(import.meta.dirname, '../apps', `${app}.ts`);
    const env = { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) };
    await promisify(execFile)(process.execPath, [file], { env, timeout: 120_000 });
    return readFileSync(join(outdir, `${stack}.template.json`), 'utf8');
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
