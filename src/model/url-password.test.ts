import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutUrlPassword } from './url-password.ts';

test('nothing of a password in a URL is left, and the rest is as it was', () => {
  const table: readonly [given: string, shown: string][] = [
    ['https://me:pass@example.com/x', 'https://me:****@example.com/x'],
    ['http://me:p@ss:w@rd@example.com', 'http://me:****@example.com'],
    ['HTTP://:pass@example.com?a=b@c', 'HTTP://:****@example.com?a=b@c'],
    ['http:me:pass@example.com', 'http:me:****@example.com'],
    ['http://example.com:80/me:pass@x', 'http://example.com:80/me:pass@x'],
    ['http://me@example.com/', 'http://me@example.com/'],
    ['see http://me:pass@example.com', 'see http://me:pass@example.com'],
    ['', ''],
  ];
  for (const [given, shown] of table) assert.equal(withoutUrlPassword(given), shown);
});
