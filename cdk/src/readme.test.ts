/** The examples of the README are whole apps: they are compiled, and synthesised as they are. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { shop } from './testing/stacks.ts';

const root = join(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'cdk/README.md'), 'utf8');
const examples = [...readme.matchAll(/^```ts[^\n]*\n(.*?)^```$/gms)].map((match) => match[1] ?? '');
const directory = mkdtempSync(join(tmpdir(), 'postern-readme-'));
after(() => rmSync(directory, { recursive: true }));

describe('The README', () => {
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ type: 'module' }));
  const details = {
    ...shop,
    zones: [{ id: 'use1-az4', name: 'us-east-1c' }],
  };
  writeFileSync(
    join(directory, 'shop.json'),
    JSON.stringify({ Provider: { ShopEndpointService: JSON.stringify(details) } }),
  );
  for (const [index, example] of examples.entries()) {
    writeFileSync(join(directory, `example-${index}.ts`), example);
  }

  it('has examples that compile', () => {
    assert.ok(examples.length >= 5, 'this test looks in the wrong place');
    const extended = join(root, 'cdk/tsconfig.json');
    const typeRoots = [join(root, 'node_modules/@types')];
    writeFileSync(
      join(directory, 'tsconfig.json'),
      JSON.stringify({ extends: extended, compilerOptions: { typeRoots }, include: ['*.ts'], exclude: [] }),
    );
    try {
      execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', directory], { encoding: 'utf8' });
    } catch (error) {
      assert.fail((error as { stdout: string }).stdout); // what execFileSync throws has it
    }
  });

  it('has examples that synthesise', () => {
    const out = join(directory, 'out');
    mkdirSync(out);
    // In one process, which loads the CDK once. An app is synthesised when the process has nothing left to do.
    const all = [...examples.keys()].map((index) => `await import('./example-${index}.ts');`).join('\n');
    writeFileSync(join(directory, 'all.js'), all);
    const env = { PATH: process.env.PATH, CDK_OUTDIR: out };
    execFileSync(process.execPath, ['all.js'], { cwd: directory, env, stdio: 'pipe' });
    assert.ok(existsSync(join(out, 'manifest.json')));
  });
});

describe('The package', () => {
  it('is built as CommonJS with everything that the source exports, and runs', async () => {
    const built = join(directory, 'built');
    execFileSync(process.execPath, [join(root, 'cdk/scripts/build.ts'), built], { stdio: 'pipe' });
    symlinkSync(join(root, 'node_modules'), join(built, 'node_modules'));
    const script = `
      const library = require(${JSON.stringify(built)});
      const { App, Stack } = require('aws-cdk-lib');
      const { Vpc } = require('aws-cdk-lib/aws-ec2');
      const stack = new Stack(new App(), 'Test');
      const service = { serviceName: '${shop.serviceName}', ports: [{ port: 80 }], domainName: 'a.example.com' };
      new library.Endpoint(stack, 'Endpoint', { vpc: new Vpc(stack, 'Vpc'), service });
      console.log(JSON.stringify(Object.keys(library).sort()));`;
    const names = execFileSync(process.execPath, ['--eval', script], { encoding: 'utf8', cwd: built });
    assert.deepEqual(JSON.parse(names), Object.keys(await import('./index.ts')).sort());
    assert.ok(existsSync(join(built, 'index.d.ts')));
    assert.ok(!existsSync(join(built, 'testing')), 'nothing that is for tests only');
    const manifest = JSON.parse(readFileSync(join(built, 'package.json'), 'utf8'));
    assert.equal(manifest.private, undefined);
    assert.deepEqual(Object.keys(manifest.peerDependencies).sort(), ['aws-cdk-lib', 'constructs']);
  });
});
