/**
 * Makes the package that CDK users install, in dist/ or the directory that is named: CommonJS, which apps of either kind can load, with declarations
 * and a package.json of its own.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const root = `${import.meta.dirname}/..`;
const dist = process.argv[2] ?? `${root}/dist`;

rmSync(dist, { recursive: true, force: true });
execFileSync(`${root}/../node_modules/.bin/tsc`, ['-p', `${root}/tsconfig.build.json`, '--outDir', dist], {
  stdio: 'inherit',
});

const { name, version, description, license, engines, peerDependencies } = JSON.parse(
  readFileSync(`${root}/package.json`, 'utf8'),
);
const manifest = {
  ...{ name, version, description, license, engines, peerDependencies },
  type: 'commonjs',
  main: 'index.js',
  types: 'index.d.ts',
};
writeFileSync(`${dist}/package.json`, `${JSON.stringify(manifest, undefined, 2)}\n`);
copyFileSync(`${root}/README.md`, `${dist}/README.md`);
copyFileSync(`${root}/../LICENSE`, `${dist}/LICENSE`);
