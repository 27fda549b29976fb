import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';

/** Makes garbage on both heaps, with a little that stays in the midst of it, and says what is resident before and after. */
const program = `
  const { releaseMemory } = await import(${JSON.stringify(import.meta.resolve('./release-memory.ts'))});
  const kept = [];
  let made = [];
  for (let at = 0; at < 20_000; at += 1) {
    const text = JSON.parse(JSON.stringify({ at, text: 'x'.repeat(1000) }));
    const bytes = Buffer.allocUnsafeSlow(8_000).fill(1);
    made.push(text, bytes);
    if (at % 1000 === 0) kept.push(text, bytes);
  }
  const full = process.memoryUsage.rss();
  made = undefined;
  releaseMemory();
  console.log(JSON.stringify({ full, after: process.memoryUsage.rss(), kept: kept.length }));`;

describe('releasing memory', () => {
  it('gives garbage of both heaps back to the kernel', () => {
    const output = execFileSync(
      process.execPath,
      ['--no-warnings', '--expose-gc', '--input-type=module', '-e', program],
      { encoding: 'utf8' },
    );
    const { full, after, kept } = JSON.parse(output);
    assert.equal(kept, 40);
    assert.ok(full - after > 150e6, `${full} bytes before, ${after} after`);
  });
});
