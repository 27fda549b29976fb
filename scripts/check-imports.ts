/**
 * Which folder may import which. A folder that is not listed may import nothing of ours; `test` files may import all.
 * The CDK library and its examples know nothing of Postern: they import the CDK, themselves and Node alone.
 * Fails on a forbidden import, on a cycle between files, and when it finds nothing to look at.
 */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Folder below src/ -> folders that its files may import, besides itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  model: [],
  plan: ['model'],
  store: ['model'],
  dns: ['model', 'kernel'],
  wire: ['model'],
  operations: ['model', 'policy', 'dns', 'cloudformation'],
  cloudformation: ['model'],
  audit: ['model', 'wire'],
  policy: ['model'],
  authorization: ['model', 'policy'],
  kernel: [],
  hyperplane: ['model', 'plan', 'kernel'],
  network: ['model', 'plan', 'kernel'],
  health: ['model', 'plan', 'kernel'],
  metrics: ['model', 'plan', 'hyperplane'],
  relay: ['model', 'plan', 'kernel', 'hyperplane'],
  admin: ['model'],
  agent: ['model', 'plan', 'store'],
  controllers: ['model', 'store'],
  deliveries: ['model', 'store'],
  objects: ['model'],
  server: ['model', 'authorization', 'wire', 'operations', 'store', 'policy', 'audit', 'cloudformation'],
  main: [
    'model',
    'plan',
    'store',
    'dns',
    'wire',
    'operations',
    'kernel',
    'hyperplane',
    'health',
    'network',
    'relay',
    'admin',
    'authorization',
    'agent',
    'controllers',
    'deliveries',
    'objects',
    'audit',
    'metrics',
    'cloudformation',
    'server',
  ],
  demo: [],
};

/** Folders of their own, outside src/ -> packages that their files may import, besides what is in the folder. */
const apart: Readonly<Record<string, readonly string[]>> = {
  'cdk/src': ['aws-cdk-lib', 'constructs'],
  'examples/cdk': ['aws-cdk-lib', 'constructs', '@postern/cdk-privatelink'],
};

const root = join(import.meta.dirname, '..');
const files = globSync('src/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'));
const imports = new Map<string, readonly string[]>(files.map((file) => [file, importsOf(file)]));
const problems = [...forbidden(), ...cycles(), ...Object.keys(apart).flatMap(strayImports)];

if (files.length < 50) problems.push(`only ${files.length} files found: this check looks in the wrong place`);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`imports: ${files.length} files keep to the table`);

function importsOf(file: string): string[] {
  return modulesOf(file)
    .filter((name) => name.startsWith('.'))
    .map((name) => normalize(join(dirname(file), name)));
}

function modulesOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/^(?:import|export)\s[^;]*?from '([^']+)'/gms)].map((match) => match[1] ?? '');
}

function* forbidden(): Generator<string> {
  for (const [file, targets] of imports) {
    const from = folderOf(file);
    if (allowed[from] === undefined)
      yield `${file}: the folder src/${from} is not in the table of scripts/check-imports.ts`;
    for (const target of targets) {
      const to = folderOf(target);
      if (to !== from && !allowed[from]?.includes(to)) yield `${file}: src/${from} must not import ${target}`;
    }
  }
}

function strayImports(folder: string): string[] {
  const found = globSync(`${folder}/**/*.ts`, { cwd: root, exclude: ['**/node_modules', '**/*.test.ts'] });
  if (found.length === 0) return [`${folder}: no files found: this check looks in the wrong place`];
  return found.flatMap((file) =>
    modulesOf(file)
      .filter((name) =>
        name.startsWith('.')
          ? !normalize(join(dirname(file), name)).startsWith(`${folder}/`)
          : !name.startsWith('node:') &&
            !apart[folder]?.some((one) => name === one || name.startsWith(`${one}/`)),
      )
      .map((name) => `${file}: ${folder} must not import ${name}`),
  );
}

function* cycles(): Generator<string> {
  const done = new Set<string>();
  for (const file of files) yield* visit(file, [], done);
}

function* visit(file: string, path: readonly string[], done: Set<string>): Generator<string> {
  if (path.includes(file)) yield `cycle: ${[...path.slice(path.indexOf(file)), file].join(' -> ')}`;
  if (done.has(file) || path.includes(file)) return;
  for (const target of imports.get(file) ?? []) yield* visit(target, [...path, file], done);
  done.add(file);
}

function folderOf(path: string): string {
  return path.split('/')[1] ?? '';
}
