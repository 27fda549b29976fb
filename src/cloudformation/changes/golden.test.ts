/**
 * Change sets as text: each file of golden/ has two templates, with what parameters and tags they are given, and what
 * changes between them.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { computeChanges } from './compute-changes.ts';
import { printed, request, version } from './testing/stacks.ts';
import type { StackVersion } from './versions.ts';

const files = globSync(join(import.meta.dirname, 'golden/*.txt')).sort();

test('there are golden change sets', () => assert.ok(files.length >= 10));

for (const file of files) {
  test(`changes are as in golden/${basename(file)}`, () => {
    const text = readFileSync(file, 'utf8');
    const [, before = '', after = '', expected] = text.split(/^=== .*\n/m);
    const former = before.trim() === '' ? undefined : versionOf(before);
    const { resources, outputsChanged, tagsChanged } = computeChanges(request(former, versionOf(after)));
    const notes = [
      ...(outputsChanged ? ['outputs change\n'] : []),
      ...(tagsChanged ? ['tags change\n'] : []),
    ];
    assert.equal(printed(resources) + notes.join(''), expected);
  });
}

/** Lines that begin with `# parameter` or `# tag` give `Name=value`. */
function versionOf(text: string): StackVersion {
  return version(text, given(text, 'parameter'), given(text, 'tag'));
}

function given(text: string, what: string): Record<string, string> {
  const found = [...text.matchAll(new RegExp(`^# ${what} (\\w+)=(.*)$`, 'gm'))];
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, value]));
}
