import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { openSqliteStore } from './sqlite.ts';
import { openState } from './state.ts';

const rounds = 12;

/**
 * Writes transactions as fast as it can: each moves three records, one of them large, to the next number. It says a
 * number only when its transaction is acknowledged.
 */
const writer = (path: string) => `
  import { writeSync } from 'node:fs';
  const { openSqliteStore } = await import(${JSON.stringify(import.meta.resolve('./sqlite.ts'))});
  const { openState } = await import(${JSON.stringify(import.meta.resolve('./state.ts'))});
  const state = await openState(openSqliteStore(${JSON.stringify(path)}));
  let number = Number(state.get('claim', 'first')?.holder ?? 0);
  for (;;) {
    number += 1;
    await state.transact((resources) => {
      resources.put('claim', { id: 'first', holder: String(number) });
      resources.put('claim', { id: 'large', holder: String(number).padEnd(20000, '.') });
      resources.put('claim', { id: 'number/' + number, holder: String(number) });
      if (number > 1) resources.delete('claim', 'number/' + (number - 1));
    });
    writeSync(1, number + '\\n');
  }`;

describe('a process killed while it writes', () => {
  it(`loses nothing that was acknowledged, and nothing is half written, ${rounds} times`, async () => {
    const directory = mkdtempSync(join(tmpdir(), 'postern-kill-'));
    try {
      const path = join(directory, 'state.db');
      let before = 0;
      for (let round = 0; round < rounds; round += 1) {
        const acknowledged = await writeUntilKilled(path, before + 1 + Math.floor(Math.random() * 40));
        before = await numberIn(path);
        // The one after the last acknowledged may have been committed without anybody hearing of it.
        assert.ok(before === acknowledged || before === acknowledged + 1, `${before} after ${acknowledged}`);
      }
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});

/** Kills the writer as soon as it said `last`, wherever it is by then. @returns the last number that it said */
async function writeUntilKilled(path: string, last: number): Promise<number> {
  const arguments_ = ['--no-warnings', '--input-type=module', '-e', writer(path)];
  const child = spawn(process.execPath, arguments_, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let said = 0;
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      said = Number(line);
      if (said >= last) child.kill('SIGKILL');
    }
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
  assert.equal(child.signalCode, 'SIGKILL');
  return said;
}

/** The number that the records of the last transaction agree on. */
async function numberIn(path: string): Promise<number> {
  const store = openSqliteStore(path);
  const state = await openState(store);
  const claims = [...state.all('claim')].map(({ id, holder }) => `${id}=${Number.parseInt(holder, 10)}`);
  const number = state.revision;
  await state.close();
  await store.close();
  assert.deepEqual(claims.sort(), [`first=${number}`, `large=${number}`, `number/${number}=${number}`]);
  return number;
}
