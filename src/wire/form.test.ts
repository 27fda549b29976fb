import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formText, parseForm } from './form.ts';

test('names and values are decoded once', () => {
  assert.deepEqual(parseForm('a=1&b=x%3Dy%26z&c+d=%2520&e&f=&=g&&h=a=b&%C3%A4=%F0%9F%98%80'), [
    { name: 'a', value: '1' },
    { name: 'b', value: 'x=y&z' },
    { name: 'c d', value: '%20' },
    { name: 'e', value: '' },
    { name: 'f', value: '' },
    { name: '', value: 'g' },
    { name: 'h', value: 'a=b' },
    { name: 'ä', value: '😀' },
  ]);
  assert.deepEqual(parseForm(''), []);
});

test('broken escapes and what is not UTF-8 are refused', () => {
  for (const text of ['a=%', 'a=%4', 'a=%zz', '%=a', 'a=%ff', 'a=%c3', 'a=%ed%a0%80', 'a=%c0%af']) {
    assert.throws(() => parseForm(text), { code: 'MalformedQueryString' }, text);
  }
  assert.throws(() => formText(new Uint8Array([0x61, 0xff])), { code: 'MalformedQueryString' });
  assert.equal(formText(Buffer.from('ä=\uFEFFb')), 'ä=\uFEFFb');
});
