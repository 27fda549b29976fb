/**
 * Each file in `goldens/` holds resources, a line of dashes and the plan that they make.
 * `POSTERN_REWRITE_GOLDENS=1` writes the plans anew; commit only a difference that you can explain.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { createPlanner } from './planner.ts';
import { printEntries } from './testing/print.ts';
import { worldOf } from './testing/world.ts';

const directory = new URL('goldens/', import.meta.url);
const line = '----------\n';

describe('the plan', () => {
  for (const name of readdirSync(directory).sort()) {
    it(`is the one written in goldens/${name}`, () => {
      const file = new URL(name, directory);
      const [resources = '', expected = ''] = readFileSync(file, 'utf8').split(line);
      const planner = createPlanner(worldOf(resources));
      planner.full();
      const plan = printEntries(planner.entries());
      if (process.env.POSTERN_REWRITE_GOLDENS === '1') writeFileSync(file, resources + line + plan);
      else assert.equal(plan, expected);
    });
  }
});
